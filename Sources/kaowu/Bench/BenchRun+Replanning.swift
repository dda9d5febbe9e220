import Exams
import Foundation
import Planning
import Storage
import Verifying

extension BenchFamily {
    /// Answers to one event after another on a plan that is kept in memory.
    static let replanning = [("replan-M", 10_000), ("replan-L", 100_000)].map { name, people in
        BenchFamily(
            name: name,
            summary: Words(
                "\(people) 人的季度，准考证已发，逐件应变", "a quarter of \(people) people with tickets out, event by event"),
            input: .replanning(people: people))
    }
}

extension BenchRun {
    /// The first sitting's tickets are out. Each event's time is the slowest of its kind, as processor seconds: an
    /// answer uses one thread, and what else the machine does would be most of so short a time. At the end the checker
    /// passes the whole plan, or the measurement fails.
    mutating func measureReplanning() throws {
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        let scenario = try stage("read") { try Scenario.read(folder: url).scenario }
        record.people = scenario.people.count
        var problem = stage("problem") { scenario.problem() }
        let verified = try planAndVerify(problem)
        let first = problem.sittings.map(\.month).min()
        let early = Set(problem.sittings.filter { $0.month == first }.map(\.id))
        problem.released = verified.plan.placements.filter { early.contains($0.sitting) }
        let now = LocalMinute(number: LocalSecond(number: 1_709_251_200).number / 60)
        var replanner = stage("resident") { Replanner(problem: problem, plan: verified.plan, at: now) }
        let tickets = problem.released ?? []
        slowest("withdrawal", BenchRun.spread(tickets, 10).map { .application($0.application) }, &replanner)
        slowest(
            "machine",
            BenchRun.spread(tickets, 11).map { ticket in
                .machine(room: ticket.subjects[0].room, row: ticket.subjects[0].row, column: ticket.subjects[0].column)
            }, &replanner)
        slowest("room", BenchRun.spread(tickets, 3).map { .room($0.subjects[0].room) }, &replanner)
        slowest("day", [.periods(BenchRun.day(of: tickets, problem))], &replanner)
        let after = stage("told") { replanner.plan() }
        _ = try stage("verified") { try verify(problem: after.problem, plan: after.plan) }
        record.tiers = after.plan.tiers
    }

    private mutating func slowest(_ name: String, _ losses: [Replanner.Loss], _ replanner: inout Replanner) {
        var worst = 0.0
        for loss in losses {
            let start = BenchRun.processorSeconds
            _ = replanner.answer(to: [loss])
            worst = max(worst, BenchRun.processorSeconds - start)
        }
        record.stages.append(BenchRecord.Stage(name: name, seconds: worst))
    }

    /// A few out of many, the same each time.
    private static func spread(_ tickets: [Placement], _ count: Int) -> [Placement] {
        (1...count).compactMap { tickets.isEmpty ? nil : tickets[tickets.count * $0 / (count + 1)] }
    }

    /// All periods on the day of a ticket in the middle.
    private static func day(of tickets: [Placement], _ problem: Problem) -> Set<String> {
        let periods = problem.sittings.flatMap(\.periods)
        let wanted = tickets.isEmpty ? "" : tickets[tickets.count / 2].subjects[0].period
        let day = periods.first { $0.id == wanted }?.start.day
        return Set(periods.filter { $0.start.day == day }.map(\.id))
    }
}
