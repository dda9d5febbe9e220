import Solving

/// What `WaveBounds` relaxes: the choices of applications and the rows they use. Two applications of one person choose
/// together, because where he sits one decides where he may sit the other.
struct RelaxationTable {
    struct Choice {
        /// One for each application of a pair.
        var runs: [Int]
        var delay: Int
        var missedWishes: Int
        var uses: [(row: Int, amount: Double)]
    }

    private struct RowKey: Hashable {
        /// A run and a part, or a month and a room list (and the venues, where only wished ones are meant).
        var run: Int
        var part: Int
        var month: Int
        var list: Int
        var venues: Set<Int>?
    }

    private let frame: WaveFrame
    private let capacity: CapacityTable
    private var choices: [[Choice]] = []
    private var counts: [Int] = []
    private var capacities: [Double] = []
    private var rows: [RowKey: Int] = [:]

    /// More kinds of pairs than this choose apart.
    private static let mostPairs = 1_000

    init(frame: WaveFrame, capacity: CapacityTable) {
        self.frame = frame
        self.capacity = capacity
        let partners = partners()
        var timing = PairTiming(frame)
        var groupOfKinds: [[Int]: Int] = [:]
        for number in frame.classes.indices where !frame.classes[number].runs.isEmpty {
            let partner = partners[number]
            if let partner, partner < number { continue }
            let kinds = ([number] + (partner.map { [$0] } ?? [])).map(kind)
            if let known = groupOfKinds[kinds] {
                counts[known] += frame.classes[number].members.count
                continue
            }
            groupOfKinds[kinds] = choices.count
            let own = choices(of: number)
            choices.append(partner.map { pairs(number, own, $0, choices(of: $0), &timing) } ?? own)
            counts.append(frame.classes[number].members.count)
        }
    }

    private func kind(_ number: Int) -> Int {
        frame.model.applications[frame.classes[number].sample].kind.number
    }

    /// By class: the other application of a person with two.
    private func partners() -> [Int: Int] {
        var partners: [Int: Int] = [:]
        var kinds: Set<[Int]> = []
        for (number, applicants) in frame.classes.enumerated() where applicants.siblings.count == 1 {
            let other = applicants.siblings[0]
            let mayChoose = [number, other].allSatisfy { one in
                !frame.classes[one].runs.isEmpty && !frame.model.applications[frame.classes[one].sample].hasBegun
            }
            guard mayChoose else { continue }
            partners[number] = other
            kinds.insert([kind(number), kind(other)])
        }
        return kinds.count <= 2 * Self.mostPairs ? partners : [:]
    }

    private mutating func choices(of number: Int) -> [Choice] {
        let applicants = frame.classes[number]
        let sample = frame.model.applications[applicants.sample]
        var own: [Choice] = []
        for run in applicants.runs where capacity.mayReachMinimum(run) {
            for wished in sample.wished == nil ? [nil] : [sample.wished, nil] {
                if let choice = choice(sample, run, wished: wished) { own.append(choice) }
            }
        }
        return own
    }

    private func pairs(
        _ one: Int, _ own: [Choice], _ other: Int, _ theirs: [Choice], _ timing: inout PairTiming
    ) -> [Choice] {
        var both = own + theirs
        for mine in own {
            for their in theirs where timing.isPossible(one, mine.runs[0], other, their.runs[0]) {
                both.append(
                    Choice(
                        runs: mine.runs + their.runs, delay: mine.delay + their.delay,
                        missedWishes: mine.missedWishes + their.missedWishes, uses: merged(mine.uses + their.uses)))
            }
        }
        return both
    }

    private mutating func choice(_ sample: ApplicationModel, _ run: Int, wished: Set<Int>?) -> Choice? {
        let sitting = frame.model.sittings[frame.runs[run].sitting]
        var uses: [(row: Int, amount: Double)] = []
        for (position, part) in sample.parts.enumerated() {
            let list = sample.fitRooms[position]
            for wider in capacity.listsContaining(list) {
                let waves = RowKey(run: run, part: part, month: -1, list: wider)
                uses.append((row(waves) { $0.ofWaves(run, list: wider) }, 1))
                let key = RowKey(run: -1, part: -1, month: sitting.month, list: wider)
                uses.append((row(key) { $0.ofMonth(sitting.month, list: wider, venues: nil) }, 1))
            }
            guard let wished else { continue }
            let key = RowKey(run: -1, part: -1, month: sitting.month, list: list, venues: wished)
            uses.append((row(key) { $0.ofMonth(sitting.month, list: list, venues: wished) }, 1))
        }
        if uses.contains(where: { capacities[$0.row] == 0 }) { return nil }
        return Choice(
            runs: [run], delay: sitting.month - sample.firstMonth,
            missedWishes: sample.wished != nil && wished == nil ? 1 : 0, uses: merged(uses))
    }

