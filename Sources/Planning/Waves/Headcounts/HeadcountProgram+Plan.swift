extension HeadcountProgram {
    /// The tiers it minimises.
    static let tierNumbers = [1, 3, 4, 5]

    /// The tiers of a plan as the program counts them: people placed are negative.
    static func counted(_ cost: WaveCost, in frame: WaveFrame) -> [Int] {
        [cost.unplaced - frame.model.applications.count, cost.delay, cost.missedWishes, cost.invigilators]
    }

    /// What a plan costs that the program counts so.
    static func cost(_ values: [Int], in frame: WaveFrame) -> WaveCost {
        WaveCost(
            unplaced: frame.model.applications.count + values[0], delay: values[1], missedWishes: values[2],
            invigilators: values[3])
    }

    /// A bound of one of them; the least there can be if none is known.
    static func counted(_ bounds: Bounds, _ index: Int, in frame: WaveFrame) -> Int {
        let known = bounds.tiers[tierNumbers[index]]?[0]
        return index == 0 ? -(known ?? frame.model.applications.count) : known ?? 0
    }

    /// Bounds of the tiers it minimises, where others are sharper. Those hold for plans as good in the earlier tiers as
    /// one that comes to `values`.
    /// - Parameters:
    ///   - bounds: as the program counts, like all that follow.
    ///   - counts: of the plan that is asked of.
    static func sharpen(_ known: inout Bounds, with bounds: [Int], of values: [Int], for counts: [Int]) {
        for (index, tier) in tierNumbers.enumerated() {
            if let own = known.tiers[tier]?[0] {
                known.tiers[tier] = [tier == 1 ? min(own, -bounds[index]) : max(own, bounds[index])]
            }
            if counts[index] > values[index] { return }
        }
    }

    /// A solution with rooms; nil: they cannot be dealt out.
    func seated(_ values: [Int]) -> WaveState? {
        let present = heads.filter { values[$0.column] > 0 }
        var counts = Headcounts(plan)
        for head in present where !head.stays {
            counts.add(values[head.column], to: head.slot, periods: head.periods)
        }
        var open: [CellPacking.OpenRoom] = []
        for watch in watches where values[watch.column] > 0 {
            if watch.isFirst {
                open.append(
                    .init(room: watch.room, period: watch.period, extra: watch.extra, seats: watch.seats))
            } else {
                open[open.count - 1].seats += watch.seats
            }
        }
        for head in present where head.stays {
            for (position, room) in roomsBefore(head).enumerated() {
                let own = open.firstIndex { $0.room == room && $0.period == Int(head.periods[position]) }
                if let own { open[own].seats -= values[head.column] }
            }
        }
        var seating = HeadcountSeating(counts, open: open)
        guard var state = seating.state() else { return nil }
        for head in present where head.stays {
            let slot = plan.slots[head.slot]
            var periods = state.waves[slot.wave].periods
            for (position, part) in state.parts(of: slot.applicants).enumerated() {
                periods[part] = Int(head.periods[position])
            }
            state.setPeriods(periods, of: slot.wave)
            let block = Block(applicants: slot.applicants, rooms: roomsBefore(head), count: values[head.column])
            state.add(block, to: slot.wave)
        }
        state.forgetJournal()
        return state
    }

    private func roomsBefore(_ head: Head) -> PerPart {
        plan.frame.anchors[plan.slots[head.slot].applicants]?.place.rooms ?? PerPart()
    }
}

extension HeadcountFrame {
    /// Whether somebody has no place in a plan who could have one alone, or one in a later month than he could.
    func isOrderFelt(in state: WaveState) -> Bool {
        classes.indices.contains { !classes[$0].slots.isEmpty && state.waiting[$0] > 0 }
            || state.waves.enumerated().contains { number, wave in
                wave.blocks.contains { $0.count > 0 && isLate(runOfWave[number], for: $0.applicants) }
            }
    }

    private func isLate(_ run: Int, for applicants: Int) -> Bool {
        let own = classes[applicants]
        return own.slots.contains { slots[$0].run == run && slots[$0].delay > own.leastDelay }
    }
}
