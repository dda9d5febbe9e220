// Least pairs of neighbours (tier 6), room changes, tail rooms and spread (tier 7), from what the earlier tiers force.
//
// Neighbours: see `NeighbourBound`.
// Room changes: see `RoomChangeBound`.
// Tail rooms: a pool — a sitting, people with or without extra time — of fewer people than make a room no tail
// room uses a tail room for each subject of one of them.
// Spread: all who sit one part in a run share at most its waves. A wave may use every room once, so `w` waves
// need at least as many rooms, each counted once per wave, as the largest ones hold everybody; people bound to
// a venue need rooms there, and people with extra time rooms of their own. The least of rooms − w over all w
// counts. A person who deviates from what is forced saves at most one room in each part.
struct ComfortBound {
    private let frame: WaveFrame
    private let model: Model

    init(_ frame: WaveFrame) {
        self.frame = frame
        model = frame.model
    }

    /// By tier.
    func bounds(for cost: WaveCost) -> [Int: [Int]] {
        let forced = ForcedSeating(frame, cost: cost)
        let mostParts = frame.classes.map(\.parts.count).max() ?? 0
        guard forced.budget >= 0 else { return [6: [0], 7: [0, 0, 0]] }
        let freedom = forced.budget * mostParts
        let changes = RoomChangeBound(frame).bound(forced)
        let rooms = [tailRooms(forced), spread(forced)].map { max(0, $0 - freedom) }
        return [6: [NeighbourBound(frame).bound(forced, cost)], 7: [changes] + rooms]
    }

    private func tailRooms(_ forced: ForcedSeating) -> Int {
        // Who is not forced may join any pool.
        let free =
            model.applications.count
            - forced.groups.reduce(0) { $0 + frame.classes[$1.applicants].members.count }
        var pools: [[Int]: (people: Int, parts: Int)] = [:]
        for group in forced.groups {
            let applicants = frame.classes[group.applicants]
            let key = [frame.runs[group.run].sitting, applicants.hasExtraTime ? 1 : 0]
            let known = pools[key] ?? (0, 0)
            pools[key] = (known.people + applicants.members.count, max(known.parts, applicants.parts.count))
        }
        return pools.values.reduce(0) { sum, pool in
            sum + (pool.people + free + forced.budget < model.policy.tailRoom ? pool.parts : 0)
        }
    }

    private struct Paper: Hashable {
        var run: Int
        var part: Int
    }

    /// Those who sit a paper with one clock.
    private struct Crowd {
        var people = 0
        var bound: [Int: Int] = [:]
        /// Rooms of these lists are fit for some of them.
        var lists: Set<Int> = []
    }

    private func spread(_ forced: ForcedSeating) -> Int {
        var papers: [Paper: [Crowd]] = [:]
        for group in forced.groups {
            let applicants = frame.classes[group.applicants]
            for (position, part) in applicants.parts.enumerated() {
                var crowds = papers[Paper(run: group.run, part: part)] ?? [Crowd(), Crowd()]
                let clock = applicants.hasExtraTime ? 1 : 0
                crowds[clock].people += applicants.members.count
                if let venue = group.venue { crowds[clock].bound[venue, default: 0] += applicants.members.count }
                crowds[clock].lists.insert(applicants.fitRooms[position])
                papers[Paper(run: group.run, part: part)] = crowds
            }
        }
        return papers.reduce(0) { sum, paper in
            sum + leastSpread(paper.value, waves: frame.runs[paper.key.run].waveCount)
        }
    }

    private func leastSpread(_ crowds: [Crowd], waves: Int) -> Int {
        let people = crowds.reduce(0) { $0 + $1.people }
        let needs = crowds.map { RoomNeed($0, in: model) }
        let least = (1...max(1, min(waves, people))).map { count in
            needs.reduce(-count) { $0 + $1.rooms(forWaves: count) }
        }.min()
        return max(0, least ?? 0)
    }

    /// What a crowd asks of rooms: how many there are of it, and the capacities it may fill, the largest first; also
    /// for those bound to each venue.
    private struct RoomNeed {
        private let everybody: (people: Int, capacities: [Int])
        private let atVenues: [(people: Int, capacities: [Int])]

        init(_ crowd: Crowd, in model: Model) {
            let rooms = Set(crowd.lists.lazy.flatMap { model.roomLists[$0] }).filter { model.rooms[$0].capacity > 0 }
            func capacities(_ rooms: some Sequence<Int>) -> [Int] {
                rooms.map { model.rooms[$0].capacity }.sorted(by: >)
            }
            everybody = (crowd.people, capacities(rooms))
            atVenues = crowd.bound.map { venue, people in
                (people, capacities(model.venues[venue].rooms.filter(rooms.contains)))
            }
        }

        func rooms(forWaves waves: Int) -> Int {
            let bound = atVenues.reduce(0) { $0 + largest($1.capacities, waves, holding: $1.people) }
            return max(bound, largest(everybody.capacities, waves, holding: everybody.people))
        }

        private func largest(_ capacities: [Int], _ waves: Int, holding people: Int) -> Int {
            var left = people
            var count = 0
            for capacity in capacities {
                if left <= 0 { break }
                let used = min(waves, (left + capacity - 1) / capacity)
                count += used
                left -= used * capacity
            }
            return count
        }
    }
}
