/// Fulfils wishes by exchanging the rooms of two people who sit the same periods (tier 4). Months, waves and the
/// number of people in every room stay as they are, so the earlier tiers and the invigilators do too.
struct WishExchange {
    private let model: Model
    /// By room list, then by room.
    private let contains: [[Bool]]

    init(_ model: Model, contains: [[Bool]]) {
        self.model = model
        self.contains = contains
    }

    /// Returns how many wishes more are fulfilled.
    func improve(_ draft: inout Draft) -> Int {
        // By periods, as far as somebody there misses his wish.
        var numbers: [PerPart: Int] = [:]
        var companies: [Company] = []
        for (application, place) in draft.places.enumerated() {
            guard let place, misses(application, at: place) else { continue }
            let number = numbers[place.periods] ?? companies.count
            if number == companies.count {
                numbers[place.periods] = number
                companies.append(Company(venues: model.venues.count))
            }
            companies[number].unhappy.append(application)
        }
        if companies.isEmpty { return 0 }
        for (application, place) in draft.places.enumerated() {
            guard let place, let number = numbers[place.periods] else { continue }
            companies[number].add(application, at: model.rooms[place.rooms[0]].venue)
        }
        return numbers.sorted { $0.key.lexicographicallyPrecedes($1.key) }.reduce(0) { gained, company in
            gained + improve(&draft, among: companies[company.value])
        }
    }

    /// Who sit the same periods.
    private struct Company {
        var unhappy: [Int] = []
        private(set) var byVenue: [[Int32]]

        init(venues: Int) { byVenue = Array(repeating: [], count: venues) }

        mutating func add(_ application: Int, at venue: Int) { byVenue[venue].append(Int32(application)) }
    }

    private func improve(_ draft: inout Draft, among people: Company) -> Int {
        var gained = 0
        for wisher in people.unhappy where misses(wisher, at: draft.places[wisher]) {
            let wished = (model.applications[wisher].wished ?? []).sorted()
            for partner in wished.lazy.flatMap({ people.byVenue[$0] }) {
                let gain = exchange(wisher, Int(partner), in: &draft)
                gained += gain
                if gain > 0 { break }
            }
        }
        return gained
    }

    /// Exchanges the rooms if fewer wishes are missed then and the laws allow it.
    private func exchange(_ wisher: Int, _ partner: Int, in draft: inout Draft) -> Int {
        guard let own = draft.places[wisher], let theirs = draft.places[partner],
            model.applications[wisher].hasExtraTime == model.applications[partner].hasExtraTime
        else { return 0 }
        func cost(_ first: Place, _ second: Place) -> Int {
            (misses(wisher, at: first) ? 1 : 0) + (misses(partner, at: second) ? 1 : 0)
        }
        var moved = own
        var back = theirs
        (moved.rooms, moved.seats) = (theirs.rooms, theirs.seats)
        (back.rooms, back.seats) = (own.rooms, own.seats)
        let gain = cost(own, theirs) - cost(moved, back)
        guard gain > 0, isFit(wisher, moved), isFit(partner, back) else { return 0 }
        draft.places[wisher] = moved
        draft.places[partner] = back
        if isApart(wisher, in: draft), isApart(partner, in: draft) { return gain }
        draft.places[wisher] = own
        draft.places[partner] = theirs
        return 0
    }

    private func venue(_ place: Place?) -> Int? { place.map { model.rooms[$0.rooms[0]].venue } }

    private func misses(_ application: Int, at place: Place?) -> Bool {
        venue(place).map { model.missesWish(application, venue: $0) } ?? false
    }

    private func isFit(_ application: Int, _ place: Place) -> Bool {
        zip(model.applications[application].fitRooms, place.rooms).allSatisfy { contains[$0][$1] }
    }

    private func isApart(_ application: Int, in draft: Draft) -> Bool {
        guard let place = draft.places[application] else { return true }
        let others = model.people[model.applications[application].person].filter { $0 != application }
        return others.isEmpty || model.isApart(place, others.compactMap { draft.places[$0] })
    }
}
