import Exams
import Testing
import Verifying

@testable import Planning

/// Re-plans after something has happened, against brute force: `RandomProblem.replan` seats people at random but
/// lawfully, promises most places, then loses a period, a room, machines, people or invigilators.
@Suite struct ProposalTests {
    private static let now = LocalMinute(number: 0)

    private func previous(_ problem: Problem) -> Plan {
        Plan(placements: problem.released ?? [], outcomes: [], tiers: [])
    }

    /// All six counts of tier 0 are those of the optimum and proved; and no proposal, whatever it is after, moves
    /// fewer people with tickets.
    @Test func fewestMovedIsProvedAndTheOptimum() throws {
        var compared = 0
        for seed: UInt64 in 9_000..<9_040 {
            let problem = RandomProblem(seed: seed, size: .replan).problem
            guard let optimum = BruteForce.optimum(of: problem)?.values.released else { continue }
            compared += 1
            for proposal in Proposal.allCases {
                let plan = Planner().propose(proposal, for: problem, from: previous(problem), at: Self.now)
                #expect(throws: Never.self, "\(proposal) \(seed)") { try verify(problem: problem, plan: plan) }
                let tier = try #require(plan.tiers.first { $0.tier == 0 })
                #expect(!optimum.lexicographicallyPrecedes(tier.bound.numbers), "\(proposal) \(seed): bound too high")
                #expect(!tier.value.numbers.lexicographicallyPrecedes(optimum), "\(proposal) \(seed)")
                if proposal == .fewest {
                    #expect(tier.value.numbers == optimum, "\(seed)")
                    #expect(tier.status == .proved, "\(seed)")
                }
            }
        }
        #expect(compared > 25)
    }

    /// The relaxations alone, on which large parts rely.
    @Test func theBoundOnMovesIsNeverAboveTheOptimum() {
        var (compared, tight) = (0, 0)
        for seed: UInt64 in 20_000..<20_150 {
            let problem = RandomProblem(seed: seed, size: .replan).problem
            guard let optimum = BruteForce.optimum(of: problem)?.values.released else { continue }
            compared += 1
            let bound = Model(problem).moveBound(reached: optimum)
            #expect(!optimum.lexicographicallyPrecedes(bound), "\(seed): \(bound) is above \(optimum)")
            if bound == optimum { tight += 1 }
        }
        #expect(compared > 90)
        #expect(tight > compared / 2, "\(tight) of \(compared)")
    }

    /// Who leaves makes room and nothing else.
    @Test func aWithdrawalAloneMovesNobody() throws {
        for seed: UInt64 in 0..<12 {
            var session = ImaginedSession()
            session.people = 120
            var problem = session.problem(seed: seed)
            let before = Planner(limits: .quick).plan(problem)
            guard let leaver = before.placements.dropFirst(Int(seed)).first else { continue }
            problem.released = before.placements
            for index in problem.applications.indices where problem.applications[index].id == leaver.application {
                problem.applications[index].eligible = false
            }
            let after = Planner(limits: .quick).propose(.fewest, for: problem, from: before, at: Self.now)
            #expect(throws: Never.self) { try verify(problem: problem, plan: after) }
            let kept = Set(after.placements.map { "\($0.application) \($0.subjects)" })
            for placement in before.placements where placement.application != leaver.application {
                #expect(kept.contains("\(placement.application) \(placement.subjects)"), "\(seed)")
            }
            #expect(after.tiers.first { $0.tier == 0 }?.status == .proved)
        }
    }
}

extension Planner.Limits {
    /// For plans of which only the laws are asked.
    static var quick: Planner.Limits {
        var limits = Planner.Limits()
        limits.rebuildings = 30
        limits.exactChairs = 0
        return limits
    }
}
