/// A draft, arranged for the search for envy.
struct EnvySeating {
    private struct GroupKey: Hashable {
        var number: Int
        var sitting: Int
        var periods: [Int]
        var roomKinds: [Int]
        /// By position: 0 nobody else in that room and period, 1 others without, 2 others with extra time.
        var company: [Int]
    }

    /// A wave that an application could join, with the period of each of its parts.
    struct Option {
        var sitting: Int
        var wave: Int
        var periods: [Int]
    }

    private struct Paper: Hashable {
        var programme: Int
        var sitting: Int
    }

    let draft: Draft
    private let model: Model
    private let classes: EnvyClasses
    /// By wave, then part: its period; -1 where nobody sits the part.
    private var waves: [Paper: [[Int]]] = [:]
    private var enrolment: [Paper: Int] = [:]
    private var occupants: [RoomUse: (plain: Int, extra: Int)] = [:]
    private var membersOfGroup: [[Int]] = []
    private var groupsOfPeriod: [[Int]]
    /// By application with a place.
    private var groupOf: [Int]

    init(_ draft: Draft, classes: EnvyClasses, in model: Model) {
        self.draft = draft
        self.model = model
        self.classes = classes
        groupsOfPeriod = Array(repeating: [], count: model.periods.count)
        groupOf = Array(repeating: -1, count: draft.places.count)
        for application in draft.places.indices { count(application) }
        var known: [GroupKey: Int] = [:]
        for application in classes.byRank {
            guard let place = draft.places[application] else { continue }
            let key = key(of: application, place)
            if let group = known[key] {
                membersOfGroup[group].append(application)
                groupOf[application] = group
                continue
            }
            known[key] = membersOfGroup.count
            groupOf[application] = membersOfGroup.count
            for period in place.periods { groupsOfPeriod[period].append(membersOfGroup.count) }
            membersOfGroup.append([application])
        }
    }

    private mutating func count(_ application: Int) {
        guard let place = draft.places[application] else { return }
        let compiled = model.applications[application]
        let programme = model.programmes[compiled.programme]
        let paper = Paper(programme: compiled.programme, sitting: place.sitting)
        enrolment[paper, default: 0] += 1
        var table = waves[paper] ?? []
        while table.count <= place.wave { table.append(Array(repeating: -1, count: programme.subjects.count)) }
        for (position, part) in compiled.parts.enumerated() {
            table[place.wave][part] = place.periods[position]
            let use = RoomUse(room: place.rooms[position], period: place.periods[position])
            var present = occupants[use] ?? (0, 0)
            if compiled.hasExtraTime { present.extra += 1 } else { present.plain += 1 }
            occupants[use] = present
        }
        waves[paper] = table
    }

    /// Groups of sitters with a place in a period; members in the order of payment.
    func groups(at period: Int) -> [Int] { groupsOfPeriod[period] }
    func members(of group: Int) -> [Int] { membersOfGroup[group] }

    /// Applications with one number are alike, those without a place included.
    func group(of application: Int) -> Int {
        groupOf[application] >= 0 ? groupOf[application] : membersOfGroup.count + classes.numbers[application]
    }

    var groupCount: Int { membersOfGroup.count + classes.count }

    private func key(of application: Int, _ place: Place) -> GroupKey {
        GroupKey(
            number: classes.numbers[application], sitting: place.sitting, periods: place.periods,
            roomKinds: place.rooms.map { classes.roomKinds[$0] },
            company: place.periods.indices.map { company(of: application, in: place, at: $0) })
    }

    /// Who stays in the room when the application leaves.
    private func company(of application: Int, in place: Place, at position: Int) -> Int {
        let present = occupants[RoomUse(room: place.rooms[position], period: place.periods[position])] ?? (0, 0)
        let hasExtraTime = model.applications[application].hasExtraTime
        if present.plain > (hasExtraTime ? 0 : 1) { return 1 }
        return present.extra > (hasExtraTime ? 1 : 0) ? 2 : 0
    }

