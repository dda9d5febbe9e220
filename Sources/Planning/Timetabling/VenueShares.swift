/// Who of a run is meant for which venue: the wished one, otherwise as many for each as it has seats for the run.
struct VenueShares {
    /// By venue, classes in the order given.
    private(set) var byVenue: [[(applicants: Int, count: Int)]]
    private let frame: WaveFrame
    private var quota: [Int]

    init(_ frame: WaveFrame, classes: [Int], _ state: WaveState) {
        self.frame = frame
        byVenue = Array(repeating: [], count: frame.model.venues.count)
        quota = Array(repeating: 0, count: frame.model.venues.count)
        var known: [PerPart: [Int]] = [:]
        let seats = classes.map { applicants in
            let lists = frame.classes[applicants].fitRooms
            let found = known[lists] ?? Self.seats(lists, frame)
            known[lists] = found
            return found
        }
        for (index, applicants) in classes.enumerated() {
            let all = max(1, seats[index].reduce(0, +))
            for venue in quota.indices { quota[venue] += state.waiting[applicants] * seats[index][venue] / all }
        }
        for wishes in [true, false] {
            for (index, applicants) in classes.enumerated() where wishes == hasWishedSeat(applicants, seats[index]) {
                share(applicants, state.waiting[applicants], seats[index])
            }
        }
    }

    /// By venue: how many people who need these room lists it could take at once, in the scarcest of their subjects.
    private static func seats(_ lists: PerPart, _ frame: WaveFrame) -> [Int] {
        var least = frame.model.venues.indices.map { venue in
            guard let staff = frame.model.venues[venue].invigilators else { return Int.max }
            return staff < frame.model.invigilators(for: 1) ? 0 : staff * frame.invigilatorFor
        }
        for list in lists {
            var seats = Array(repeating: 0, count: least.count)
            for group in frame.venuesOfList[list] {
                seats[group.venue] = group.rooms.reduce(0) { $0 + frame.capacityOfRoom[$1] }
            }
            for venue in least.indices { least[venue] = min(least[venue], seats[venue]) }
        }
        return least
    }

    private func hasWishedSeat(_ applicants: Int, _ seats: [Int]) -> Bool {
        frame.classes[applicants].hasWish
            && seats.indices.contains { seats[$0] > 0 && !frame.classes[applicants].missesWish($0) }
    }

    private mutating func share(_ applicants: Int, _ people: Int, _ seats: [Int]) {
        let wishes = hasWishedSeat(applicants, seats)
        let venues = seats.indices.filter { seats[$0] > 0 && (!wishes || !frame.classes[applicants].missesWish($0)) }
        var left = people
        func give(_ count: Int, to venue: Int) {
            byVenue[venue].append((applicants, count))
            quota[venue] -= count
            left -= count
        }
        guard !venues.isEmpty else { return }
        if !frame.classes[applicants].siblings.isEmpty {
            // All of a person's programmes at one venue: between two there is travel.
            let person = frame.model.applications[frame.classes[applicants].sample].person
            return give(left, to: venues[person % venues.count])
        }
        while left > 0, let venue = venues.max(by: { quota[$0] < quota[$1] }) {
            let isLast = quota[venue] <= 0
            give(isLast ? left : min(left, quota[venue]), to: venue)
        }
    }
}
