/// A draft, arranged for the search for envy: as much of it as the payers who may envy somebody ask about.
struct EnvySeating: SeatedPeople {
    private struct SpotKey: Hashable {
        var sitting: Int
        /// By position: period, kind of room and company in one number; -1 where there is no further part.
        var first = -1
        var second = -1
        var third = -1
    }

    private struct GroupKey: Hashable {
        var number: Int
        var spot: Int
    }

    let draft: Draft
    let model: Model
    private let classes: EnvyClasses
    /// By programme and sitting, then wave, then part: its period; -1 where nobody sits the part.
    private var waves: [[[Int]]]
    /// By programme and sitting.
    private var enrolments: [Int]
    /// By room, then period: people without and with extra time.
    private var plain: [Int32]
    private var extra: [Int32]
    private var membersOfGroup: [[Int]] = []
    private var groupsOfSpot: [[Int]] = []
    private var spotsOfPeriod: [[Int]]
    /// By application with a place that was asked about.
    private var groupOf: [Int32]

    /// - Parameter payers: those whose exchanges will be asked for, in the order of payment.
    init(_ draft: Draft, payers: [Int], classes: EnvyClasses, in model: Model) {
        self.draft = draft
        self.model = model
        self.classes = classes
        spotsOfPeriod = Array(repeating: [], count: model.periods.count)
        waves = Array(repeating: [], count: model.programmes.count * model.sittings.count)
        enrolments = Array(repeating: 0, count: waves.count)
        groupOf = Array(repeating: -1, count: draft.places.count)
        plain = Array(repeating: 0, count: model.rooms.count * model.periods.count)
        extra = plain
        for application in draft.places.indices { countPapers(of: application) }
        let isWanted = periodsWanted(by: payers)
        // Most often whoever waits could sit nowhere: nobody is asked about.
        guard isWanted.contains(true) else { return }
        for application in draft.places.indices { countPeople(application) }
        arrange(payers, isWanted)
    }

