import Exams

// Who of the people with tickets for one venue on one day can stay in their sessions, and in which rooms.
//
// Sessions that exclude one another in some room form a cluster, and rooms are given out cluster by cluster
// (`SessionRooms`). A person with two subjects may have one in each of two clusters, but he is counted once: whoever
// sits in a cluster that costs something costs nothing in the next. That is a relaxation, so the sum over the
// clusters bounds the venue's day; the dearest cluster comes first. How many change their room is asked on the
// condition that no more leave than must, so each cluster may lose that many for nothing.

struct VenueDay {
    /// One subject of one person.
    private struct Sitter {
        var number: Int
        var position: Int
        var session: Session
        var fit: [Int]
        var room: Int?
    }

    private let model: Model
    private let rooms: [Int]
    private let anchors: [Anchor?]
    /// People whose change of room is a change for the worse; those whose own room is gone change it anyhow.
    private let owners: Set<Int>
    private var clusters: [[Sitter]] = []

    /// - Parameter people: with tickets for this venue and day, who could stay in their periods if nobody else were
    ///   there; those among `owners` could stay in their rooms.
    init(_ model: Model, venue: Int, people: [Int], owners: Set<Int>, anchors: [Anchor?]) {
        self.model = model
        self.anchors = anchors
        self.owners = owners
        rooms = model.venues[venue].rooms
        var sitters: [Sitter] = []
        for number in people {
            guard let place = anchors[number]?.place else { continue }
            let compiled = model.applications[number]
            for (position, period) in place.periods.enumerated() {
                let list = model.roomLists[compiled.fitRooms[position]]
                let fit = rooms.indices.filter { list.contains(rooms[$0]) && model.isOpen(room: rooms[$0], in: period) }
                let own = rooms.firstIndex(of: place.rooms[position])
                sitters.append(
                    Sitter(
                        number: number, position: position,
                        session: Session(period: period, extra: compiled.hasExtraTime), fit: fit,
                        room: own.flatMap { fit.contains($0) ? $0 : nil }))
            }
        }
        clusters = split(sitters)
    }

    /// Sessions are neighbours if some room cannot serve both.
    private func split(_ sitters: [Sitter]) -> [[Sitter]] {
        let sessions = Set(sitters.map(\.session)).sorted { key($0) < key($1) }
        var cluster = Array(sessions.indices)
        for (one, first) in sessions.enumerated() {
            for (other, second) in sessions.enumerated().prefix(one)
            where first.period == second.period
                || rooms.contains(where: { model.exclude(first.period, second.period, in: $0) })
            {
                let (from, to) = (max(cluster[one], cluster[other]), min(cluster[one], cluster[other]))
                for number in cluster.indices where cluster[number] == from { cluster[number] = to }
            }
        }
        let clusterOf = Dictionary(uniqueKeysWithValues: zip(sessions, cluster))
        let grouped = Dictionary(grouping: sitters) { clusterOf[$0.session] ?? 0 }
        return grouped.sorted { $0.key < $1.key }.map(\.value)
    }

    private func key(_ session: Session) -> (Int, Int, Int) {
        (model.periods[session.period].start, session.period, session.extra ? 1 : 0)
    }

    // MARK: The bound

    /// How many must leave their sessions; and, if no more than that do, how many of the owners leave or change
    /// their room. Zero where too much would have to be looked at.
    func leastCost() -> SessionRooms.Cost {
        let leaving = sum(inOrder { ($0.leaving, $0.changing) }, \.leaving) { sitter in
            SessionRooms.Costs(leaving: true, changing: owners.contains(sitter.number))
        }
        let changing = sum(inOrder { ($0.changing, $0.leaving) }, \.changing, limit: leaving) { sitter in
            SessionRooms.Costs(leaving: true, changing: owners.contains(sitter.number))
        }
        return SessionRooms.Cost(leaving: leaving, changing: changing)
    }

