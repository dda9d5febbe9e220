// Month by month, run by run: gives waves their periods and seats people, as many as it can and as early.
//
// A run's waves are opened one after another; each takes the pattern (a period per subject, one day, in
// order) that seats the most people who still wait, then misses the fewest wishes, then needs the fewest
// more invigilators — which packs programmes into rooms that are already watched. Every trial is carried
// out and undone on the one state, so a trial is never more optimistic than the truth.

struct WaveConstruction {
    let frame: WaveFrame
    /// Patterns tried for a wave; more are drawn at random.
    var patternLimit = 400
    /// Classes seated in trials for a wave, about: with many classes in demand only the most roomy patterns are tried,
    /// and in the largest problems only one, so that the work grows with the classes.
    private var seatingsPerWave: Int { min(4_000, max(500, 40_000_000 / max(1, frame.classes.count))) }
    private var patternsAtLeast: Int { frame.classes.count > 50_000 ? 1 : 3 }

    /// Seats everybody it can in the given runs, which are in order of month; closes each month by dissolving
    /// runs below their minimum. Runs in `avoided` stay empty.
    func complete(_ state: inout WaveState, months: Range<Int>, order: [Int], avoided: Set<Int>, dice: inout WaveRandom)
    {
        for month in months {
            let runs = frame.months[month].runs
            var closed = avoided
            let begun = frame.begunRuns
            while true {
                for run in order where runs.contains(run) && !closed.contains(run) { fill(run, &state, &dice) }
                let short = runs.filter {
                    state.enrolment[$0] > 0 && !begun.contains($0)
                        && state.enrolment[$0] < frame.model.programmes[frame.runs[$0].programme].minimumEnrolment
                }
                if short.isEmpty { break }
                for run in short { dissolve(run, &state) }
                closed.formUnion(short)
            }
        }
    }

    func dissolve(_ run: Int, _ state: inout WaveState) {
        for wave in waves(of: run) { state.clear(wave) }
    }

    func waves(of run: Int) -> Range<Int> {
        frame.runs[run].firstWave..<frame.runs[run].firstWave + max(0, frame.runs[run].waveCount)
    }

    /// Seats waiting people of a run in its waves, old and new.
    func fill(_ run: Int, _ state: inout WaveState, _ dice: inout WaveRandom) {
        let demand = frame.runs[run].classesInOrder.filter { state.waiting[$0] > 0 }
        guard !demand.isEmpty else { return }
        for anyVenue in [false, true] {
            for wave in waves(of: run) where state.waves[wave].users.contains(where: { $0 > 0 }) {
                for applicants in demand { _ = state.seat(applicants, in: wave, upTo: Int.max, anyVenue: anyVenue) }
            }
        }
        for wave in waves(of: run) {
            let left = demand.filter { state.waiting[$0] > 0 }
            if left.isEmpty { return }
            open(wave, for: left, in: run, &state, &dice)
        }
    }

    /// Gives a wave the best periods for its unused parts and seats people there.
    private func open(
        _ wave: Int, for demand: [Int], in run: Int, _ state: inout WaveState, _ dice: inout WaveRandom
    ) {
        var best: (seated: Int, cost: WaveCost, pattern: PerPart)?
        let mark = state.mark
        let before = state.waves[wave].periods
        let patterns = patterns(wave, for: demand, in: run, state, &dice)
        if patterns.count == 1 {
            _ = join(wave, patterns[0], demand, &state)
            return
        }
        for pattern in patterns {
            let seated = join(wave, pattern, demand, &state)
            let cost = state.cost
            state.rollBack(to: mark)
            state.setPeriods(before, of: wave)
            guard seated > 0 else { continue }
            if let known = best, (known.cost, known.seated) <= (cost, seated) { continue }
            best = (seated, cost, pattern)
        }
        guard let best else { return }
        _ = join(wave, best.pattern, demand, &state)
    }

    private func join(_ wave: Int, _ pattern: PerPart, _ demand: [Int], _ state: inout WaveState) -> Int {
        state.setPeriods(pattern, of: wave)
        var seated = 0
        for anyVenue in [false, true] {
            for applicants in demand where state.waiting[applicants] > 0 {
                seated += state.seat(applicants, in: wave, upTo: Int.max, anyVenue: anyVenue)
            }
        }
        state.dropUnusedPeriods(of: wave)
        return seated
    }

    /// Ways to give a wave's unused parts periods, for all parts in demand together and for the parts of each
    /// kind of applicant; in a shuffled order.
    private func patterns(
        _ wave: Int, for demand: [Int], in run: Int, _ state: WaveState, _ dice: inout WaveRandom
    ) -> [PerPart] {
        let used = state.waves[wave].periods
        var kinds: [PerPart] = []
        for applicants in demand {
            let parts = frame.classes[applicants].parts
            if !kinds.contains(parts) { kinds.append(parts) }
        }
        var sets: [[Int]] = []
        let union = used.indices.filter { part in used[part] < 0 && kinds.contains { $0.contains(part) } }
        for parts in [union] + kinds.map({ $0.filter { used[$0] < 0 } }) where !parts.isEmpty {
            if !sets.contains(parts) { sets.append(parts) }
        }
        var found: [PerPart] = []
        let enumeration = WavePatterns(frame: frame, run: run, demand: demand)
        for parts in sets { found += enumeration.all(completing: used, with: parts) }
        for index in found.indices.reversed() { found.swapAt(index, dice.below(index + 1)) }
        let most = max(patternsAtLeast, seatingsPerWave / demand.count)
        if found.count > most, most < patternLimit { found = mostRoomy(found, for: demand, state) }
        return Array(found.prefix(min(patternLimit, most)))
    }

    /// In the order of the people who could sit all their parts and find seats, as far as the largest class in demand
    /// tells; then of seats that need no further invigilator.
    private func mostRoomy(_ patterns: [PerPart], for demand: [Int], _ state: WaveState) -> [PerPart] {
        guard let largest = demand.max(by: { state.waiting[$0] < state.waiting[$1] }) else { return patterns }
        let sample = frame.classes[largest]
        var crowds: [(parts: PerPart, people: Int)] = []
        for applicants in demand {
            let parts = frame.classes[applicants].parts
            let crowd = crowds.firstIndex { $0.parts == parts } ?? crowds.count
            if crowd == crowds.count { crowds.append((parts, 0)) }
            crowds[crowd].people += state.waiting[applicants]
        }
        let rated = patterns.enumerated().map { index, pattern in
            var room = WaveState.RoomsOffer(repeating: Int32.max)
            for (part, list) in zip(sample.parts, sample.fitRooms) where pattern[part] >= 0 {
                var sum = WaveState.RoomsOffer.zero
                for group in frame.venuesOfList[list].indices {
                    sum &+= state.offer(ofGroup: frame.firstGroup[list] + group, pattern[part])
                }
                room.replace(with: sum, where: sum .< room)
            }
            let wanted = crowds.reduce(0) { sum, crowd in
                sum + (crowd.parts.allSatisfy { pattern[$0] >= 0 } ? crowd.people : 0)
            }
            return (seats: min(wanted, Int(room[0])), watched: min(wanted, Int(room[2])), index: index)
        }
        return rated.sorted { (-$0.seats, -$0.watched, $0.index) < (-$1.seats, -$1.watched, $1.index) }
            .map { patterns[$0.index] }
    }
}
