import Exams
import Testing
import Verifying

@testable import Planning

@Suite struct TimetabledWavesTests {
    private func states(_ model: Model) -> (timetabled: WaveState, constructed: WaveState) {
        let frame = WaveFrame(model)
        let construction = WaveConstruction(frame: frame)
        var dice = WaveRandom(seed: 1)
        var constructed = WaveState(frame)
        construction.complete(
            &constructed, months: 0..<frame.months.count, order: construction.bySize(), avoided: [], dice: &dice)
        return (TimetabledWaves(frame: frame, construction: construction, seed: 1).state(), constructed)
    }

    @Test(arguments: WavePlannerTests.sessions)
    func `what the engine decides is lawful`(session: ImaginedSession, seed: UInt64) throws {
        let problem = session.problem(seed: seed)
        let model = Model(problem)
        let state = states(model).timetabled
        var draft = state.draft()
        draft.takeSeats(in: model)
        let measures = try verify(problem: problem, plan: Plan(draft, in: model)).measures
        #expect(measures[1] == .number(model.applications.count - state.cost.unplaced))
        #expect(measures[3] == .number(state.cost.delay))
    }

    /// Many programmes, each with a wave or two, in few periods.
    @Test func `where periods are scarce the engine seats people whom wave by wave leaves out`() {
        var crowded = ImaginedSession()
        (crowded.people, crowded.programmes, crowded.months, crowded.institutions) = (700, 12, 1, 1)
        (crowded.venues, crowded.roomsPerVenue, crowded.daysPerSitting, crowded.oddity) = (2, 3, 3, 0)
        var waiting = (timetabled: 0, constructed: 0)
        for seed in 1...8 {
            let (timetabled, constructed) = states(Model(crowded.problem(seed: UInt64(seed))))
            waiting.timetabled += timetabled.cost.unplaced
            waiting.constructed += constructed.cost.unplaced
        }
        #expect(waiting.timetabled < waiting.constructed * 95 / 100, "\(waiting)")
    }

    @Test func `overlapping periods share their seats`() throws {
        var session = ImaginedSession()
        (session.institutions, session.months, session.oddity) = (2, 1, 0)
        let frame = WaveFrame(Model(session.problem(seed: 3)))
        let slots = MonthSlots(frame, month: frame.months[0].month, WaveState(frame))
        for one in frame.model.periods.indices {
            for other in frame.model.periods.indices {
                let shares = !Set(slots.slots(of: one, at: 0)).isDisjoint(with: slots.slots(of: other, at: 0))
                #expect(shares == frame.model.exclude(one, other, in: 0))
            }
            for slot in slots.slots(of: one, at: 1) {
                #expect(
                    slots.seats[slot].reduce(0, +)
                        == frame.model.venues[1].rooms.reduce(0) { $0 + frame.capacityOfRoom[$1] })
            }
        }
    }
}
