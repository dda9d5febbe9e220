/// The lawful ways to give parts of a wave a period each: one day, in subject order, with the least gap.
struct WavePatterns {
    private let frame: WaveFrame
    private let sitting: Int
    /// By part: may anybody in demand sit it in a period at all? By part, then position in the sitting.
    private let candidates: [[Int]]
    /// Patterns listed at most; a sitting with so many has more than enough to choose from.
    private let limit = 20_000

    init(frame: WaveFrame, run: Int, demand: [Int]) {
        self.frame = frame
        sitting = frame.runs[run].sitting
        let subjects = frame.model.programmes[frame.runs[run].programme].subjects.indices
        let periods = frame.model.sittings[sitting].periods
        candidates = subjects.map { part in
            let sitters = demand.filter { frame.classes[$0].parts.contains(part) }
            return periods.filter { period in sitters.contains { frame.maySit($0, part: part, in: period) } }
        }
    }

    /// All patterns that keep the periods in use and add one for each of `parts`.
    func all(completing used: PerPart, with parts: [Int]) -> [PerPart] {
        var found: [PerPart] = []
        extend(used, with: parts[...], &found)
        return found
    }

    private func extend(_ pattern: PerPart, with parts: ArraySlice<Int>, _ found: inout [PerPart]) {
        guard found.count < limit else { return }
        guard let part = parts.first else {
            found.append(pattern)
            return
        }
        for period in candidates[part] {
            let agrees = pattern.indices.allSatisfy { other in
                pattern[other] < 0
                    || (other < part
                        ? frame.model.isInOrder(pattern[other], period) : frame.model.isInOrder(period, pattern[other]))
            }
            guard agrees else { continue }
            var longer = pattern
            longer[part] = period
            extend(longer, with: parts.dropFirst(), &found)
        }
    }
}
