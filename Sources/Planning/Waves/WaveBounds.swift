import Solving

// Bounds that hold for every lawful plan, from relaxations: each forgets some laws, so no plan can beat it.
//
// What is kept: who may join which run at all; per run and part, at most `maxWaves` periods of the largest
// capacity; per month and room list, the seats of its rooms in as many periods as a room can host without two
// of them excluding each other; staff as an upper limit on the people a venue can watch. What is forgotten:
// minimum enrolment beyond its plain impossibility, other applications of a person, extra time, patterns.
struct WaveBounds {
    private let frame: WaveFrame
    private let model: Model
    private let capacity: CapacityTable
    /// Each goes over all classes; in the largest problems fewer must do.
    private var iterations: Int { min(400, max(60, 8_000_000 / max(1, frame.classes.count))) }

    init(_ frame: WaveFrame) {
        self.frame = frame
        model = frame.model
        capacity = CapacityTable(frame)
    }

    /// At most so many can be placed; as sharp as it takes to meet what a plan reaches.
    func mostPlaced(for cost: WaveCost) -> Int {
        mostPlaced(for: cost, RelaxationTable(frame: frame, capacity: capacity))
    }

    private func mostPlaced(for cost: WaveCost, _ table: RelaxationTable) -> Int {
        let placed = model.applications.count - cost.unplaced
        return -table.relaxation(required: 0) { _ in -1 }.lowerBound(target: -placed, iterations: iterations)
    }

    /// Bounds of tiers 1, 3, 4 and 5 for plans that are as good as this one in the earlier tiers.
    func bounds(for cost: WaveCost) -> Bounds {
        let placed = model.applications.count - cost.unplaced
        var bounds = Bounds()
        var table = RelaxationTable(frame: frame, capacity: capacity)
        bounds.tiers[1] = [mostPlaced(for: cost, table)]
        let delays = table.relaxation(required: placed) { Double($0.delay) }
        bounds.tiers[3] = [max(0, delays.lowerBound(target: cost.delay, iterations: iterations))]
        table.limitDelay(cost.delay)
        let misses = table.relaxation(required: placed) { $0.missesWish ? 1 : 0 }
        bounds.tiers[4] = [max(0, misses.lowerBound(target: cost.missedWishes, iterations: iterations))]
        let rates = StaffBound(frame: frame, capacity: capacity)
            .bound(placed: placed, target: cost.invigilators, iterations: iterations)
        bounds.tiers[5] = [max(rates, PooledStaffBound(frame).bound(for: cost))]
        bounds.tiers[7] = ComfortBound(frame).bound(for: cost)
        return bounds
    }
}

extension Bounds {
    /// Is this plan proved the best in tiers 1, 3, 4 and 5?
    func areMet(by cost: WaveCost, in model: Model) -> Bool {
        tiers[1] == [model.applications.count - cost.unplaced] && tiers[3] == [cost.delay]
            && tiers[4] == [cost.missedWishes] && tiers[5] == [cost.invigilators]
    }
}

/// The choices of each class, with the rows they use.
private struct RelaxationTable {
    struct Choice {
        var delay: Int
        var missesWish: Bool
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

    private var choices: [[Choice]] = []
    private var counts: [Int] = []
    private var capacities: [Double] = []
    private var rows: [RowKey: Int] = [:]

    init(frame: WaveFrame, capacity: CapacityTable) {
        // Alone for the sake of a second application, yet with the choices of others.
        var groupOfKind = Array(repeating: -1, count: frame.model.kinds.count)
        for applicants in frame.classes where !applicants.runs.isEmpty {
            let sample = frame.model.applications[applicants.sample]
            if groupOfKind[sample.kind.number] >= 0 {
                counts[groupOfKind[sample.kind.number]] += applicants.members.count
                continue
            }
            groupOfKind[sample.kind.number] = choices.count
            var own: [Choice] = []
            for run in applicants.runs where capacity.mayReachMinimum(run) {
                for wished in sample.wished == nil ? [nil] : [sample.wished, nil] {
                    if let choice = choice(sample, run, wished: wished, frame, capacity) { own.append(choice) }
                }
            }
            choices.append(own)
            counts.append(applicants.members.count)
        }
    }

    private mutating func choice(
        _ sample: ApplicationModel, _ run: Int, wished: Set<Int>?, _ frame: WaveFrame, _ capacity: CapacityTable
    ) -> Choice? {
        let sitting = frame.model.sittings[frame.runs[run].sitting]
        var uses: [(row: Int, amount: Double)] = []
        for (position, part) in sample.parts.enumerated() {
            let list = sample.fitRooms[position]
            for wider in capacity.listsContaining(list) {
                let waves = RowKey(run: run, part: part, month: -1, list: wider)
                uses.append((row(waves) { capacity.ofWaves(run, list: wider) }, 1))
                let key = RowKey(run: -1, part: -1, month: sitting.month, list: wider)
                uses.append((row(key) { capacity.ofMonth(sitting.month, list: wider, venues: nil) }, 1))
            }
            guard let wished else { continue }
            let key = RowKey(run: -1, part: -1, month: sitting.month, list: list, venues: wished)
            uses.append((row(key) { capacity.ofMonth(sitting.month, list: list, venues: wished) }, 1))
        }
        if uses.contains(where: { capacities[$0.row] == 0 }) { return nil }
        return Choice(
            delay: sitting.month - sample.firstMonth, missesWish: sample.wished != nil && wished == nil,
            uses: merged(uses))
    }

    private mutating func row(_ key: RowKey, capacity: () -> Int) -> Int {
        if let known = rows[key] { return known }
        rows[key] = capacities.count
        capacities.append(Double(capacity()))
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
                        uses: choice.uses.compactMap { number[$0.row] < 0 ? nil : (number[$0.row], $0.amount) })
                })
        }
        return CoverRelaxation(groups: groups, capacities: kept, required: required)
    }
}
