import Exams
import Verifying

/// A scenario and its verified plan, looked up by id: made once, then asked for every ticket of a release.
package struct TicketIndex: Sendable {
    private struct Place: Sendable {
        var venue: VenueSheet
        var room: Venue.Room
    }

    private let placements: [String: Placement]
    private let registrations: [String: Registration]
    private let people: [String: Person]
    private let books: [String: RuleBook]
    private let sittings: [String: SittingPlan]
    private let places: [String: Place]

    /// Where an id occurs twice the first counts; import has refused such a scenario before.
    package init(scenario: Scenario, plan: VerifiedPlan) {
        placements = byID(plan.plan.placements + plan.interrupted, \.application)
        registrations = byID(scenario.registrations, \.id)
        people = byID(scenario.people, \.id)
        books = byID(scenario.ruleBooks, \.id)
        sittings = byID(scenario.sittings, \.id)
        var places: [String: Place] = [:]
        for sheet in scenario.venues {
            for room in sheet.venue.rooms where places[room.id] == nil {
                places[room.id] = Place(venue: sheet, room: room)
            }
        }
        self.places = places
    }

    package func venue(ofRoom id: String) -> VenueSheet? { places[id]?.venue }

    /// - Throws: everything that is missing or contradicts itself, each with a code that starts `ticket-`.
    package func content(
        of application: String, number: TicketNumber, revision: Int, printedAsOf: LocalSecond
    ) throws(Mistakes) -> TicketContent {
        var faults = Faults(application: application)
        let placement = faults.require(placements[application], "placement", "the plan seats nobody for it")
        let registration = faults.require(registrations[application], "application", "the scenario has no such row")
        let person = registration.flatMap {
            faults.require(people[$0.person], "person", "the scenario has no person \($0.person)")
        }
        let book = registration.flatMap {
            faults.require(books[$0.institution], "rule-book", "there is no rule book \($0.institution)")
        }
        let row = programme(of: registration, in: book, &faults)
        let sitting = placement.flatMap {
            faults.require(sittings[$0.sitting], "sitting", "the scenario has no sitting \($0.sitting)")
        }
        var sessions: [TicketContent.Session] = []
        if let placement, let sitting { sessions = self.sessions(of: placement, in: sitting, &faults) }
        if let book, let sitting { check(number, against: book, sitting, &faults) }
        if revision < 1 { faults.add("revision", "revision \(revision) is not counted from 1") }
        guard let registration, let person, let book, let row, let sitting, faults.mistakes.isEmpty else {
            throw Mistakes(faults.mistakes)
        }
        let content = TicketContent(
            institution: book.institution.value, institutionID: book.id, sitting: sitting.id, month: sitting.month,
            number: number, name: person.name, documentType: person.documentType,
            documentNumber: person.documentNumber, occupation: row.occupation, workType: row.workType,
            level: row.level, unit: registration.unit, sessions: sessions, notices: book.candidateNotices.map(\.value),
            servicePhone: book.serviceDesk.phone.value, revision: revision, printedAsOf: printedAsOf,
            isSpecimen: person.generated)
        faults.refuseBlanks(in: content)
        guard faults.mistakes.isEmpty else { throw Mistakes(faults.mistakes) }
        return content
    }

    private func programme(
        of registration: Registration?, in book: RuleBook?, _ faults: inout Faults
    ) -> CatalogueRow? {
        guard let registration, let book else { return nil }
        return faults.require(
            book.row(programmeID: registration.programme), "programme",
            "the catalogue of \(book.id) has no row \(registration.programme)")
    }

    private func sessions(
        of placement: Placement, in sitting: SittingPlan, _ faults: inout Faults
    ) -> [TicketContent.Session] {
        if placement.subjects.isEmpty { faults.add("subjects", "its placement has no subject") }
        let sessions = placement.subjects.compactMap { seat -> TicketContent.Session? in
            let period = faults.require(
                sitting.periods.first { $0.id == seat.period }, "period", "\(sitting.id) has no period \(seat.period)")
            let place = faults.require(places[seat.room], "room", "no venue has a room \(seat.room)")
            guard let period, let place else { return nil }
            let number = faults.require(
                SeatNumber(row: seat.row, column: seat.column, in: place.room), "seat",
                "room \(seat.room) has no row \(seat.row), column \(seat.column)")
            let roomName = faults.require(
                place.venue.roomNames[seat.room], "room-name", "room \(seat.room) has no name to print")
            guard let number, let roomName else { return nil }
            return TicketContent.Session(
                subject: seat.subject, start: period.start, end: period.end, venue: place.venue.name,
                address: place.venue.address, room: seat.room, roomName: roomName, seat: number)
        }
        return sessions.sorted { ($0.start, $0.subject) < ($1.start, $1.subject) }
    }

    private func check(_ number: TicketNumber, against book: RuleBook, _ sitting: SittingPlan, _ faults: inout Faults) {
        if number.numberCode != book.numberCode || number.month != sitting.month {
            faults.add("number", "the ticket number \(number) belongs to another institution or month")
        }
    }
}

extension TicketContent {
    /// One ticket; for many, make a `TicketIndex` once.
    package init(
        scenario: Scenario, plan: VerifiedPlan, application: String, number: TicketNumber, revision: Int,
        printedAsOf: LocalSecond
    ) throws(Mistakes) {
        self = try TicketIndex(scenario: scenario, plan: plan)
            .content(of: application, number: number, revision: revision, printedAsOf: printedAsOf)
    }
}

func byID<Element>(_ elements: [Element], _ id: (Element) -> String) -> [String: Element] {
    Dictionary(elements.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
}

/// Collects what keeps one ticket from being made.
private struct Faults {
    let application: String
    private(set) var mistakes: [Mistake] = []

    init(application: String) { self.application = application }

    mutating func add(_ part: String, _ reason: String) {
        mistakes.append(
            Mistake(
                code: "ticket-\(part)", cause: "No ticket can be made for application \(application): \(reason).",
                action: "Correct the scenario, or plan and verify anew, then draw the ticket again."))
    }

    mutating func require<Value>(_ value: Value?, _ part: String, _ reason: String) -> Value? {
        if value == nil { add(part, reason) }
        return value
    }

    mutating func refuseBlanks(in content: TicketContent) {
        var fields = [
            ("institution", content.institution), ("name", content.name), ("document-number", content.documentNumber),
            ("occupation", content.occupation), ("service-phone", content.servicePhone),
        ]
        for session in content.sessions {
            fields.append(("venue-name", session.venue))
            fields.append(("venue-address", session.address))
            fields.append(("room-name", session.roomName))
        }
        for (part, text) in fields where text.allSatisfy(\.isWhitespace) {
            add(part, "its \(part.split(separator: "-").joined(separator: " ")) is empty")
        }
        if content.notices.isEmpty { add("notices", "the rule book has no notices to candidates") }
    }
}
