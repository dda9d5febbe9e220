import Exams
import Foundation
import Testing

/// The real program, killed again and again at random until it is done.
@Suite struct RandomKillTests {
    /// By default what a coffee break allows; `KAOWU_FAULTS=all` kills ten times as often.
    private static let patience = ProcessInfo.processInfo.environment["KAOWU_FAULTS"] == "all" ? 10 : 1

    /// SplitMix64, so that a failure can be had again.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// Moments are taken from the time an undisturbed run takes here and now.
    @Test func killedAtRandomMoments() throws {
        let morning = try EventfulMorning.shared.get()
        let begin = Date()
        let whole = FaultyRelease(office: try morning.office.copy(), now: EventfulMorning.now.description)
        _ = try whole.finish(try whole.process(nil))
        let duration = Date().timeIntervalSince(begin)
        var dice = Dice(state: 1)
        for round in 1...(12 * Self.patience) {
            let office = try morning.office.copy()
            let release = FaultyRelease(office: office, now: EventfulMorning.now.description)
            for _ in 1...3 {
                _ = try release.run(killedAfter: Double.random(in: 0...duration, using: &dice))
                try morning.checkVisible(office, "round \(round)")
            }
            #expect(try release.finish(try release.process(nil)).code == 0)
            let state = try OfficeState(office)
            #expect(state == morning.expected && state.isAgreeing(office), "round \(round)")
            #expect(Set(try office.post()) == Set(morning.messages), "round \(round)")
        }
    }

    /// Over the quarter: some nine hundred tickets on one day, each run killed at a random call, until one comes through,
    /// and again.
    @Test(arguments: [1]) func killedAgainAndAgainOverTheQuarter(_ seed: UInt64) throws {
        let quarter = try Quarter.shared.get()
        var dice = Dice(state: seed)
        var kills = 0
        while kills < 100 * Self.patience {
            let office = try quarter.office.copy()
            let release = FaultyRelease(office: office, now: Quarter.now)
            while true {
                let run = try release.run(.kill, at: Int.random(in: 1...400, using: &dice))
                if !run.wasKilled {
                    #expect(run.code == Quarter.code, "\(run.diagnostics)")
                    break
                }
                kills += 1
            }
            let state = try OfficeState(office)
            #expect(state == quarter.expected && state.isAgreeing(office) && state.isChainWhole)
        }
    }
}

/// The example quarter on the morning on which some hundred tickets are due, and what an undisturbed release of it
/// leaves.
struct Quarter {
    static let now = "2026-04-11T07:30:00"
    /// Nobody in the example has a mail address, and the release says so.
    static let code: Int32 = 4

    let office: OfficeFolder
    let expected: OfficeState

    static let shared = Result {
        let office = try OfficeFolder()
        let planned = "2026-03-20T09:00"
        _ = try Program.result(
            "import", Scenarios.path("quarter-2026-q2"), "--database", office.database, "--now", planned)
        _ = try Program.result("plan", "--database", office.database, "--now", planned)
        _ = try Program.result("key", "create", "--key", office.key)
        let undisturbed = try office.copy()
        let release = FaultyRelease(office: undisturbed, now: now)
        let run = try release.finish(try release.process(nil))
        try #require(run.code == code, "\(run.diagnostics)")
        let expected = try OfficeState(undisturbed)
        try #require(expected.files.count > 500)
        return Quarter(office: office, expected: expected)
    }
}
