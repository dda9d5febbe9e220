import Exams
import Foundation
import Verifying

/// A small examination office made for tests: some institutions, each with one sitting of two exam days, one room of
/// 30 machines and some invented candidates of one programme with theory and skill.
package struct Office {
    package var scenario: Scenario
    /// The first exam day; the other is the next one.
    package let day: Day

    /// Each exam day is a wave of its own: theory from 09:00, skill half an hour after its end.
    package init(_ institutions: [String] = ["ZJCX"], day: Day, candidates: Int = 3) throws {
        self.day = day
        let books = try RuleBook.shipped().filter { institutions.contains($0.id) }
        scenario = Scenario(
            name: "测试考务", policy: Policy(), ruleBooks: books,
            calendars: try WorkCalendar.allPublished().filter { $0.year == day.components.year }, blackouts: [day - 3],
            needs: [], sittings: [], venues: [], people: [], registrations: [])
        for book in books { add(book, candidates: candidates) }
    }

    package static func applicationID(_ institution: String, _ number: Int) -> String { "\(institution)-报\(number)" }

    package static func sittingID(_ institution: String) -> String { "\(institution)-test" }

    package static func periodID(_ institution: String, day: Int, _ subject: Subject) -> String {
        "\(institution)-d\(day)-\(subject.rawValue)"
    }

    private mutating func add(_ book: RuleBook, candidates: Int) {
        guard let row = book.catalogue.first(where: { book.subjects(of: $0).map(\.subject) == [.theory, .skill] })
        else {
            return
        }
        let programme = row.programmeID(of: book.id)
        scenario.needs.append(SubjectNeed(programme: programme, subject: .skill, tags: ["computer"]))
        var sitting = SittingPlan(
            id: Office.sittingID(book.id), institution: book.id, month: day.month, programmes: [programme], periods: [],
            paymentDeadline: LocalSecond(number: (day - 20).number * 86_400), minimumEnrolment: 1, maxWaves: 2)
        for index in 0..<2 {
            var start = (day + index).start + 9 * 60
            for part in book.subjects(of: row) {
                let end = start + part.minutes.value
                let id = Office.periodID(book.id, day: index, part.subject)
                sitting.periods.append(Sitting.Period(id: id, start: start, end: end))
                start = end + 30
            }
        }
        scenario.sittings.append(sitting)
        let room = Venue.Room(
            id: "\(book.id)-R1", rows: 6, columns: 5, blocked: [[6, 5]], offers: ["computer"], turnoverMinutes: 10)
        scenario.venues.append(
            VenueSheet(
                venue: Venue(id: "\(book.id)-V", district: "测试区", rooms: [room]), name: "测试考点",
                address: "测试区测试路1号", roomNames: [room.id: "第1考场"]))
        for number in 1...candidates { addCandidate(number, of: book, programme: programme) }
    }

    private mutating func addCandidate(_ number: Int, of book: RuleBook, programme: String) {
        let person = "P\(1000 + scenario.people.count)"
        scenario.people.append(
            Person(
                id: person, name: "张试\(number)", documentType: .passport,
                documentNumber: "E\(10_000_000 + scenario.people.count)", documentCountry: "TST",
                email: "\(person.lowercased())@example.org", generated: true))
        scenario.registrations.append(
            Registration(
                id: Office.applicationID(book.id, number), person: person, institution: book.id, programme: programme,
                subjects: [.theory, .skill], review: .approved, feeDue: 16_000, feePaid: 16_000,
                paidAt: LocalSecond(number: (day - 30).number * 86_400 + number), withdrawn: false,
                firstMonth: day.month, banned: [[day - 900, day - 800]], unit: number.isMultiple(of: 2) ? "测试单位" : nil,
                needs: [], extraMinutes: 0))
    }

    /// Where candidates sit: institution, number, exam day 0 or 1, column; each in row 1.
    package typealias Seat = (institution: String, number: Int, day: Int, column: Int)

    /// Seats those named and lets all others wait.
    package func plan(_ seats: [Seat]) throws -> VerifiedPlan {
        let placements = seats.map { seat in
            Placement(
                application: Office.applicationID(seat.institution, seat.number),
                sitting: Office.sittingID(seat.institution), wave: seat.day + 1,
                subjects: [Subject.theory, .skill].map { subject in
                    Placement.Seat(
                        subject: subject, period: Office.periodID(seat.institution, day: seat.day, subject),
                        room: "\(seat.institution)-R1", row: 1, column: seat.column)
                })
        }
        let seated = Set(placements.map(\.application))
        let problem = scenario.problem()
        let outcomes = problem.applications.filter { !seated.contains($0.id) }.map { application in
            Outcome(
                application: application.id, state: application.eligible ? .waiting : .ineligible,
                reason: application.ineligibleReason ?? "测试")
        }
        return try verify(problem: problem, plan: Plan(placements: placements, outcomes: outcomes, tiers: []))
    }

    /// Everybody on the first exam day, who are few enough for one row.
    package func plan(day index: Int = 0) throws -> VerifiedPlan {
        var column: [String: Int] = [:]
        return try plan(
            scenario.registrations.filter { !$0.withdrawn }.map { registration in
                column[registration.institution, default: 0] += 1
                let number = Int(registration.id.drop { $0 != "报" }.dropFirst()) ?? 0
                return (registration.institution, number, index, column[registration.institution] ?? 0)
            })
    }

    package mutating func changePerson(of application: String, _ edit: (inout Person) -> Void) {
        guard let owner = scenario.registrations.first(where: { $0.id == application })?.person else { return }
        for index in scenario.people.indices where scenario.people[index].id == owner { edit(&scenario.people[index]) }
    }

    package mutating func change(_ application: String, _ edit: (inout Registration) -> Void) {
        for index in scenario.registrations.indices where scenario.registrations[index].id == application {
            edit(&scenario.registrations[index])
        }
    }
}

/// A folder of its own for one test, gone with it.
package final class Scratch {
    package let path: String

    package init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("kaowu-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func path(_ name: String) -> String { path + "/" + name }
}
