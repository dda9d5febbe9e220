import Exams

extension BenchFamily {
    /// Small inputs, each hard for one reason.
    static let hard: [BenchFamily] = [
        BenchFamily("software", "专用软件的考场很少", "few rooms have the software that most need") { problem in
            for index in problem.programmes.indices where index < 4 {
                problem.programmes[index].subjects[1].needs = ["cad"]
            }
            problem.change(roomsEvery: 5) { $0.offers = ["cad"] }
        },
        BenchFamily("stepfree", "许多人要无障碍机位", "many need step-free seats, few rooms have them") { problem in
            problem.change(applicationsEvery: 4) { $0.needs = ["step-free"] }
            problem.change(roomsEvery: 4) { $0.offers = ["step-free"] }
        },
        BenchFamily("weekend", "一人在同一周末报了两个机构", "people in two programmes at two institutions on one weekend") {
            problem in
            for index in problem.applications.indices where index % 2 == 1 {
                // The one before him, of a programme of the other institution, is he.
                problem.applications[index].person = problem.applications[index - 1].person
            }
        },
        BenchFamily("groups", "单位团体坐满考场", "groups of one unit that fill rooms") { problem in
            for index in problem.applications.indices { problem.applications[index].unit = "U\(index / 36)" }
        },
        BenchFamily("retakers", "只补考一科的人先后共用机位", "retakers of one subject who could share a seat in turn") { problem in
            problem.change(applicationsEvery: 2) { application in
                application.subjects = [application.paidAt.number % 2 == 0 ? .theory : .skill]
            }
        },
        BenchFamily("three", "三科同日", "three subjects in a row on one day") { problem in
            for index in problem.programmes.indices {
                problem.programmes[index].subjects.append(.init(.review, minutes: 60))
            }
            for index in problem.applications.indices {
                problem.applications[index].subjects = [.theory, .skill, .review]
            }
        },
        BenchFamily("staff", "监考员不够", "venues short of invigilators") { problem in
            for index in problem.venues.indices { problem.venues[index].invigilators = 5 }
        },
        BenchFamily("minimum", "不足开考人数的要让到下月", "programmes at the edge of their minimum enrolment") { problem in
            for index in problem.programmes.indices { problem.programmes[index].minimumEnrolment = 30 + 4 * index }
        },
        BenchFamily("anniversary", "补考期限将满", "retakers whose last day comes before the next month") { problem in
            let last = problem.sittings.map(\.month).min().map { $0.firstDay + 9 }
            problem.change(applicationsEvery: 3) { application in
                application.subjects = [.skill]
                application.lastDay = last
            }
        },
    ]

    /// - Parameter makeHard: what sets the family apart from an ordinary quarter.
    private init(
        _ name: String, _ chinese: String, _ english: String, makeHard: @escaping @Sendable (inout Problem) -> Void
    ) {
        self.init(
            name: name, summary: Words(chinese, english),
            input: .problem {
                var problem = Problem.ordinaryQuarter
                makeHard(&problem)
                return problem
            })
    }
}

extension Problem {
    /// Two institutions, eight programmes, two months, two venues and 360 invented applications, a little more than
    /// the first month has seats for. Everything in it is generated, by arithmetic, so that it is always the same.
    fileprivate static var ordinaryQuarter: Problem {
        let months = (5...6).compactMap { Month(year: 2024, month: $0) }
        let programmes = (0..<8).map { number in
            Programme(
                id: "G\(number)", institution: number % 2 == 0 ? "GA" : "GB",
                subjects: [.init(.theory, minutes: 90), .init(.skill, minutes: 90)], maxWaves: 2, minimumEnrolment: 5)
        }
        let sittings = months.flatMap { month in
            ["GA", "GB"].map { institution in
                Sitting(
                    id: "\(institution)-\(month)", institution: institution, month: month,
                    programmes: programmes.filter { $0.institution == institution }.map(\.id),
                    periods: periods(of: institution, month))
            }
        }
        let applications = (0..<360).map { number in
            var application = Application(
                id: "G\(1000 + number)", person: "P\(number)", programme: "G\(number % 8)",
                subjects: [.theory, .skill],
                paidAt: LocalSecond(number: 1_711_900_800 + number * 7_919 % 100_003),
                firstMonth: months[number % 7 / 6])
            application.wishVenue = number % 5 == 0 ? "GV\(number % 2)" : nil
            return application
        }
        return Problem(
            programmes: programmes, sittings: sittings, venues: [venue(0), venue(1)], applications: applications)
    }

    private static func periods(of institution: String, _ month: Month) -> [Sitting.Period] {
        let day = month.firstDay + 10
        return [8 * 60 + 30, 10 * 60 + 30, 13 * 60 + 30, 15 * 60 + 30].enumerated().map { number, start in
            Sitting.Period(
                id: "\(institution)-\(month)-\(number + 1)", start: day.start + start, end: day.start + start + 90)
        }
    }

    private static func venue(_ number: Int) -> Venue {
        Venue(
            id: "GV\(number)", district: "测区\(number)", invigilators: 18,
            rooms: (0..<6).map { room in
                .init(id: "GV\(number)-\(room)", rows: 4 + room % 3, columns: 4, turnoverMinutes: 15)
            })
    }

    fileprivate mutating func change(applicationsEvery step: Int, _ change: (inout Application) -> Void) {
        for index in stride(from: 0, to: applications.count, by: step) { change(&applications[index]) }
    }

    /// Counted through all venues.
    fileprivate mutating func change(roomsEvery step: Int, _ change: (inout Venue.Room) -> Void) {
        var number = 0
        for venue in venues.indices {
            for room in venues[venue].rooms.indices {
                if number % step == 0 { change(&venues[venue].rooms[room]) }
                number += 1
            }
        }
    }
}
