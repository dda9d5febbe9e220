extension WaveState {
    /// Gives the places of each class to its members in the order of payment: the earliest payers the
    /// earliest months. Seats are still missing.
    func draft() -> Draft {
        var draft = Draft(places: Array(repeating: nil, count: frame.model.applications.count))
        var next = Array(repeating: 0, count: frame.classes.count)
        for (wave, content) in waves.enumerated() {
            let run = frame.runs[frame.runOfWave[wave]]
            for block in content.blocks.sorted(by: { ($0.applicants, $0.rooms) < ($1.applicants, $1.rooms) }) {
                let members = frame.classes[block.applicants].members
                let periods = periods(of: block.applicants, in: wave)
                for _ in 0..<block.count {
                    draft.places[members[next[block.applicants]]] = Place(
                        sitting: run.sitting, wave: wave - run.firstWave, periods: periods, rooms: block.rooms,
                        seats: periods.map { _ in -1 })
                    next[block.applicants] += 1
                }
            }
        }
        return draft
    }

    /// The state of a lawful draft.
    init(_ frame: WaveFrame, draft: Draft) {
        self.init(frame)
        var waveOf: [[Int]: Int] = [:]
        for run in frame.runs { waveOf[[run.programme, run.sitting]] = run.firstWave }
        for (number, group) in frame.classes.enumerated() {
            for member in group.members {
                guard let place = draft.places[member],
                    let first = waveOf[[frame.model.applications[member].programme, place.sitting]]
                else { continue }
                let wave = first + place.wave
                var periods = waves[wave].periods
                for (position, part) in parts(of: number).enumerated() { periods[part] = place.periods[position] }
                setPeriods(periods, of: wave)
                add(Block(applicants: number, rooms: place.rooms, count: 1), to: wave)
            }
        }
        forgetJournal()
    }
}

private func < (left: (Int, [Int]), right: (Int, [Int])) -> Bool {
    left.0 != right.0 ? left.0 < right.0 : left.1.lexicographicallyPrecedes(right.1)
}