    /// The waves of the application's programme in a sitting that give all its parts a period it may sit.
    func options(of application: Int, in sitting: Int) -> [Option] {
        let compiled = model.applications[application]
        guard !compiled.parts.isEmpty, compiled.sittings.contains(sitting),
            let table = waves[Paper(programme: compiled.programme, sitting: sitting)]
        else { return [] }
        var options: [Option] = []
        for (wave, periods) in table.enumerated() {
            let own = compiled.parts.map { periods[$0] }
            let isFit = zip(compiled.parts, own).allSatisfy { part, period in
                period >= 0 && model.isUsable(period) && model.isLongEnough(period, for: part, of: compiled)
                    && model.isInTime(compiled, day: model.periods[period].day)
                    && !model.isBanned(compiled, day: model.periods[period].day)
                    && model.periods[period].start >= compiled.notBefore
            }
            if isFit, !options.contains(where: { $0.periods == own }) {
                options.append(Option(sitting: sitting, wave: wave, periods: own))
            }
        }
        return options
    }

    /// May the application sit there on the seats of another: is each period one the other sits, the room
    /// fit, and nobody there who may not share it? The answer is the same for all members of a group.
    func accepts(_ application: Int, _ option: Option, insteadOf sitter: Int) -> Bool {
        guard let taken = draft.places[sitter] else { return false }
        let compiled = model.applications[application]
        let unwanted = compiled.hasExtraTime ? 1 : 2
        return option.periods.indices.allSatisfy { position in
            guard let seat = taken.periods.firstIndex(of: option.periods[position]) else { return false }
            return classes.contains[compiled.fitRooms[position]][taken.rooms[seat]]
                && company(of: sitter, in: taken, at: seat) != unwanted
        }
    }

    /// The option on the seats of a place that has all its periods.
    func place(_ option: Option, from taken: Place) -> Place {
        let seats = option.periods.compactMap(taken.periods.firstIndex)
        return Place(
            sitting: option.sitting, wave: option.wave, periods: option.periods,
            rooms: seats.map { taken.rooms[$0] }, seats: seats.map { taken.seats[$0] })
    }

    /// Minimum enrolment, the two persons' other applications, and tier 0.
    func isLawful(_ exchange: Exchange) -> Bool {
        keepsMinimumEnrolment(exchange) && keepsPersonsApart(exchange) && keepsPromises(exchange)
    }

    private func keepsMinimumEnrolment(_ exchange: Exchange) -> Bool {
        let payer = model.applications[exchange.payer].programme
        let sitter = model.applications[exchange.sitter].programme
        guard payer != sitter else { return true }
        func isEnough(_ programme: Int, _ sitting: Int, change: Int) -> Bool {
            let count = (enrolment[Paper(programme: programme, sitting: sitting)] ?? 0) + change
            return count == 0 || count >= model.programmes[programme].minimumEnrolment
        }
        let sitting = exchange.payerPlace.sitting
        guard isEnough(payer, sitting, change: 1), isEnough(sitter, sitting, change: -1) else { return false }
        guard let later = exchange.sitterPlace?.sitting else { return true }
        return isEnough(payer, later, change: -1) && isEnough(sitter, later, change: 1)
    }

    private func keepsPersonsApart(_ exchange: Exchange) -> Bool {
        func place(_ application: Int) -> Place? {
            if application == exchange.payer { return exchange.payerPlace }
            if application == exchange.sitter { return exchange.sitterPlace }
            return draft.places[application]
        }
        func isApart(_ application: Int) -> Bool {
            let others = model.people[model.applications[application].person].filter { $0 != application }
            guard let own = place(application), !others.isEmpty else { return true }
            return model.isApart(own, others.compactMap(place))
        }
        return isApart(exchange.payer) && isApart(exchange.sitter)
    }

    private func keepsPromises(_ exchange: Exchange) -> Bool {
        var counts = Array(repeating: 0, count: 6)
        func add(_ application: Int, _ place: Place?, _ sign: Int) {
            if let kind = model.change(of: application, to: place) { counts[kind] += sign }
        }
        add(exchange.payer, draft.places[exchange.payer], -1)
        add(exchange.sitter, draft.places[exchange.sitter], -1)
        add(exchange.payer, exchange.payerPlace, 1)
        add(exchange.sitter, exchange.sitterPlace, 1)
        return counts.allSatisfy { $0 == 0 }
    }
}
