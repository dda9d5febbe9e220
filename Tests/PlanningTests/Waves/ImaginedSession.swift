import Exams

@testable import Planning

/// A random problem of a wanted size with all optional fields, some of them nasty. Nobody in it is real.
struct ImaginedSession {
    var people = 60
    var programmes = 4
    var months = 2
    var institutions = 2
    var venues = 2
    var roomsPerVenue = 3
    var daysPerSitting = 2
    /// Share of optional fields used, in per cent.
    var oddity = 20
    var maxWaves = 2
    var largestRoom = 30

    func problem(seed: UInt64) -> Problem {
        var dice = WaveRandom(seed: seed)
        func isOdd(_ dice: inout WaveRandom) -> Bool { dice.below(100) < oddity }
        let firstMonth = Month(year: 2031, month: 3) ?? Month(number: 0)
        let offered = (0..<programmes).map { number in
            programme(number, isOdd(&dice), &dice)
        }
        var sittings: [Sitting] = []
        for month in 0..<months {
            for institution in 0..<institutions {
                let own = offered.filter { $0.institution == "I\(institution)" }.map(\.id)
                let kept = own.filter { _ in dice.below(5) > 0 }
                sittings.append(
                    Sitting(
                        id: "S\(month)-\(institution)", institution: "I\(institution)",
                        month: Month(number: firstMonth.number + month), programmes: kept,
                        periods: periods("S\(month)-\(institution)", Month(number: firstMonth.number + month), &dice)))
            }
        }
        let sheets = (0..<venues).map { venue($0, firstMonth, &dice) }
        var applications: [Application] = []
        for number in 0..<people { applications.append(application(number, offered, firstMonth, &dice)) }
        return Problem(programmes: offered, sittings: sittings, venues: sheets, applications: applications)
    }

    private func programme(_ number: Int, _ odd: Bool, _ dice: inout WaveRandom) -> Programme {
        let count = [1, 2, 2, 2, 3][dice.below(5)]
        let subjects = Subject.allCases.prefix(count).map { subject in
            Programme.Part(
                subject, minutes: [60, 90, 120][dice.below(3)],
                needs: subject == .skill && dice.below(100) < oddity ? ["cad"] : nil)
        }
        return Programme(
            id: "P\(number)", institution: "I\(number % institutions)", subjects: Array(subjects),
            maxWaves: 1 + dice.below(maxWaves),
            minimumEnrolment: odd ? 1 + dice.below(max(2, people / programmes / 2)) : nil)
    }

    private func periods(_ sitting: String, _ month: Month, _ dice: inout WaveRandom) -> [Sitting.Period] {
        var periods: [Sitting.Period] = []
        let shift = dice.below(3) * 15
        for day in 0..<daysPerSitting {
            let date = month.firstDay + (day * 7 + 2)
            for (number, start) in [8 * 60 + 30, 10 * 60 + 45, 13 * 60 + 30, 16 * 60].enumerated()
            where dice.below(100) >= oddity / 2 {
                let length = [90, 120, 120][dice.below(3)]
                periods.append(
                    Sitting.Period(
                        id: "\(sitting)-\(day)-\(number)", start: date.start + start + shift,
                        end: date.start + start + shift + length))
            }
        }
        return periods
    }

    private func venue(_ number: Int, _ month: Month, _ dice: inout WaveRandom) -> Venue {
        let rooms = (0..<roomsPerVenue).map { index in
            var room = Venue.Room(id: "R\(number)-\(index)", rows: 0, columns: 0)
            room.columns = 1 + dice.below(6)
            room.rows = max(1, (2 + dice.below(max(1, largestRoom - 1))) / room.columns)
            if dice.below(100) < oddity { room.blocked = [[1, 1]] }
            room.offers = ["cad", "step-free"].filter { _ in dice.below(2) == 0 }
            if dice.below(100) < oddity { room.institutions = ["I0"] }
            if dice.below(100) < oddity { room.turnoverMinutes = [10, 45, 150][dice.below(3)] }
            if dice.below(100) < oddity {
                room.open = [[month.firstDay.start, month.firstDay.start + (10 + dice.below(30)) * 1440 + 720]]
            }
            return room
        }
        var venue = Venue(id: "V\(number)", district: "D\(number % 2)", rooms: rooms)
        if dice.below(100) < oddity { venue.invigilators = dice.below(2 * roomsPerVenue + 3) }
        return venue
    }

    private func application(
        _ number: Int, _ offered: [Programme], _ month: Month, _ dice: inout WaveRandom
    ) -> Application {
        let programme = offered[dice.below(offered.count)]
        var subjects = programme.subjects.map(\.subject)
        if subjects.count > 1, dice.below(100) < oddity { subjects.remove(at: dice.below(subjects.count)) }
        let paid = month.firstDay.number * 86_400 - 86_400 * 20
        var application = Application(
            id: "A\(number)", person: "X\(number)", programme: programme.id, subjects: subjects,
            eligible: dice.below(25) > 0, paidAt: LocalSecond(number: paid + dice.below(max(2, people * 3 / 4))),
            firstMonth: Month(number: month.number + (dice.below(100) < oddity ? dice.below(months) : 0)))
        if number > 0, dice.below(200) < oddity { application.person = "X\(dice.below(number))" }
        if dice.below(2) == 0 { application.unit = "U\(dice.below(5))" }
        if dice.below(300) < oddity { application.needs = ["step-free"] }
        if dice.below(300) < oddity { application.extraMinutes = 30 }
        if dice.below(100) < oddity { application.wishVenue = "V\(dice.below(venues))" }
        if dice.below(100) < oddity { application.wishDistrict = "D\(dice.below(3))" }
        if dice.below(200) < oddity { application.lastDay = month.firstDay + dice.below(40) }
        if dice.below(200) < oddity {
            let first = month.firstDay + dice.below(20)
            application.banned = [[first, first + dice.below(20)]]
        }
        return application
    }
}

extension Plan {
    /// What the checker needs: the placements, an outcome for everybody else, and in a re-plan tier 0.
    init(_ draft: Draft, in model: Model) {
        let placements = draft.placements(in: model)
        let placed = Set(placements.map(\.application))
        self.init(
            placements: placements,
            outcomes: model.problem.applications.filter { !placed.contains($0.id) }.map {
                Outcome(application: $0.id, state: $0.eligible ? .waiting : .ineligible, reason: "测试")
            }, tiers: [])
        if model.isReplan {
            tiers = [
                Tier(
                    tier: 0, value: .list(Score(draft, in: model).changes), bound: .list([0, 0, 0, 0, 0, 0]),
                    status: .gap)
            ]
        }
    }
}

extension WaveState {
    /// As the construction leaves it, with the dice as they lie then.
    static func constructed(_ frame: WaveFrame, seed: UInt64) -> (state: WaveState, dice: WaveRandom) {
        let construction = WaveConstruction(frame: frame)
        var state = WaveState(frame)
        var dice = WaveRandom(seed: seed)
        construction.complete(
            &state, months: 0..<frame.months.count, order: construction.bySize(), avoided: [], dice: &dice)
        return (state, dice)
    }
}
