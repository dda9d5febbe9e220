import Exams
import Tickets

/// Photos that cannot be printed, or are not what the notices ask for, found when the sheet is checked and not a week
/// before the exam.
enum UnprintablePhotos {
    /// Opens every photo there is; one at a time is in memory. What is not there is told of by the reading.
    static func notes(_ scenario: Scenario, in folder: PhotoFolder) -> [Mistake] {
        var found: [String: [Mistake]] = [:]
        for person in scenario.people where folder.holdsPhoto(of: person) {
            do {
                let warnings = try folder.photo(of: person)?.warnings ?? []
                if !warnings.isEmpty { found[person.id] = warnings }
            } catch {
                found[person.id] = error.all.map { $0.sayingNoTicket }
            }
        }
        return named(found, scenario).flatMap(\.mistakes)
    }

    /// - Parameter mistakes: by person.
    /// - Returns: the same with the 报名号 of all applications of that person, in the order of the sheet.
    static func named(
        _ mistakes: [String: [Mistake]], _ scenario: Scenario
    ) -> [(applications: [String], mistakes: [Mistake])] {
        if mistakes.isEmpty { return [] }
        var applications: [String: [String]] = [:]
        for registration in scenario.registrations where mistakes[registration.person] != nil {
            applications[registration.person, default: []].append(registration.id)
        }
        return scenario.people.compactMap { person in
            guard let own = mistakes[person.id] else { return nil }
            let ids = applications[person.id] ?? []
            return (ids, own.map { $0.about(ids) })
        }
    }
}
