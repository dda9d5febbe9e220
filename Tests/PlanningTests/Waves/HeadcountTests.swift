import Exams
import Testing
import Verifying

@testable import Planning

@Suite struct HeadcountTests {
    /// A start by construction, and what annealing reads of it; nil where it declines.
    private func start(_ session: ImaginedSession, _ seed: UInt64) -> (WaveState, HeadcountFrame)? {
        let frame = WaveFrame(Model(session.problem(seed: seed)))
        let construction = WaveConstruction(frame: frame)
        var state = WaveState(frame)
        var dice = WaveRandom(seed: seed)
        construction.complete(
            &state, months: 0..<frame.months.count, order: construction.bySize(), avoided: [], dice: &dice)
        return HeadcountFrame(frame).map { (state, $0) }
    }

    @Test(arguments: WavePlannerTests.sessions.prefix(32))
    func `sums stay true under random moves`(session: ImaginedSession, seed: UInt64) {
        guard let (state, plan) = start(session, seed),
            var annealing = HeadcountAnnealing(plan, state, dice: WaveRandom(seed: seed))
        else { return }
        _ = annealing.best(moves: 3_000)
        #expect(annealing.counts.checkInvariants())
    }

    @Test(arguments: WavePlannerTests.sessions.prefix(32))
    func `rooms cost no more than the numbers say, and every law holds`(session: ImaginedSession, seed: UInt64) throws {
        guard let (state, plan) = start(session, seed),
            var annealing = HeadcountAnnealing(plan, state, dice: WaveRandom(seed: seed)),
            let better = annealing.best(moves: 3_000)
        else { return }
        let counted = try #require(Headcounts(plan, better))
        #expect(better.cost <= state.cost || counted.cost == better.cost)
        #expect(counted.cost.unplaced == better.cost.unplaced && counted.cost.delay == better.cost.delay)
        var draft = better.draft()
        draft.takeSeats(in: plan.frame.model)
        let problem = plan.frame.model.problem
        // Envy is repaired later; every other law is asked here.
        _ = try verify(problem: problem, plan: Plan(draft, in: plan.frame.model))
    }

    /// All ways to staff the rooms of a venue in one period, one after the other.
    private func fewest(_ demand: CellPacking.Demand, _ frame: WaveFrame, _ rooms: [Int]) -> Int? {
        var best: Int?
        func choose(_ index: Int, _ open: [CellPacking.OpenRoom], _ cost: Int) {
            if index == rooms.count {
                let isSeated = [demand.plain, demand.extra].enumerated().allSatisfy { extra, sets in
                    (0..<(1 << sets.count)).allSatisfy { subset in
                        let chosen = sets.indices.filter { subset & 1 << $0 != 0 }
                        let seats = open.filter { one in
                            one.extra == (extra == 1)
                                && chosen.contains { sets[$0].mask & 1 << UInt64(rooms.firstIndex(of: one.room)!) != 0 }
                        }
                        return chosen.reduce(0) { $0 + sets[$1].people } <= seats.reduce(0) { $0 + $1.seats }
                    }
                }
                if isSeated { best = min(best ?? cost, cost) }
                return
            }
            choose(index + 1, open, cost)
            for seats in 1...frame.capacityOfRoom[rooms[index]] {
                for extra in [false, true] {
                    let room = CellPacking.OpenRoom(
                        room: rooms[index], period: demand.period, extra: extra, seats: seats)
                    choose(index + 1, open + [room], cost + frame.invigilators(for: seats))
                }
            }
        }
        choose(0, [], 0)
        return best
    }

    @Test(arguments: 0..<20)
    func `a packing is as cheap as any`(seed: Int) {
        var session = ImaginedSession()
        (session.roomsPerVenue, session.venues, session.largestRoom, session.oddity) = (3, 1, 7, 0)
        let frame = WaveFrame(Model(session.problem(seed: UInt64(seed))))
        let packing = CellPacking(frame, venue: 0)
        var dice = WaveRandom(seed: UInt64(seed))
        for _ in 0..<6 {
            var demand = CellPacking.Demand(period: frame.model.sittings[0].periods[0])
            let masks = [UInt64(0b111), 0b011, 0b110].filter { $0 < 1 << UInt64(packing.rooms.count) }
            demand.plain = masks.map { ($0, 1 + dice.below(5)) }
            if dice.below(2) == 0, let mask = masks.first { demand.extra = [(mask, 1 + dice.below(3))] }
            let open = packing.rooms.filter { frame.isOpen($0, demand.period) }
            guard open.count == packing.rooms.count, frame.staff[0] == Int.max else { continue }
            #expect(packing.answer([demand])?.invigilators == fewest(demand, frame, packing.rooms))
        }
    }
}
