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
                // One value for all: they share its lists until somebody moves.
                let place = Place(
                    sitting: run.sitting, wave: wave - run.firstWave, periods: periods, rooms: block.rooms,
                    seats: periods.mapValues { _ in -1 })
                for _ in 0..<block.count {
                    draft.places[members[next[block.applicants]]] = place
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
            // Most members sit where the one before sits.
            var current: (place: Place, count: Int)?
            for member in group.members {
                guard let place = draft.places[member] else { continue }
                if let known = current, known.place.isBeside(place) {
                    current?.count += 1
                    continue
                }
                if let current { add(current.count, of: number, at: current.place, waveOf) }
                current = (place, 1)
            }
            if let current { add(current.count, of: number, at: current.place, waveOf) }
        }
        forgetJournal()
    }

    private mutating func add(_ count: Int, of number: Int, at place: Place, _ waveOf: [[Int]: Int]) {
        let programme = frame.model.applications[frame.classes[number].sample].programme
        guard let first = waveOf[[programme, place.sitting]] else { return }
        let wave = first + place.wave
        var periods = waves[wave].periods
        for (position, part) in parts(of: number).enumerated() { periods[part] = place.periods[position] }
        setPeriods(periods, of: wave)
        add(Block(applicants: number, rooms: place.rooms, count: count), to: wave)
    }
}

extension Place {
    /// The same but for the seats.
    fileprivate func isBeside(_ other: Place) -> Bool {
        sitting == other.sitting && wave == other.wave && periods == other.periods && rooms == other.rooms
    }
}

private func < (left: (Int, PerPart), right: (Int, PerPart)) -> Bool {
    left.0 != right.0 ? left.0 < right.0 : left.1.lexicographicallyPrecedes(right.1)
}
