import Foundation
import Testing

/// Two cron jobs at once, a hundred times.
@Suite struct RaceTests {
    @Test(arguments: 0..<2) func twoReleasersAtOnce(_ half: Int) throws {
        let morning = try EventfulMorning.shared.get()
        var turnedAway = 0
        for round in 1...50 {
            let office = try morning.office.copy()
            let release = FaultyRelease(office: office, now: EventfulMorning.now.description)
            let rivals = [try release.process(nil), try release.process(nil)]
            for rival in rivals { try rival.run() }
            for rival in rivals { rival.waitUntilExit() }
            let codes = rivals.map { $0.terminationReason == .exit ? $0.terminationStatus : -1 }
            // One does the work; the other waits for nobody, or comes when it is done.
            #expect(codes.contains(0) && codes.allSatisfy { $0 == 0 || $0 == 3 }, "round \(round): \(codes)")
            turnedAway += codes.count { $0 == 3 }
            try morning.checkComplete(office, "round \(round)")
            #expect(try office.post() == morning.messages, "round \(round)")
        }
        #expect(turnedAway > 0, "the two never met")
    }
}
