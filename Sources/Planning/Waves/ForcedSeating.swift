/// What being as good in tiers 1, 3 and 4 forces: everybody but a few sits in the first month they can and, with a
/// wish for one venue, there. At most `budget` people deviate, one for each unit of the tiers that nothing explains.
struct ForcedSeating {
    struct Group {
        var applicants: Int
        var run: Int
        /// The one venue that fulfils the wish; nil: any.
        var venue: Int?
    }

    /// Classes with one run in their first month; the others may go anywhere.
    private(set) var groups: [Group] = []
    /// Negative: no plan is as good.
    let budget: Int

    init(_ frame: WaveFrame, cost: WaveCost) {
        var (impossible, delay, mostDelay, missed) = (0, 0, 0, 0)
        for (number, applicants) in frame.classes.enumerated() {
            let count = applicants.members.count
            guard let first = applicants.runs.first else {
                impossible += count
                continue
            }
            let late = frame.monthOfRun[first] - applicants.firstMonth
            delay += late * count
            mostDelay = max(mostDelay, late)
            let venues = ForcedSeating.possibleVenues(applicants, frame)
            if applicants.hasWish, venues.isEmpty { missed += count }
            let hasRivals = applicants.runs.dropFirst().contains { frame.monthOfRun[$0] == frame.monthOfRun[first] }
            if hasRivals { continue }
            groups.append(Group(applicants: number, run: first, venue: venues.count == 1 ? venues[0] : nil))
        }
        let unplaced = cost.unplaced - impossible
        budget = unplaced * (2 + mostDelay) + cost.delay - delay + cost.missedWishes - missed
    }

    /// Wished venues with fit rooms for every part.
    private static func possibleVenues(_ applicants: ApplicantClass, _ frame: WaveFrame) -> [Int] {
        guard applicants.hasWish else { return [] }
        return applicants.wishedVenues.filter { venue in
            applicants.fitRooms.allSatisfy { frame.group(of: venue, in: $0) != nil }
        }
    }
}
