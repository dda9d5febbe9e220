import Exams

/// The parts of a problem whose shape `Codable` cannot state: rooms, applications and released tickets.
extension Validation {
    mutating func venue(_ venue: Venue, _ path: String) {
        number(venue.invigilators, 0, path + ".invigilators")
        for (index, room) in venue.rooms.enumerated() { self.room(room, path + ".rooms[\(index)]") }
    }

    private mutating func room(_ room: Venue.Room, _ path: String) {
        number(room.rows, 0, path + ".rows")
        number(room.columns, 0, path + ".columns")
        let (seats, overflows) = room.rows.multipliedReportingOverflow(by: room.columns)
        if overflows || seats > Validation.largest {
            report("out-of-range", path, "Room “\(room.id)” has an impossible grid.", "Correct its rows and columns.")
        }
        number(room.turnoverMinutes, 0, path + ".turnoverMinutes")
        for (index, place) in (room.blocked ?? []).enumerated()
        where place.count != 2 || place[0] < 1 || place[0] > room.rows || place[1] < 1 || place[1] > room.columns {
            report(
                "blocked-outside-grid", path + ".blocked[\(index)]",
                "Blocked machine \(place) is not a [row, column] of room “\(room.id)”, \(room.rows) × \(room.columns).",
                "Count rows and columns from 1.")
        }
        for (index, span) in (room.open ?? []).enumerated() where span.count != 2 || span[1] < span[0] {
            report(
                "open-span", path + ".open[\(index)]", "An opening of room “\(room.id)” is not [start, end] in order.",
                "Write two times, the earlier first.")
        }
    }

    mutating func broken(_ problem: Problem) {
        let rooms = Set(problem.venues.flatMap { $0.rooms.map(\.id) })
        for (index, machine) in (problem.broken ?? []).enumerated() where !rooms.contains(machine.room) {
            unknown("room", machine.room, "broken[\(index)].room")
        }
    }

    mutating func application(
        _ application: Application, _ programmes: [String: Programme], _ path: @autoclosure () -> String
    ) {
        subjects(application.subjects, path() + ".subjects")
        if let programme = programmes[application.programme] {
            for subject in application.subjects where !programme.subjects.contains(where: { $0.subject == subject }) {
                report(
                    "subject-unknown", path() + ".subjects",
                    "Application “\(application.id)” is for \(subject), which programme “\(programme.id)” does not have.",
                    "Name subjects of the programme.")
            }
        } else {
            unknown("programme", application.programme, path() + ".programme")
        }
        if application.person.isEmpty {
            report(
                "id-empty", path() + ".person", "Application “\(application.id)” names no person.",
                "Give each human being a key.")
        }
        number(application.extraMinutes, 0, path() + ".extraMinutes")
        for (index, span) in (application.banned ?? []).enumerated() where span.count != 2 || span[1] < span[0] {
            report(
                "banned-span", path() + ".banned[\(index)]",
                "A ban of application “\(application.id)” is not [firstDay, lastDay] in order.",
                "Write two days, the earlier first.")
        }
    }

    mutating func released(_ problem: Problem) {
        guard let released = problem.released, !released.isEmpty else { return }
        let applications = Dictionary(
            zip(problem.applications.map(\.id), problem.applications), uniquingKeysWith: { first, _ in first })
        let sittings = Set(problem.sittings.map(\.id))
        let periods = Set(problem.sittings.flatMap { $0.periods.map(\.id) })
        let rooms = Set(problem.venues.flatMap { $0.rooms.map(\.id) })
        unique(released.map(\.application), "released placement", "released")
        for (index, placement) in released.enumerated() {
            let path = "released[\(index)]"
            if let application = applications[placement.application] {
                if application.eligible && placement.subjects.map(\.subject).sorted() != application.subjects {
                    report(
                        "released-subjects", path + ".subjects",
                        "What is released of application “\(application.id)” is not exactly its subjects.",
                        "Name a seat for each subject of the application.")
                }
            } else {
                unknown("application", placement.application, path + ".application")
            }
            number(placement.wave, 1, path + ".wave")
            if !sittings.contains(placement.sitting) { unknown("sitting", placement.sitting, path + ".sitting") }
            for (at, seat) in placement.subjects.enumerated() {
                let here = path + ".subjects[\(at)]"
                if !periods.contains(seat.period) { unknown("period", seat.period, here + ".period") }
                if !rooms.contains(seat.room) { unknown("room", seat.room, here + ".room") }
                number(seat.row, 1, here + ".row")
                number(seat.column, 1, here + ".column")
            }
        }
    }
}
