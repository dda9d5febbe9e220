// Why is there no place left for an application? Every lawful option it has alone — sitting, wave or a new
// wave, periods, venue — is tried against the plan as it stands, and what stands in the way is listed. The
// option whose obstacles are the least effort to remove gives the remedy; a smallest set of laws that leaves no
// option gives the reason.
//
// Complexity: options × rooms of the venue per application; applications of one kind share the answer.
// Limits: the plan is held as it is; that moving others would also help is the planner's business, and tier 1
// has already proved that it does not seat more people.
struct Insertion {
    /// A lawful way to sit for the application alone.
    struct Option {
        var sitting: Int
        /// Nil: a wave of its own.
        var wave: Int?
        var periods: [Int]
        var venue: Int
    }

    struct Attempt {
        var option: Option
        /// What stands in the way, least effort first; empty if nothing does.
        var obstacles: [Obstacle]

        var effort: Int { obstacles.reduce(0) { $0 + $1.effort } }
    }

    let model: Model
    private let usage: Usage

    init(_ draft: Draft, in model: Model) {
        self.model = model
        usage = Usage(draft, in: model)
    }

    /// Every option the application has alone, in a fixed order.
    /// - Parameter sittings: where it is tried; nil: wherever it may sit.
    func attempts(for application: Int, in sittings: [Int]? = nil) -> [Attempt] {
        let venues = venues(of: application)
        return (sittings ?? model.applications[application].sittings).flatMap { sitting in
            patterns(of: application, in: sitting).flatMap { wave, periods in
                venues.compactMap { venue in
                    obstacles(application, sitting, wave, periods, venue).map { found in
                        Attempt(
                            option: Option(sitting: sitting, wave: wave, periods: periods, venue: venue),
                            obstacles: found.sorted { $0.effort < $1.effort })
                    }
                }
            }
        }
    }

    /// Venues with a fit room for every part.
    func venues(of application: Int) -> [Int] {
        let lists = model.applications[application].fitRooms.map { model.roomLists[$0] }
        return model.venues.indices.filter { venue in
            lists.allSatisfy { $0.contains { model.rooms[$0].venue == venue } }
        }
    }

    /// Periods for the parts in each existing wave, and in a wave of its own (wave nil).
    func patterns(of application: Int, in sitting: Int) -> [(wave: Int?, periods: [Int])] {
        let compiled = model.applications[application]
        let choices = compiled.parts.map { model.periods(for: $0, of: compiled, in: sitting) }
        var found: [(Int?, [Int])] = []
        for wave in 0..<model.programmes[compiled.programme].maxWaves {
            let key = Usage.Wave(programme: compiled.programme, sitting: sitting, wave: wave)
            guard let papers = usage.papers[key] else { continue }
            for periods in ordered(choices, parts: compiled.parts, with: papers) { found.append((wave, periods)) }
        }
        return found + ordered(choices, parts: compiled.parts, with: [:]).map { (nil, $0) }
    }

    /// Combinations of one period per part that keep a wave's order, together with the papers it has already.
    private func ordered(_ choices: [[Int]], parts: [Int], with papers: [Int: Int]) -> [[Int]] {
        var combinations: [[Int]] = [[]]
        for (position, part) in parts.enumerated() {
            combinations = combinations.flatMap { chosen in
                choices[position].filter { period in
                    if let fixed = papers[part], fixed != period { return false }
                    return zip(parts, chosen).allSatisfy { model.isInOrder($1, period) }
                        && papers.allSatisfy { other, sat in
                            other == part || parts.contains(other) && other < part
                                || (other < part ? model.isInOrder(sat, period) : model.isInOrder(period, sat))
                        }
                }.map { chosen + [$0] }
            }
        }
        return combinations
    }