    /// Adds up over clusters, counting nobody twice: whoever sits in a cluster that costs something is free in the
    /// others.
    private func sum(
        _ clusters: [[Sitter]], _ cost: KeyPath<SessionRooms.Cost, Int>, limit: Int? = nil,
        _ costs: (Sitter) -> SessionRooms.Costs
    ) -> Int {
        var counted: Set<Int> = []
        return clusters.reduce(0) { total, sitters in
            var own: Set<Int> = []
            let groups = groups(of: sitters) { sitter in
                let isFirst = own.insert(sitter.number).inserted
                if isFirst, !counted.contains(sitter.number) { return costs(sitter) }
                // Where leaving is limited, everybody's counts towards the limit.
                return SessionRooms.Costs(leaving: limit != nil, changing: false)
            }
            guard let solved = solve(groups, sitters, allowance: limit ?? 0), solved.isProved,
                solved.arrangement.cost[keyPath: cost] > 0
            else { return total }
            counted.formUnion(own)
            return total + solved.arrangement.cost[keyPath: cost]
        }
    }

    /// The dearest clusters first.
    private func inOrder(by need: (SessionRooms.Cost) -> (Int, Int)) -> [[Sitter]] {
        if clusters.count < 2 { return clusters }
        let needs = clusters.map { sitters in
            let groups = groups(of: sitters) {
                SessionRooms.Costs(leaving: true, changing: owners.contains($0.number))
            }
            return need(solve(groups, sitters)?.arrangement.cost ?? SessionRooms.Cost())
        }
        return clusters.indices.sorted { needs[$0] != needs[$1] ? needs[$0] > needs[$1] : $0 < $1 }.map { clusters[$0] }
    }

    // MARK: The arrangement

    /// The rooms of everybody who stays, by application and subject; who is not in it leaves.
    func arrangement() -> [Int: PerPart] {
        var places: [Int: PerPart] = [:]
        for sitter in clusters.joined() { places[sitter.number] = anchors[sitter.number]?.place.rooms }
        var moved: Set<Int> = []
        for sitters in inOrder(by: { ($0.leaving, $0.changing) }) {
            let staying = sitters.filter { places[$0.number] != nil }
            let groups = groups(of: staying) { sitter in
                SessionRooms.Costs(
                    leaving: true, changing: owners.contains(sitter.number) && !moved.contains(sitter.number))
            }
            guard let solved = solve(groups, staying) else { continue }
            for (group, seats) in zip(groups, solved.arrangement.seats) {
                for (member, room) in zip(group.members, seats) {
                    places[staying[member].number]?[staying[member].position] = rooms[room]
                    if room != group.room { moved.insert(staying[member].number) }
                }
                for member in group.members.dropFirst(seats.count) { places[staying[member].number] = nil }
            }
        }
        return places
    }

    private struct GroupKey: Hashable {
        var session: Int
        var fit: [Int]
        var room: Int?
        var costs: SessionRooms.Costs
    }

    private func sessions(of sitters: [Sitter]) -> [Session] {
        Set(sitters.map(\.session)).sorted { key($0) < key($1) }
    }

    /// Members are positions in `sitters`.
    private func groups(
        of sitters: [Sitter], _ costs: (Sitter) -> SessionRooms.Costs
    ) -> [SessionRooms.Group] {
        let sessions = sessions(of: sitters)
        var groups: [SessionRooms.Group] = []
        var known: [GroupKey: Int] = [:]
        for (member, sitter) in sitters.enumerated() {
            let costs = costs(sitter)
            let session = sessions.firstIndex(of: sitter.session) ?? 0
            let key = GroupKey(session: session, fit: sitter.fit, room: sitter.room, costs: costs)
            if let number = known[key] {
                groups[number].members.append(member)
            } else {
                known[key] = groups.count
                groups.append(
                    SessionRooms.Group(
                        session: session, fit: sitter.fit, room: sitter.room, costs: costs, members: [member]))
            }
        }
        return groups
    }

    private func solve(
        _ groups: [SessionRooms.Group], _ sitters: [Sitter], allowance: Int = 0
    ) -> (arrangement: SessionRooms.Arrangement, isProved: Bool)? {
        var search = SessionRooms(model, rooms: rooms, sessions: sessions(of: sitters), groups: groups) {
            room, session in
            model.isUsable(session.period) && model.isOpen(room: rooms[room], in: session.period)
        }
        return search.cheapest()
    }
}
