import Exams

/// Small problems, each hard for one reason: those of `kaowu bench` in a size that can be enumerated. The family and a
/// seed determine a problem.
enum HardFamily: String, CaseIterable, Sendable {
    /// One room has the software that most need.
    case software
    /// Many need step-free seats, and one room has them.
    case stepFree
    /// People in two programmes at two institutions on one weekend.
    case weekend
    /// Groups of one unit that fill a room.
    case groups
    /// Retakers of one subject who could share a seat in turn.
    case retakers
    /// Three subjects in a row on one day.
    case threeSubjects
    /// Venues short of invigilators.
    case invigilators
    /// Programmes at the edge of their least enrolment.
    case minimum
    /// Retakers whose last day comes before the next month.
    case anniversary

    func problem(seed: UInt64) -> Problem {
        var random = SeededNumbers(seed: seed)
        var problem = Self.ordinary(&random, institutions: self == .weekend ? 2 : 1)
        makeHard(&problem, &random)
        return problem
    }

    private func makeHard(_ problem: inout Problem, _ random: inout SeededNumbers) {
        switch self {
        case .software:
            for index in problem.programmes.indices where index == 0 || random.happens(50) {
                problem.programmes[index].subjects[problem.programmes[index].subjects.count - 1].needs = ["cad"]
            }
            problem.venues[0].rooms[0].offers = ["cad"]
        case .stepFree:
            for index in problem.applications.indices where random.happens(60) {
                problem.applications[index].needs = ["step-free"]
            }
            problem.venues[0].rooms[0].offers = ["step-free"]
        case .weekend:
            for index in problem.applications.indices where index % 2 == 1 {
                problem.applications[index].person = problem.applications[index - 1].person
                let other = problem.applications[index - 1].programme == "P1" ? 1 : 0
                problem.applications[index].programme = problem.programmes[other].id
                problem.applications[index].subjects = problem.programmes[other].subjects.map(\.subject)
            }
        case .groups:
            for index in problem.applications.indices { problem.applications[index].unit = "U\(index / 3)" }
        case .retakers:
            for index in problem.applications.indices where random.happens(75) {
                problem.applications[index].subjects = [random.pick(problem.applications[index].subjects)]
            }
        case .threeSubjects:
            for index in problem.programmes.indices {
                problem.programmes[index].subjects = [
                    .init(.theory, minutes: 60), .init(.skill, minutes: 60), .init(.review, minutes: 60),
                ]
            }
            for index in problem.applications.indices {
                problem.applications[index].subjects = [.theory, .skill, .review]
            }
        case .invigilators:
            problem.policy.invigilatorFor = random.pick([1, 2, 15])
            for index in problem.venues.indices { problem.venues[index].invigilators = random.number(in: 1...3) }
        case .minimum:
            for index in problem.programmes.indices {
                problem.programmes[index].minimumEnrolment = random.number(in: 2...3)
            }
        case .anniversary:
            let last = problem.sittings[0].periods[0].start.day
            for index in problem.applications.indices where random.happens(50) {
                problem.applications[index].subjects = [random.pick(problem.applications[index].subjects)]
                problem.applications[index].lastDay = last + random.pick([-1, 0, 0, 30])
            }
        }
    }

    /// Two programmes, two months, one or two venues with too few seats for all in the first month.
    private static func ordinary(_ random: inout SeededNumbers, institutions: Int) -> Problem {
        let first = Month(year: 2024, month: 5)?.number ?? 0
        let programmes = (1...2).map { number in
            Programme(
                id: "P\(number)", institution: "I\(min(number, institutions))",
                subjects: random.happens(60)
                    ? [.init(.theory, minutes: 60), .init(.skill, minutes: 60)]
                    : [.init(.skill, minutes: 60)],
                maxWaves: random.pick([1, 1, 2]))
        }
        let sittings = (0...1).flatMap { month in
            (1...institutions).map { institution in
                Sitting(
                    id: "S\(institution)-\(month)", institution: "I\(institution)", month: Month(number: first + month),
                    programmes: programmes.filter { $0.institution == "I\(institution)" }.map(\.id),
                    periods: periods(institution, Month(number: first + month), &random))
            }
        }
        let venues = (1...random.number(in: 1...2)).map { number in
            Venue(
                id: "V\(number)", district: "D\(number)",
                rooms: (1...(number == 1 ? 2 : 1)).map { room in
                    .init(id: "R\(number)\(room)", rows: 1, columns: random.number(in: 2...3))
                })
        }
        let applications = (1...random.number(in: 4...5)).map { number in
            let programme = random.pick(programmes)
            var application = Application(
                id: "A\(number)", person: "N\(number)", programme: programme.id,
                subjects: programme.subjects.map(\.subject), eligible: true,
                paidAt: LocalSecond(number: 1_711_900_800 + random.number(in: 0...3) * 86_400),
                firstMonth: Month(number: first + random.pick([0, 0, 0, 1])))
            if random.happens(30) { application.wishVenue = random.pick(venues).id }
            return application
        }
        return Problem(programmes: programmes, sittings: sittings, venues: venues, applications: applications)
    }

    private static func periods(
        _ institution: Int, _ month: Month, _ random: inout SeededNumbers
    ) -> [Sitting.Period] {
        let day = month.firstDay + 10
        return [540, 630, 720, 840].prefix(random.number(in: 2...4)).enumerated().map { number, start in
            Sitting.Period(
                id: "I\(institution)-\(month)-\(number)", start: day.start + start + random.pick([0, 0, 30]),
                end: day.start + start + 90)
        }
    }
}
