import Exams

/// Who chose what: a plan without seats, with the sums that the laws and tiers ask for.
struct Arrangement {
    let ground: Ground
    /// By application.
    private(set) var chosen: [Choice?]
    /// People by period × rooms + room.
    private(set) var people: [Int]

    init(_ ground: Ground) {
        self.ground = ground
        chosen = ground.problem.applications.map { _ in nil }
        people = Array(repeating: 0, count: ground.periods.count * ground.rooms.count)
    }

    mutating func set(_ application: Int, _ choice: Choice?) {
        for part in chosen[application]?.parts ?? [] { people[session(part)] -= 1 }
        chosen[application] = choice
        for part in choice?.parts ?? [] { people[session(part)] += 1 }
    }

    func session(_ part: Choice.Part) -> Int { part.period * ground.rooms.count + part.room }

    /// The laws that only grow tighter as more applications are placed, for one that was just placed.
    func isLawful(at application: Int) -> Bool {
        guard let choice = chosen[application] else { return true }
        for other in chosen.indices where other != application {
            if let theirs = chosen[other], !ground.agree(application, choice, other, theirs) { return false }
        }
        return choice.parts.allSatisfy { people[session($0)] <= ground.rooms[$0.room].capacity }
            && sessionsOfPerson(application) && staff()
    }

    /// Every law.
    func isLawful() -> Bool { chosen.indices.allSatisfy(isLawful(at:)) && isEnrolled() }

    func isEnrolled() -> Bool {
        for application in chosen.indices {
            guard let choice = chosen[application] else { continue }
            let programme = ground.programmes[application]
            var enrolled = 0
            for other in chosen.indices where ground.programmes[other] == programme {
                if chosen[other]?.sitting == choice.sitting { enrolled += 1 }
            }
            guard enrolled >= ground.problem.programmes[programme].minimumEnrolment ?? 1 else { return false }
        }
        return true
    }

    private func sessionsOfPerson(_ application: Int) -> Bool {
        guard let day = chosen[application]?.parts.first.map({ ground.periods[$0.period].day }) else { return true }
        let person = ground.problem.applications[application].person
        var sessions = 0
        for other in chosen.indices where ground.problem.applications[other].person == person {
            for part in chosen[other]?.parts ?? [] where ground.periods[part.period].day == day { sessions += 1 }
        }
        return sessions <= ground.problem.policy.maxSessionsPerDay
    }

    /// A sum of intervals is greatest where one of them starts.
    private func staff() -> Bool {
        for (venue, value) in ground.problem.venues.enumerated() {
            guard let most = value.invigilators else { continue }
            for instant in ground.periods.map(\.start) {
                var present = 0
                for (index, period) in ground.periods.enumerated() where period.start <= instant && instant < period.end
                {
                    for room in ground.rooms.indices where ground.rooms[room].venue == venue {
                        present += ground.invigilators(for: people[index * ground.rooms.count + room])
                    }
                }
                guard present <= most else { return false }
            }
        }
        return true
    }
}

// MARK: - Tiers that need no seats

extension Arrangement {
    func delay(_ application: Int) -> Int {
        guard let choice = chosen[application] else { return 0 }
        let problem = ground.problem
        return problem.sittings[choice.sitting].month.number - problem.applications[application].firstMonth.number
    }

    func wishesMissed(_ application: Int) -> Int {
        guard let part = chosen[application]?.parts.first else { return 0 }
        let venue = ground.problem.venues[ground.rooms[part.room].venue]
        let value = ground.problem.applications[application]
        if let wish = value.wishVenue { return venue.id == wish ? 0 : 1 }
        if let wish = value.wishDistrict { return venue.district == wish ? 0 : 1 }
        return 0
    }

    var invigilators: Int {
        var sum = 0
        for count in people { sum += ground.invigilators(for: count) }
        return sum
    }

    var comfort: [Int] {
        var changes = 0
        var papers: [[Int]] = []
        for (application, choice) in chosen.enumerated() {
            guard let choice else { continue }
            for (index, part) in choice.parts.enumerated() {
                if index > 0, choice.parts[index - 1].room != part.room { changes += 1 }
                let subject = Subject.allCases.firstIndex(of: part.subject) ?? 0
                let paper = [ground.programmes[application], choice.sitting, choice.wave, subject, part.room]
                if !papers.contains(paper) { papers.append(paper) }
            }
        }
        var spread = 0
        for (index, paper) in papers.enumerated() {
            if papers[..<index].contains(where: { $0.dropLast() == paper.dropLast() }) { spread += 1 }
        }
        let tails = people.filter { $0 > 0 && $0 < ground.problem.policy.tailRoom }.count
        return [changes, tails, spread]
    }