    private mutating func arrange(_ payers: [Int], _ isWanted: [Bool]) {
        var isPayer = Array(repeating: false, count: draft.places.count)
        for payer in payers { isPayer[payer] = true }
        var spots: [SpotKey: Int] = [:]
        var groups: [GroupKey: Int] = [:]
        for application in classes.byRank {
            guard let place = draft.places[application],
                isPayer[application] || place.periods.contains(where: { isWanted[$0] })
            else { continue }
            let spotKey = spotKey(of: application, place)
            let spot = spots[spotKey] ?? groupsOfSpot.count
            if spot == groupsOfSpot.count {
                spots[spotKey] = spot
                groupsOfSpot.append([])
                for period in place.periods { spotsOfPeriod[period].append(spot) }
            }
            let key = GroupKey(number: classes.numbers[application], spot: spot)
            let group = groups[key] ?? membersOfGroup.count
            groupOf[application] = Int32(group)
            if group == membersOfGroup.count {
                groups[key] = group
                groupsOfSpot[spot].append(group)
                membersOfGroup.append([application])
            } else {
                membersOfGroup[group].append(application)
            }
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

    private mutating func countPapers(of application: Int) {
        guard let place = draft.places[application] else { return }
        let kind = model.applications[application].kind
        let paper = paper(kind.programme, place.sitting)
        enrolments[paper] += 1
        let subjects = model.programmes[kind.programme].subjects.count
        for (position, part) in kind.parts.enumerated() {
            waves[paper].set(place.periods[position], wave: place.wave, part: part, of: subjects)
        }
    }

    private mutating func countPeople(_ application: Int) {
        guard let place = draft.places[application] else { return }
        let hasExtraTime = model.applications[application].hasExtraTime
        for position in place.periods.indices {
            let use = place.rooms[position] * model.periods.count + place.periods[position]
            if hasExtraTime { extra[use] += 1 } else { plain[use] += 1 }
        }
    }

    private func paper(_ programme: Int, _ sitting: Int) -> Int { programme * model.sittings.count + sitting }

    func enrolment(of programme: Int, in sitting: Int) -> Int { enrolments[paper(programme, sitting)] }

    /// Spots with a seat in a period: groups that sit the same periods in rooms of the same kinds with the same company.
    func spots(at period: Int) -> [Int] { spotsOfPeriod[period] }
    func groups(of spot: Int) -> [Int] { groupsOfSpot[spot] }
    /// In the order of payment.
    func members(of group: Int) -> [Int] { membersOfGroup[group] }
    var sitterGroupCount: Int { membersOfGroup.count }

    /// Applications with one number are alike, those without a place included.
    func group(of application: Int) -> Int {
        groupOf[application] >= 0 ? Int(groupOf[application]) : membersOfGroup.count + classes.numbers[application]
    }

    var groupCount: Int { membersOfGroup.count + classes.count }

    private func spotKey(of application: Int, _ place: Place) -> SpotKey {
        var key = SpotKey(sitting: place.sitting)
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

    func place(of application: Int) -> Place? { draft.places[application] }

    func papers(of programme: Int, in sitting: Int) -> [[Int]] { waves[paper(programme, sitting)] }

    func company(of application: Int, in place: Place, at position: Int) -> Int {
        let use = place.rooms[position] * model.periods.count + place.periods[position]
        let hasExtraTime = model.applications[application].hasExtraTime
        if plain[use] > (hasExtraTime ? 0 : 1) { return 1 }
        return extra[use] > (hasExtraTime ? 1 : 0) ? 2 : 0
    }

    /// The answer is the same for all who share a spot.
    func accepts(_ application: Int, _ option: WaveOption, insteadOf sitter: Int) -> Bool {
        accepts(application, option, insteadOf: sitter, classes.contains)
    }

    func exchange(_ payer: Int, _ option: WaveOption, _ sitter: Int) -> Exchange? {
        exchange(payer, option, sitter, classes.contains)
    }

    /// At which venues a person's other exams leave time for some periods.
    struct TimeLeft {
        /// Where none of the others is: all such venues are alike.
        fileprivate var elsewhere: Bool
        fileprivate var atOthers: [(venue: Int, isLeft: Bool)]

        var isNone: Bool { !elsewhere && !atOthers.contains { $0.isLeft } }
    }

    func timeLeft(for application: Int, _ periods: [Int]) -> TimeLeft {
        let places = others(of: application).compactMap { draft.places[$0] }
        if places.isEmpty { return TimeLeft(elsewhere: true, atOthers: []) }
        let venues = places.map { model.rooms[$0.rooms[0]].venue }
        return TimeLeft(
            elsewhere: model.isApart(periods, at: -1, places),
            atOthers: venues.map { ($0, model.isApart(periods, at: $0, places)) })
    }

    /// Does the time left do for the venue of a sitter? Where he is the same person, more is to be looked at.
    func isLeft(_ time: TimeLeft, to application: Int, insteadOf sitter: Int) -> Bool {
        guard !time.atOthers.isEmpty, let taken = draft.places[sitter],
            model.applications[sitter].person != model.applications[application].person
        else { return true }
        let venue = model.rooms[taken.rooms[0]].venue
        return time.atOthers.first { $0.venue == venue }?.isLeft ?? time.elsewhere
    }

    /// Groups of the person's other applications that have a place and were asked about.
    func groups(ofOthersOf application: Int) -> [Int] {
        others(of: application).compactMap { groupOf[$0] < 0 ? nil : Int(groupOf[$0]) }.sorted()
    }

    private func others(of application: Int) -> [Int] {
        model.people[model.applications[application].person].filter { $0 != application }
    }
}

extension [[Int]] {
    /// By wave, then part: notes the period of a part; waves that are not there yet have none.
    fileprivate mutating func set(_ period: Int, wave: Int, part: Int, of subjects: Int) {
        while count <= wave { append([Int](repeating: -1, count: subjects)) }
        if self[wave][part] != period { self[wave][part] = period }
    }
}