    private mutating func row(_ key: RowKey, most: (CapacityTable) -> Int) -> Int {
        if let known = rows[key] { return known }
        rows[key] = capacities.count
        capacities.append(Double(most(capacity)))
        return capacities.count - 1
    }

    private func merged(_ uses: [(row: Int, amount: Double)]) -> [(row: Int, amount: Double)] {
        var merged: [(row: Int, amount: Double)] = []
        for use in uses.sorted(by: { $0.row < $1.row }) {
            if merged.last?.row == use.row {
                merged[merged.count - 1].amount += use.amount
            } else {
                merged.append(use)
            }
        }
        return merged
    }

    /// From now on only plans with at most this delay in all.
    mutating func limitDelay(_ delay: Int) {
        capacities.append(Double(delay))
        for group in choices.indices {
            for index in choices[group].indices where choices[group][index].delay > 0 {
                choices[group][index].uses.append((capacities.count - 1, Double(choices[group][index].delay)))
            }
        }
    }

    /// Rows that cannot bind are left out: fewer multipliers, a sharper bound in the same time.
    func relaxation(required: Int, cost: (Choice) -> Double) -> CoverRelaxation {
        var most = Array(repeating: 0.0, count: capacities.count)
        for (group, own) in choices.enumerated() {
            var largest: [Int: Double] = [:]
            for choice in own {
                for use in choice.uses { largest[use.row] = max(largest[use.row] ?? 0, use.amount) }
            }
            for (row, amount) in largest { most[row] += amount * Double(counts[group]) }
        }
        var number = Array(repeating: -1, count: capacities.count)
        var kept: [Double] = []
        for row in capacities.indices where most[row] > capacities[row] {
            number[row] = kept.count
            kept.append(capacities[row])
        }
        let groups = choices.indices.map { group in
            CoverRelaxation.Group(
                count: counts[group],
                options: choices[group].map { choice in
                    CoverRelaxation.Option(
                        cost: cost(choice),
                        uses: choice.uses.compactMap { number[$0.row] < 0 ? nil : (number[$0.row], $0.amount) },
                        served: choice.runs.count)
                })
        }
        return CoverRelaxation(groups: groups, capacities: kept, required: required)
    }
}

/// Which two runs one person could sit, were there nobody else: periods in order, apart, and not too many on a day.
private struct PairTiming {
    private let frame: WaveFrame
    private var known: [[Int]: Bool] = [:]
    private var patterns: [[Int]: [[Int]]] = [:]
    /// Beyond so many patterns of periods there is one that fits.
    private let mostPatterns = 300

    init(_ frame: WaveFrame) { self.frame = frame }

    mutating func isPossible(_ one: Int, _ run: Int, _ other: Int, _ otherRun: Int) -> Bool {
        let key = [kind(one), run, kind(other), otherRun]
        if let answer = known[key] { return answer }
        let (own, theirs) = (patterns(one, run), patterns(other, otherRun))
        let answer =
            max(own.count, theirs.count) > mostPatterns
            || own.contains { mine in theirs.contains { areApart(mine, $0) } }
        known[key] = answer
        return answer
    }

    private func kind(_ number: Int) -> Int {
        frame.model.applications[frame.classes[number].sample].kind.number
    }

    private func areApart(_ mine: [Int], _ theirs: [Int]) -> Bool {
        let model = frame.model
        let isSameDay = model.periods[mine[0]].day == model.periods[theirs[0]].day
        if isSameDay, mine.count + theirs.count > model.policy.maxSessionsPerDay { return false }
        return [true, false].contains { sameVenue in
            mine.allSatisfy { one in theirs.allSatisfy { model.leavesTime(one, $0, sameVenue: sameVenue) } }
        }
    }

    private mutating func patterns(_ number: Int, _ run: Int) -> [[Int]] {
        let key = [kind(number), run]
        if let known = patterns[key] { return known }
        let sample = frame.model.applications[frame.classes[number].sample]
        var found: [[Int]] = [[]]
        for part in sample.parts {
            let periods = frame.model.periods(for: part, of: sample, in: frame.runs[run].sitting)
            found = found.flatMap { pattern in
                periods.filter { period in pattern.last.map { frame.model.isInOrder($0, period) } ?? true }
                    .map { pattern + [$0] }
            }
        }
        patterns[key] = found
        return found
    }
}
