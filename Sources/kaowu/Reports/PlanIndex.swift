import Exams
import Verifying

/// A scenario and a plan of it, looked up by id, for what is shown to people.
struct PlanIndex {
    let scenario: Scenario
    let verified: VerifiedPlan
    var problem: Problem { verified.problem }
    var plan: Plan { verified.plan }

    let registrations: Places<Registration>
    let people: Places<Person>
    let placements: Places<Placement>
    /// Who had begun to sit and has no place any more: what he began.
    let interrupted: [String: Placement]
    let outcomes: Places<Outcome>
    let periods: [String: Sitting.Period]
    let sittings: [String: SittingPlan]
    private let venueOfRoom: [String: VenueSheet]
    private let programmeTitles: [String: String]
    private let institutionNames: [String: String]

    /// - Parameter scenario: what the plan was made for, or a later import that still knows everything it names.
    init(scenario: Scenario, verified: VerifiedPlan) {
        self.scenario = scenario
        self.verified = verified
        registrations = Places(scenario.registrations, \.id)
        people = Places(scenario.people, \.id)
        placements = Places(verified.plan.placements, \.application)
        interrupted = keyed(verified.interrupted, \.application)
        outcomes = Places(verified.plan.outcomes, \.application)
        periods = keyed(verified.problem.sittings.flatMap(\.periods), \.id)
        sittings = keyed(scenario.sittings, \.id)
        var venueOfRoom: [String: VenueSheet] = [:]
        for sheet in scenario.venues {
            for room in sheet.venue.rooms { venueOfRoom[room.id] = sheet }
        }
        self.venueOfRoom = venueOfRoom
        var titles: [String: String] = [:]
        for book in scenario.ruleBooks {
            for row in book.catalogue { titles[row.programmeID(of: book.id)] = row.title }
        }
        programmeTitles = titles
        institutionNames = Dictionary(
            scenario.ruleBooks.map { ($0.id, $0.institution.value) }, uniquingKeysWith: { first, _ in first })
    }

    func programmeTitle(_ id: String) -> String { programmeTitles[id] ?? id }
    func institutionName(_ id: String) -> String { institutionNames[id] ?? id }

    /// `测试考点·海淀一 第1考场`.
    func roomTitle(_ id: String) -> String {
        guard let sheet = venueOfRoom[id] else { return id }
        return sheet.name + " " + (sheet.roomNames[id] ?? id)
    }

    func venue(ofRoom id: String) -> VenueSheet? { venueOfRoom[id] }

    func person(of application: String) -> Person? { registrations[application].flatMap { people[$0.person] } }

    /// `2026-04-11 08:30–10:30`.
    func clock(_ period: String) -> String {
        guard let period = periods[period] else { return period }
        return "\(period.start.day) \(period.start.clock)–\(period.end.clock)"
    }

    /// `KAOWU-2026-04` as `机构 2026-04`.
    func sittingTitle(_ id: String) -> String {
        guard let sitting = sittings[id] else { return id }
        return "\(sitting.institution) \(sitting.month)"
    }
}

extension Person {
    /// As listings show it.
    var maskedNumber: String { IdentityDocument.masked(Array(documentNumber.utf8)) }
}

func keyed<Element>(_ elements: [Element], _ key: (Element) -> String) -> [String: Element] {
    Dictionary(elements.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
}

/// The elements of a long list by id: not a million of them once more, only where each stands.
struct Places<Element> {
    private let elements: [Element]
    private var positions: [String: Int32] = [:]

    init(_ elements: [Element], _ key: (Element) -> String) {
        self.elements = elements
        positions.reserveCapacity(elements.count)
        // Of ids that are there twice the first counts.
        for position in elements.indices.reversed() { positions[key(elements[position])] = Int32(position) }
    }

    subscript(id: String) -> Element? { positions[id].map { elements[Int($0)] } }
}
