/// Puts waves where the general engine wants them, month by month, and pours people into them; whoever is left is
/// seated by the construction.
struct TimetabledWaves {
    let frame: WaveFrame
    let construction: WaveConstruction
    let seed: UInt64

    func state() -> WaveState {
        var state = WaveState(frame)
        var dice = WaveRandom(seed: seed)
        let order = construction.bySize()
        for month in frame.months.indices {
            var timetable = WaveTimetable(frame, month: month, state)
            pour(timetable.solved(seed: seed), &state)
            construction.complete(&state, months: month..<month + 1, order: order, avoided: [], dice: &dice)
        }
        return state
    }

    /// Those with the fewest rooms first: others must not have taken them.
    private func pour(_ answers: [WaveTimetable.Answer], _ state: inout WaveState) {
        var entries: [(rooms: Int, answer: Int, venue: Int, applicants: Int, count: Int)] = []
        for (number, answer) in answers.enumerated() {
            for lump in answer.lumps {
                for share in lump.shares {
                    entries.append(
                        (rooms(share.applicants, lump.venue), number, lump.venue, share.applicants, share.count))
                }
            }
        }
        for entry in entries.sorted(by: {
            ($0.rooms, $0.answer, $0.venue, $0.applicants) < ($1.rooms, $1.answer, $1.venue, $1.applicants)
        }) {
            let answer = answers[entry.answer]
            state.setPeriods(answer.pattern, of: answer.wave)
            _ = state.seat(entry.applicants, in: answer.wave, upTo: entry.count, anyVenue: true, only: entry.venue)
            state.dropUnusedPeriods(of: answer.wave)
        }
    }

    private func rooms(_ applicants: Int, _ venue: Int) -> Int {
        frame.classes[applicants].fitRooms.map { list in
            frame.venuesOfList[list].first { $0.venue == venue }?.rooms.count ?? 0
        }.min() ?? 0
    }
}
