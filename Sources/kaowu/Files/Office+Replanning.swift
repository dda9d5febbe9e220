import Exams
import Foundation
import Planning
import Storage
import Verifying

/// What a re-plan starts from: the data as they stand, the tickets that are out, and the plan they were made for.
struct Standing {
    let problem: Problem
    let plan: Plan
    let planProblem: Problem
    let revision: Int
    let now: LocalMinute

    /// Changes with anything that a proposal depends on.
    var state: String { Digest(of: problem.encoded()).description + "/\(revision)" }

    func bill(_ plan: Plan) -> Bill { Bill(from: self.plan, of: planProblem, to: plan, of: problem) }
}

extension Office {
    /// - Throws: `no-plan` before the first plan.
    func standing(at now: LocalSecond) throws -> Standing {
        try standing(at: now, scenario: scenario)
    }

    /// - Parameter scenario: the stored one, or what it would be.
    func standing(at now: LocalSecond, scenario: Scenario) throws -> Standing {
        let stored = try store.loadPlan()
        let minute = LocalMinute(number: now.number / 60)
        return Standing(
            problem: try problem(of: scenario, stored, at: minute), plan: stored.plan, planProblem: stored.problem,
            revision: try store.currentRevision() ?? 0, now: minute)
    }

    /// The problem with what tickets promise. Who has begun to sit keeps his place, ticket or not; whose ticket was
    /// taken back by a re-plan has been told the place he has now, though the new ticket may not be out yet.
    private func problem(of scenario: Scenario, _ stored: VerifiedPlan, at now: LocalMinute) throws -> Problem {
        var problem = scenario.problem().beginning(at: now).breaking(try store.eventRecords().lazy.map(\.record))
        let beginnings = problem.beginnings
        let everOut = try store.issuedRevisions()
        let out = Set(try store.ticketEntries().filter { everOut[$0.ticket] != nil }.map(\.application))
        let subjects = keyed(problem.applications, \.id).mapValues(\.subjects)
        let released = stored.plan.placements.filter { placement in
            (out.contains(placement.application) || beginnings.hasBegun(placement))
                && subjects[placement.application] == placement.subjects.map(\.subject)
        }
        if !released.isEmpty { problem.released = released }
        problem.carry(from: stored.problem, stored.plan)
        return problem
    }

    /// In the order of `Proposal`, each checked.
    func proposals(_ standing: Standing, _ terminal: Terminal) throws -> [(proposal: Proposal, verified: VerifiedPlan)]
    {
        let planner = Planner(threads: ProcessInfo.processInfo.activeProcessorCount)
        let proposals = Proposals(planner, for: standing.problem, from: standing.plan)
        return try Proposal.allCases.map { proposal in
            terminal.progress("正在编排：\(proposal.title) (\(proposal.rawValue))")
            return (proposal, try PlanWork.verified(proposals.plan(proposal), of: standing.problem))
        }
    }
}

extension Proposal {
    var title: String {
        switch self {
        case .fewest: "改动最少"
        case .ticketsStay: "已发准考证不动"
        case .anew: "全部重排"
        }
    }

    /// What it does, for whoever chooses.
    var explanation: String {
        switch self {
        case .fewest: "先让持准考证的人变动最少，再让没有发证的人少失去座位、少变动；不为多安置几人而多动别人"
        case .ticketsStay: "只安置座位已失去的人，其余准考证一律不动；没有发证的人也少失去座位、少变动"
        case .anew: "当作一张准考证都没有发过，求最好的方案"
        }
    }
}

/// The proposals as they were shown, kept beside the database until one of them is committed. Holds application
/// numbers and no names.
struct ProposalFile: Codable {
    struct Entry: Codable {
        let proposal: Proposal
        let plan: Plan
    }

    let state: String
    let at: LocalMinute
    let entries: [Entry]

    private static func path(_ database: String) -> String { database + ".proposals" }

    static func write(_ entries: [Entry], _ standing: Standing, database: String) throws {
        let file = ProposalFile(state: standing.state, at: standing.now, entries: entries)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try OutputFile.write(try encoder.encode(file), to: path(database), isPrivate: true)
    }

    /// - Throws: `no-proposals`.
    static func read(database: String) throws(Mistakes) -> ProposalFile {
        if InputFile.exists(path(database)) {
            let data = try InputFile.data(at: path(database))
            if let file = try? JSONDecoder().decode(ProposalFile.self, from: data) { return file }
        }
        throw Mistakes([
            Mistake(code: "no-proposals", cause: "还没有方案可选。", action: "先运行 kaowu replan --database \(database)，看过再提交。")
        ])
    }

    static func remove(database: String) { try? FileManager.default.removeItem(atPath: path(database)) }
}
