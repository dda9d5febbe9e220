import Exams
import Testing
import Verifying

@testable import Planning

@Suite struct EnvyFinderTests {
    static let seeds: [UInt64] = Array(100..<160)

    /// A lawful plan in which the latest payers of every class got the best places.
    private func unfairDraft(_ model: Model, seed: UInt64) -> Draft {
        let frame = WaveFrame(model)
        let fair = WaveState.constructed(frame, seed: seed).state.draft()
        var draft = fair
        for applicants in frame.classes {
            for (member, other) in zip(applicants.members, applicants.members.reversed()) {
                draft.places[member] = fair.places[other]
            }
        }
        draft.takeSeats(in: model)
        return draft
    }

    private func session(_ seed: UInt64) -> ImaginedSession {
        var session = ImaginedSession()
        session.people = [12, 40, 90][Int(seed % 3)]
        session.programmes = 1 + Int(seed % 5)
        session.months = 1 + Int(seed % 3)
        session.roomsPerVenue = 1 + Int(seed % 2)
        session.institutions = 1 + Int(seed / 2 % 2)
        session.oddity = [10, 40, 70][Int(seed / 3 % 3)]
        session.largestRoom = 12
        return session
    }

    @Test(arguments: seeds)
    func `finds as many pairs as the checker counts, and each exchange is lawful`(seed: UInt64) throws {
        let problem = session(seed).problem(seed: seed)
        let model = Model(problem)
        let draft = unfairDraft(model, seed: seed)
        let verified = try verify(problem: problem, plan: Plan(draft, in: model))
        let pairs = EnvyFinder(model).pairs(in: draft, limit: Int.max)
        #expect(verified.measures[2] == .number(pairs.count))
        for exchange in pairs.prefix(4) {
            var exchanged = draft
            exchange.apply(to: &exchanged)
            #expect(lawBreaches(problem: problem, plan: Plan(exchanged, in: model)).isEmpty)
        }
    }

    @Test func `the drafts asked are unfair`() {
        let envious = Self.seeds.filter { seed in
            let model = Model(session(seed).problem(seed: seed))
            return !EnvyFinder(model).pairs(in: unfairDraft(model, seed: seed), limit: 1).isEmpty
        }
        #expect(envious.count > 10)
    }

    /// The released tickets are those of a fair plan; then the draft of the unfair one is asked.
    @Test(arguments: seeds.prefix(30))
    func `in a re-plan only exchanges that keep tier 0 count`(seed: UInt64) throws {
        var problem = session(seed).problem(seed: seed)
        let fair = WavePlanner(Model(problem), seed: 1, steps: 5).plan().draft
        let placements = fair.placements(in: Model(problem))
        problem.released = placements.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
        let model = Model(problem)
        let draft = unfairDraft(model, seed: seed)
        let verified = try verify(problem: problem, plan: Plan(draft, in: model))
        #expect(verified.measures[2] == .number(EnvyFinder(model).pairs(in: draft, limit: Int.max).count))
    }
}
