/// A draft, arranged for the search for envy: as much of it as the payers who may envy somebody ask about.
struct EnvySeating {
    private struct GroupKey: Hashable {
        var number: Int
        var sitting: Int
        /// By position: period, kind of room and company in one number; -1 where there is no further part.
        var first = -1
        var second = -1
        var third = -1
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
    /// By room, then period: people without and with extra time.
    private var plain: [Int32]
    private var extra: [Int32]
    private var membersOfGroup: [[Int]] = []
    private var groupsOfPeriod: [[Int]]
    /// By application with a place that was asked about.
    private var groupOf: [Int32]

    /// - Parameter payers: those whose exchanges will be asked for, in the order of payment.
    init(_ draft: Draft, payers: [Int], classes: EnvyClasses, in model: Model) {
        self.draft = draft
        self.model = model
        self.classes = classes
        groupsOfPeriod = Array(repeating: [], count: model.periods.count)
        groupOf = Array(repeating: -1, count: draft.places.count)
        plain = Array(repeating: 0, count: model.rooms.count * model.periods.count)
        extra = plain
        for application in draft.places.indices { count(application) }
        arrange(payers)
    }

    private mutating func arrange(_ payers: [Int]) {
        let isWanted = periodsWanted(by: payers)
        var isPayer = Array(repeating: false, count: draft.places.count)
        for payer in payers { isPayer[payer] = true }
        var known: [GroupKey: Int] = [:]
        for application in classes.byRank {
            guard let place = draft.places[application],
                isPayer[application] || place.periods.contains(where: { isWanted[$0] })
            else { continue }
            let key = key(of: application, place)
            if let group = known[key] {
                membersOfGroup[group].append(application)
                groupOf[application] = Int32(group)
                continue
            }
            known[key] = membersOfGroup.count
            groupOf[application] = Int32(membersOfGroup.count)
            for period in place.periods { groupsOfPeriod[period].append(membersOfGroup.count) }
            membersOfGroup.append([application])
        }
    }

    /// By period: does it begin an option that a payer has in a month before his own? Payers who are alike and sit
    /// in one month are asked once.
    private func periodsWanted(by payers: [Int]) -> [Bool] {
        struct Wish: Hashable {
            var number: Int
            var month: Int
        }
        var isWanted = Array(repeating: false, count: model.periods.count)
        var known: Set<Wish> = []
        for payer in payers {
            let month = draft.places[payer].map { model.sittings[$0.sitting].month } ?? Int.max
            guard known.insert(Wish(number: classes.numbers[payer], month: month)).inserted else { continue }
            for sitting in model.applications[payer].sittings where model.sittings[sitting].month < month {
                for option in options(of: payer, in: sitting) { isWanted[option.periods[0]] = true }
            }
        }
        return isWanted
    }

    private mutating func count(_ application: Int) {
        guard let place = draft.places[application] else { return }
        let kind = model.applications[application].kind
        let paper = Paper(programme: kind.programme, sitting: place.sitting)
        enrolment[paper, default: 0] += 1
        let subjects = model.programmes[kind.programme].subjects.count
        for (position, part) in kind.parts.enumerated() {
            waves[paper, default: []].set(place.periods[position], wave: place.wave, part: part, of: subjects)
            let use = place.rooms[position] * model.periods.count + place.periods[position]
            if kind.extraMinutes > 0 { extra[use] += 1 } else { plain[use] += 1 }
        }
    }

    /// Groups of sitters with a place in a period; members in the order of payment.
    func groups(at period: Int) -> [Int] { groupsOfPeriod[period] }
    func members(of group: Int) -> [Int] { membersOfGroup[group] }

    /// Applications with one number are alike, those without a place included.
    func group(of application: Int) -> Int {
        groupOf[application] >= 0 ? Int(groupOf[application]) : membersOfGroup.count + classes.numbers[application]
    }

    var groupCount: Int { membersOfGroup.count + classes.count }

    private func key(of application: Int, _ place: Place) -> GroupKey {
        var key = GroupKey(number: classes.numbers[application], sitting: place.sitting)
        for position in place.periods.indices {
            let kind = classes.roomKinds[place.rooms[position]]
            let company = company(of: application, in: place, at: position)
            let value = (place.periods[position] * classes.roomKindCount + kind) * 3 + company
            switch position {
            case 0: key.first = value
            case 1: key.second = value
            default: key.third = value
            }
        }
        return key
    }

    /// Who stays in the room when the application leaves: 0 nobody, 1 others without, 2 others with extra time.
    private func company(of application: Int, in place: Place, at position: Int) -> Int {
        let use = place.rooms[position] * model.periods.count + place.periods[position]
        let hasExtraTime = model.applications[application].hasExtraTime
        if plain[use] > (hasExtraTime ? 0 : 1) { return 1 }
        return extra[use] > (hasExtraTime ? 1 : 0) ? 2 : 0
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
                period >= 0 && model.maySit(compiled.kind, part: part, in: period)
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

extension [[Int]] {
    /// By wave, then part: notes the period of a part; waves that are not there yet have none.
    fileprivate mutating func set(_ period: Int, wave: Int, part: Int, of subjects: Int) {
        while count <= wave { append(Array<Int>(repeating: -1, count: subjects)) }
        if self[wave][part] != period { self[wave][part] = period }
    }
}
