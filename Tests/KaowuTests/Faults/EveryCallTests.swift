import Foundation
import Testing

/// The real program, disturbed at every call by which it changes the database or the release folder. The next run
/// must leave what an undisturbed one leaves: every due ticket once, the same bytes, ledger, index and folder of one
/// mind, the chain whole, each message sent.
///
/// Every call is killed at, and at every call the disk fails in one of three ways; in all three with
/// `KAOWU_FAULTS=all`.
@Suite struct EveryCallTests {
    private static let isThorough = ProcessInfo.processInfo.environment["KAOWU_FAULTS"] == "all"

    /// The work is cut into pieces so that the machine's cores share it.
    private static let pieces = 4

    @Test func theMorningIsEventful() throws {
        let morning = try EventfulMorning.shared.get()
        #expect(morning.calls > 150)
        #expect(morning.messages.count == 2)
        #expect(morning.expected.files.count == 6)
        #expect(morning.expected.isAgreeing(morning.office) == false, "there is something to do")
        for kind in ["keyAdded", "ticketReleased", "ticketVoid", "ticketSent"] {
            #expect(morning.expected.events.contains { $0.hasPrefix(kind) }, "\(kind)")
        }
    }

    @Test(arguments: 0..<pieces) func killedAtEveryCall(_ piece: Int) throws {
        let morning = try EventfulMorning.shared.get()
        for call in stride(from: piece + 1, through: morning.calls, by: Self.pieces) {
            let office = try morning.office.copy()
            let run = try FaultyRelease(office: office, now: EventfulMorning.now.description).run(.kill, at: call)
            #expect(run.wasKilled, "call \(call): \(run.code) \(run.diagnostics)")
            try morning.checkVisible(office, "killed at call \(call)")
            try office.nextRun(at: EventfulMorning.later)
            try morning.checkComplete(office, "killed at call \(call)")
        }
    }

    @Test(arguments: [FaultyRelease.Fault.eio, .enospc, .erofs])
    func failingAtEveryCall(_ fault: FaultyRelease.Fault) throws {
        let morning = try EventfulMorning.shared.get()
        let first = ["eio": 1, "enospc": 2, "erofs": 3][fault.rawValue] ?? 1
        for call in stride(from: Self.isThorough ? 1 : first, through: morning.calls, by: Self.isThorough ? 1 : 3) {
            let office = try morning.office.copy()
            let place = "\(fault) at call \(call)"
            let run = try FaultyRelease(office: office, now: EventfulMorning.now.description).run(fault, at: call)
            // Told in one line, or not noticed because nothing depended on the call.
            #expect(run.code == 4 || run.code == 0, "\(place): \(run.code) \(run.diagnostics)")
            #expect(run.diagnostics.split(separator: "\n").count <= 1, "\(place): \(run.diagnostics)")
            try morning.checkVisible(office, place)
            try office.nextRun(at: EventfulMorning.later)
            try morning.checkComplete(office, place)
        }
    }
}
