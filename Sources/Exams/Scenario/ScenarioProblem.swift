extension Scenario {
    /// The planning problem: everything the planner may know, and no name, ID number or employer.
    ///
    /// People are the keys of `Person`, employers are `U0001` and so on in order of first appearance. The order
    /// is fixed: programmes as in the rule books, sittings by month and book, venues, rooms and applications as
    /// in their sheets.
    package func problem() -> Problem {
        let catalogue = Catalogue(ruleBooks)
        let eligibility = Eligibility(self, catalogue: catalogue)
        var units: [String: String] = [:]
        let applications = registrations.indices.map {
            application(registrations[$0], eligibility: eligibility, units: &units)
        }
        return Problem(
            policy: policy, programmes: programmes(catalogue),
            sittings: sittings.map {
                Sitting(
                    id: $0.id, institution: $0.institution, month: $0.month, programmes: $0.programmes,
                    periods: $0.periods)
            },
            venues: venues.map(\.venue), applications: applications)
    }

    /// What is examined in the horizon or applied for.
    private func programmes(_ catalogue: Catalogue) -> [Programme] {
        // The same few strings: to number them costs less than to hash each.
        var named = NameTable(expected: catalogue.entries.count)
        var wanted = Set<String>()
        for place in registrations.indices where named.number(of: registrations[place].programme) == nil {
            _ = named.numbered(registrations[place].programme)
            wanted.insert(registrations[place].programme)
        }
        for sitting in sittings { wanted.formUnion(sitting.programmes) }
        return catalogue.entries.filter { wanted.contains($0.id) }.map { entry in
            let parts = entry.parts.map { part in
                let need = needs.first { $0.programme == entry.id && $0.subject == part.subject }
                return Programme.Part(part.subject, minutes: part.minutes, needs: need?.tags)
            }
            let sitting = sittings.first { $0.institution == entry.institution }
            return Programme(
                id: entry.id, institution: entry.institution, subjects: parts, maxWaves: sitting?.maxWaves ?? 1,
                minimumEnrolment: sitting?.minimumEnrolment)
        }
    }

    private func application(
        _ registration: Registration, eligibility: Eligibility, units: inout [String: String]
    ) -> Application {
        let reason = eligibility.ineligibleReason(registration)
        var application = Application(
            id: registration.id, person: registration.person, programme: registration.programme,
            subjects: registration.subjects, eligible: reason == nil,
            paidAt: registration.paidAt ?? Scenario.neverPaid, firstMonth: registration.firstMonth)
        application.ineligibleReason = reason
        application.lastDay = eligibility.lastDay(registration)
        application.unit = registration.unit.map { name in
            if let known = units[name] { return known }
            let number = String(units.count + 1)
            let unit = "U" + String(repeating: "0", count: max(0, 4 - number.count)) + number
            units[name] = unit
            return unit
        }
        application.needs = registration.needs.isEmpty ? nil : registration.needs
        application.extraMinutes = registration.extraMinutes == 0 ? nil : registration.extraMinutes
        application.wishVenue = registration.wishVenue
        application.wishDistrict = registration.wishDistrict
        application.banned = registration.banned.isEmpty ? nil : registration.banned
        return application
    }

    /// The document wants a time of payment for everyone; who never paid is not eligible and comes last.
    private static let neverPaid = LocalSecond(
        number: (Month(number: 10_000 * 12 - 1).lastDay.number + 1) * 86_400 - 1)
}
