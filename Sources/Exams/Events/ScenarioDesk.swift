/// Takes events into a scenario, one after another. Taking is a pure function of the scenario and the event; whether
/// an event makes sense is asked first, by `EventCheck`.
package struct ScenarioDesk: Sendable {
    package private(set) var scenario: Scenario
    private var registrationByID: [String: Int]
    private var registrationsOfPerson: [String: [Int]]

    package init(_ scenario: Scenario) {
        self.scenario = scenario
        registrationByID = Dictionary(
            scenario.registrations.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        registrationsOfPerson = Dictionary(
            grouping: scenario.registrations.indices, by: { scenario.registrations[$0].person })
    }

    package func registration(_ id: String) -> Registration? {
        registrationByID[id].map { scenario.registrations[$0] }
    }

    func registrations(of person: String) -> [Registration] {
        (registrationsOfPerson[person] ?? []).map { scenario.registrations[$0] }
    }

    func room(_ id: String) -> (venue: Int, room: Int)? {
        for (venue, sheet) in scenario.venues.enumerated() {
            if let room = sheet.venue.rooms.firstIndex(where: { $0.id == id }) { return (venue, room) }
        }
        return nil
    }

    /// - Returns: false if the scenario does not know what the event names; then nothing changes.
    package mutating func take(_ event: ScenarioEvent) -> Bool {
        switch event {
        case .withdrawal(let id): change(id) { $0.withdrawn = true }
        case .refund(let id, let paid): refund(id, paid)
        case .latePayment(let id, let paid, let at): pay(id, paid, at)
        case .admission(let id): change(id) { $0.review = .approved }
        case .resultsPublished(let id, let day): change(id) { $0.resultsPublished = day }
        case .wishChanged(let id, let venue, let district):
            change(id) { ($0.wishVenue, $0.wishDistrict) = (venue, district) }
        case .ban(let person, let institution, let first, let last): ban(person, institution, [first, last])
        case .lateApplication(let registration, let person): add(registration, person)
        case .roomLost(let id, let from, let until): room(id).map { close($0, from, until) } != nil
        case .venueLost(let id, let from, let until): closeVenue(id, from, until)
        case .roomOpened(let id, let from, let until): room(id).map { open($0, from, until) } != nil
        case .roomRented(let room, let name, let venue): rent(room, name, venue)
        case .machineLost(let id, let row, let column): room(id).map { block($0, [row, column]) } != nil
        case .invigilatorsLost(let id, let left): changeVenue(id) { $0.invigilators = left }
        case .periodLost(let id): lose { $1.id == id }
        case .dayLost(let day, let institution):
            lose { $1.start.day == day && (institution ?? $0.institution) == $0.institution }
        case .holidayMoved(let day, let becomes): move(day, becomes)
        case .programmeCancelled(let programme, let sitting): cancel(programme, in: sitting)
        case .minimumChanged(let id, let minimum): changeSittings(of: id) { $0.minimumEnrolment = minimum }
        case .wavesChanged(let id, let most): changeSittings(of: id) { $0.maxWaves = most }
        }
    }

    private mutating func change(_ id: String, _ change: (inout Registration) -> Void) -> Bool {
        guard let index = registrationByID[id] else { return false }
        change(&scenario.registrations[index])
        return true
    }

    private mutating func refund(_ id: String, _ paid: Int) -> Bool {
        change(id) {
            $0.feePaid = paid
            if paid == 0 { $0.paidAt = nil }
        }
    }

    /// A payment counts for the first sitting that could take the person and whose deadline it keeps.
    private mutating func pay(_ id: String, _ paid: Int, _ at: LocalSecond) -> Bool {
        guard let registration = registration(id) else { return false }
        let month = scenario.firstMonth(for: registration, paidAt: at) ?? registration.firstMonth
        return change(id) { ($0.feePaid, $0.paidAt, $0.firstMonth) = (paid, at, month) }
    }

    private mutating func ban(_ person: String, _ institution: String?, _ days: [Day]) -> Bool {
        guard let own = registrationsOfPerson[person] else { return false }
        for index in own
        where (institution ?? scenario.registrations[index].institution) == scenario.registrations[index].institution
            && !scenario.registrations[index].banned.contains(days)
        {
            scenario.registrations[index].banned.append(days)
        }
        return true
    }

    private mutating func add(_ registration: Registration, _ person: Person) -> Bool {
        if registrationByID[registration.id] != nil { return true }
        if !scenario.people.contains(where: { $0.id == person.id }) { scenario.people.append(person) }
        registrationByID[registration.id] = scenario.registrations.count
        registrationsOfPerson[registration.person, default: []].append(scenario.registrations.count)
        scenario.registrations.append(registration)
        return true
    }

    private mutating func changeVenue(_ id: String, _ change: (inout Venue) -> Void) -> Bool {
        guard let index = scenario.venues.firstIndex(where: { $0.venue.id == id }) else { return false }
        change(&scenario.venues[index].venue)
        return true
    }

    private mutating func rent(_ new: Venue.Room, _ name: String, _ venue: String) -> Bool {
        if room(new.id) != nil { return true }
        guard let index = scenario.venues.firstIndex(where: { $0.venue.id == venue }) else { return false }
        scenario.venues[index].venue.rooms.append(new)
        scenario.venues[index].roomNames[new.id] = name
        return true
    }

    private mutating func closeVenue(_ id: String, _ from: LocalMinute, _ until: LocalMinute?) -> Bool {
        guard let index = scenario.venues.firstIndex(where: { $0.venue.id == id }) else { return false }
        for room in scenario.venues[index].venue.rooms.indices { close((index, room), from, until) }
        return true
    }

    private mutating func close(_ place: (venue: Int, room: Int), _ from: LocalMinute, _ until: LocalMinute?) {
        let open = spans(of: place)
        let rest = open.flatMap { span -> [[LocalMinute]] in
            let before = [span[0], min(span[1], from)]
            let after = until.map { [max(span[0], $0), span[1]] }
            return [before, after].compactMap { $0 }.filter { $0[0] < $0[1] }
        }
        if rest != open { scenario.venues[place.venue].venue.rooms[place.room].open = rest }
    }

    private mutating func open(_ place: (venue: Int, room: Int), _ from: LocalMinute, _ until: LocalMinute) {
        guard let spans = scenario.venues[place.venue].venue.rooms[place.room].open else { return }
        var merged: [[LocalMinute]] = []
        for span in (spans + [[from, until]]).sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }) {
            if let last = merged.last, span[0] <= last[1] {
                merged[merged.count - 1][1] = max(last[1], span[1])
            } else {
                merged.append(span)
            }
        }
        scenario.venues[place.venue].venue.rooms[place.room].open = merged
    }

    /// A room that is always open is open as long as there are sittings.
    private func spans(of place: (venue: Int, room: Int)) -> [[LocalMinute]] {
        if let open = scenario.venues[place.venue].venue.rooms[place.room].open { return open }
        let days = scenario.sittings.flatMap(\.periods).map(\.start.day)
        guard let first = days.min(), let last = days.max() else { return [] }
        return [[first.month.firstDay.start, (last.month.lastDay + 1).start]]
    }

    private mutating func block(_ place: (venue: Int, room: Int), _ machine: [Int]) {
        let blocked = scenario.venues[place.venue].venue.rooms[place.room].blocked ?? []
        if !blocked.contains(machine) {
            scenario.venues[place.venue].venue.rooms[place.room].blocked = blocked + [machine]
        }
    }

    private mutating func lose(_ isLost: (SittingPlan, Sitting.Period) -> Bool) -> Bool {
        var found = false
        for sitting in scenario.sittings.indices {
            for period in scenario.sittings[sitting].periods.indices
            where isLost(scenario.sittings[sitting], scenario.sittings[sitting].periods[period]) {
                scenario.sittings[sitting].periods[period].lost = true
                found = true
            }
        }
        return found
    }

    private mutating func move(_ day: Day, _ becomes: ScenarioEvent.Becomes) -> Bool {
        guard let index = scenario.calendars.firstIndex(where: { $0.year == day.components.year }) else { return false }
        scenario.calendars[index].holidays.removeAll { $0 == day }
        scenario.calendars[index].makeUpWorkingDays.removeAll { $0 == day }
        switch becomes {
        case .holiday: scenario.calendars[index].holidays = (scenario.calendars[index].holidays + [day]).sorted()
        case .worked:
            scenario.calendars[index].makeUpWorkingDays =
                (scenario.calendars[index].makeUpWorkingDays + [day]).sorted()
        case .plain: return true
        }
        _ = lose { $1.start.day == day }
        return true
    }

    private mutating func cancel(_ programme: String, in id: String) -> Bool {
        guard let index = scenario.sittings.firstIndex(where: { $0.id == id }) else { return false }
        scenario.sittings[index].programmes.removeAll { $0 == programme }
        return true
    }

    private mutating func changeSittings(of institution: String, _ change: (inout SittingPlan) -> Void) -> Bool {
        let own = scenario.sittings.indices.filter { scenario.sittings[$0].institution == institution }
        for index in own { change(&scenario.sittings[index]) }
        return !own.isEmpty
    }
}

extension Scenario {
    /// The month of the first sitting that examines the programme, not before the month wished, whose deadline a
    /// payment keeps; nil if there is none.
    func firstMonth(for registration: Registration, paidAt: LocalSecond) -> Month? {
        sittings.filter {
            $0.programmes.contains(registration.programme) && $0.month >= registration.firstMonth
                && paidAt < $0.paymentDeadline
        }.map(\.month).min()
    }
}
