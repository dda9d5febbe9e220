import Exams
import Foundation
import Releasing
import Tickets

extension BenchRun {
    /// Every ticket of a plan as a release draws it, looked up, signed and drawn, and written to a file of its own,
    /// without photos; then the first of them by every other program that is installed.
    mutating func measureTickets() throws {
        let scenario = try stage("read") { [folder] in
            try Scenario.read(folder: URL(fileURLWithPath: folder, isDirectory: true)).scenario
        }
        record.people = scenario.people.count
        let verified = try planAndVerify(scenario.problem())
        let output = folder + "/tickets"
        try OutputFile.makeFolder(output)
        let jobs = try BenchRun.jobs(scenario, verified.plan)
        let key = try SigningKey(seed: (0..<32).map { UInt8($0) })
        let before = BenchRun.processorSeconds
        let bytes = try stage("draw") {
            let print = try signedPress(key: key)(scenario, verified)
            return try jobs.reduce(0) { sum, job in
                let page = try print(job)
                try OutputFile.write(page, to: "\(output)/\(job.number.digits).pdf", isPrivate: true)
                return sum + page.count
            }
        }
        record.tickets = BenchRecord.Tickets(
            count: jobs.count, bytes: bytes, processorSeconds: BenchRun.processorSeconds - before)
        let index = TicketIndex(scenario: scenario, plan: verified)
        let contents = try jobs.prefix(BenchRun.rivalTickets).map { job in
            try index.content(
                of: job.application, number: job.number, revision: job.revision, printedAsOf: job.asOf
            ).signed(with: key)
        }
        let rivals = try TicketRivals(contents, in: folder + "/rivals")
        record.rivals = TicketRivals.names.map { BenchRecord.Rival(name: $0, tickets: rivals.measure($0)) }
    }

    private static let rivalTickets = 300

    private static func jobs(_ scenario: Scenario, _ plan: Plan) throws -> [TicketJob] {
        let institutions = keyed(scenario.registrations, \.id).mapValues(\.institution)
        let books = keyed(scenario.ruleBooks, \.id)
        let sittings = keyed(scenario.sittings, \.id)
        return try plan.placements.enumerated().compactMap { place, placement in
            guard let book = institutions[placement.application].flatMap({ books[$0] }),
                let sitting = sittings[placement.sitting]
            else { return nil }
            let number = try TicketNumber(
                month: sitting.month, institution: book.numberCode, serial: place + 1)
            return TicketJob(
                application: placement.application, number: number, revision: 1,
                asOf: LocalSecond(number: 1_709_251_200))
        }
    }

    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