    /// The first of the six changes of tier 0 that applies: 0 place lost … 4 room, 5 at most the seat. Nil
    /// for an application without a ticket that counts.
    func change(_ application: Int) -> Int? {
        guard let promise = ground.promises[application] else { return nil }
        guard let parts = chosen[application]?.parts else { return 0 }
        func differs(_ property: (_ period: Int, _ room: Int) -> Int) -> Bool {
            parts.contains { part in
                guard let period = promise.periods[part.subject], let room = promise.rooms[part.subject] else {
                    return true
                }
                return property(period, room) != property(part.period, part.room)
            }
        }
        if differs({ period, _ in ground.periods[period].day }) { return 1 }
        if differs({ _, room in ground.rooms[room].venue }) { return 2 }
        if differs({ period, _ in period }) { return 3 }
        if differs({ _, room in room }) { return 4 }
        return 5
    }
}

// MARK: - Justified envy

extension Arrangement {
    /// Tier 2. `keepers` are the applications that keep even their promised seats.
    ///
    /// Laws see rooms, not seats, and so does this count, but for one thing: whether somebody who lands in
    /// the promised room sits in the promised seat. It is taken for another seat. Were it the promised one
    /// and the change counts otherwise equal, the exchange would lower tier 0, so the plan would lose to
    /// the exchanged one at tier 0 and never be the optimum.
    func envy(keepers: [Int]) -> Int {
        let before = changes(keepers: keepers)
        var pairs = 0
        for envied in chosen.indices {
            guard let place = chosen[envied] else { continue }
            for envier in chosen.indices where ground.ranks[envier] < ground.ranks[envied] {
                if let own = chosen[envier], month(own) <= month(place) { continue }
                let keepersLeft = keepers.filter { $0 != envier && $0 != envied }
                let isJustified = exchanges(envier, envied).contains { exchanged in
                    exchanged.isLawful() && exchanged.changes(keepers: keepersLeft) == before
                }
                if isJustified { pairs += 1 }
            }
        }
        return pairs
    }

    private func month(_ choice: Choice) -> Int { ground.problem.sittings[choice.sitting].month.number }

    func changes(keepers: [Int]) -> [Int] {
        var counts = [0, 0, 0, 0, 0, 0]
        for application in chosen.indices where !keepers.contains(application) {
            if let change = change(application) { counts[change] += 1 }
        }
        return counts
    }

    private func exchanges(_ envier: Int, _ envied: Int) -> [Arrangement] {
        var vacated = self
        vacated.set(envier, nil)
        vacated.set(envied, nil)
        var exchanges: [Arrangement] = []
        for gain in places(for: envier, insteadOf: envied) where ground.allows(envier, gain) {
            var exchanged = vacated
            exchanged.set(envier, gain)
            guard chosen[envier] != nil else {
                exchanges.append(exchanged)
                continue
            }
            for loss in places(for: envied, insteadOf: envier) where ground.allows(envied, loss) {
                exchanged.set(envied, loss)
                exchanges.append(exchanged)
            }
        }
        return exchanges
    }

    /// One for each wave in use whose periods for the taker's subjects are among those the owner sits.
    private func places(for taker: Int, insteadOf owner: Int) -> [Choice] {
        guard let place = chosen[owner] else { return [] }
        let programme = ground.programmes[taker]
        var choices: [Choice] = []
        for wave in 0..<ground.problem.programmes[programme].maxWaves {
            var parts: [Choice.Part] = []
            let subjects = ground.problem.applications[taker].subjects.sorted()
            for subject in subjects {
                guard let period = period(of: subject, programme, place.sitting, wave),
                    let seat = place.parts.first(where: { $0.period == period })
                else { break }
                parts.append(.init(subject: subject, period: period, room: seat.room))
            }
            if parts.count == subjects.count {
                choices.append(Choice(sitting: place.sitting, wave: wave, parts: parts))
            }
        }
        return choices
    }

    private func period(of subject: Subject, _ programme: Int, _ sitting: Int, _ wave: Int) -> Int? {
        for application in chosen.indices where ground.programmes[application] == programme {
            if let choice = chosen[application], choice.sitting == sitting, choice.wave == wave,
                let part = choice.parts.first(where: { $0.subject == subject })
            {
                return part.period
            }
        }
        return nil
    }
}