    private func obstacles(
        _ application: Int, _ sitting: Int, _ wave: Int?, _ periods: [Int], _ venue: Int
    ) -> [Obstacle]? {
        let compiled = model.applications[application]
        var found: [Obstacle] = []
        var rooms: [Int] = []
        for (position, period) in periods.enumerated() {
            let fit = model.roomLists[compiled.fitRooms[position]].filter { model.rooms[$0].venue == venue }
            guard fit.contains(where: { model.rooms[$0].capacity > 0 }) else { return nil }
            rooms.append(fit[0])
            if let obstacle = obstacle(compiled, period, fit, venue) { found.append(obstacle) }
        }
        if found.isEmpty, let blocked = turnover(compiled, periods, venue) { found.append(blocked) }
        let place = Place(
            sitting: sitting, wave: wave ?? 0, periods: periods, rooms: rooms, seats: periods.map { _ in -1 })
        if let other = elsewhere(application, place, venue) { found.append(other) }
        let programme = model.programmes[compiled.programme]
        let waves = (0..<programme.maxWaves).count {
            usage.papers[Usage.Wave(programme: compiled.programme, sitting: sitting, wave: $0)] != nil
        }
        if wave == nil, waves == programme.maxWaves {
            found.append(Obstacle(kind: .waves(limit: programme.maxWaves, sitting: sitting)))
        }
        if programme.minimumEnrolment > 1, usage.placed(compiled.programme, in: sitting) == 0 {
            let waiting = usage.waiting(for: compiled.programme, in: sitting)
            found.append(
                Obstacle(kind: .minimum(programme.minimumEnrolment, sitting: sitting, waiting: max(1, waiting))))
        }
        return found
    }

    /// The person's own other exams.
    private func elsewhere(_ application: Int, _ place: Place, _ venue: Int) -> Obstacle? {
        let own = model.people[model.applications[application].person]
        if own.count == 1 { return nil }
        let others = own.filter { $0 != application }.compactMap { other in usage.place(of: other).map { (other, $0) } }
        if model.isApart(place, others.map(\.1)) { return nil }
        let close = others.first { !model.isApart(place, [$0.1]) }
        return Obstacle(kind: .elsewhere(application: close?.0), venue: venue, period: place.periods.first)
    }

    /// Two subjects in the only room that fits both, with too little time between them to turn it over.
    private func turnover(_ compiled: ApplicationModel, _ periods: [Int], _ venue: Int) -> Obstacle? {
        func rooms(_ position: Int) -> [Int] {
            model.roomLists[compiled.fitRooms[position]].filter {
                model.rooms[$0].venue == venue && model.isOpen(room: $0, in: periods[position])
            }
        }
        for position in periods.indices.dropFirst() {
            let (before, after) = (rooms(position - 1), rooms(position))
            guard let only = before.first, before == [only], after == [only],
                model.exclude(periods[position - 1], periods[position], in: only)
            else { continue }
            return Obstacle(
                kind: .occupied(by: periods[position - 1]), venue: venue, period: periods[position], rooms: [only])
        }
        return nil
    }

    /// What keeps one subject out of a venue's fit rooms in a period; nil if a seat is free.
    private func obstacle(_ compiled: ApplicationModel, _ period: Int, _ fit: [Int], _ venue: Int) -> Obstacle? {
        func found(_ kind: Obstacle.Kind, _ rooms: [Int]) -> Obstacle {
            Obstacle(kind: kind, venue: venue, period: period, rooms: rooms)
        }
        let open = fit.filter { model.isOpen(room: $0, in: period) }
        guard !open.isEmpty else { return found(.closed, fit) }
        func rival(_ room: Int) -> Int? {
            usage.periodsOfRoom[room].first { $0 != period && model.exclude($0, period, in: room) }
        }
        let reachable = open.filter { rival($0) == nil }
        guard !reachable.isEmpty else { return found(.occupied(by: rival(open[0]) ?? period), open) }
        let free = reachable.filter { people($0, period) < model.rooms[$0].capacity }
        guard !free.isEmpty else {
            return found(.full(seats: reachable.reduce(0) { $0 + model.rooms[$1].capacity }), reachable)
        }
        let matching = free.filter {
            let extra = usage.hasExtraTime($0, period)
            return extra == nil || extra == compiled.hasExtraTime
        }
        guard !matching.isEmpty else { return found(.otherClock, free) }
        guard let limit = model.venues[venue].invigilators else { return nil }
        let staff = usage.staff(at: venue, during: period)
        let needed = matching.map { price($0, period) }.min() ?? 0
        return needed == 0 || staff + needed <= limit
            ? nil : Obstacle(kind: .staff(limit: limit, onDuty: staff, needed: needed), venue: venue, period: period)
    }

    /// How many sit there.
    func people(_ room: Int, _ period: Int) -> Int { usage.people(room, period) }

    /// Nil: nobody sits there.
    func hasExtraTime(_ room: Int, _ period: Int) -> Bool? { usage.hasExtraTime(room, period) }

    /// Invigilators that one more person there needs.
    func price(_ room: Int, _ period: Int) -> Int {
        model.invigilators(for: people(room, period) + 1) - model.invigilators(for: people(room, period))
    }
}
