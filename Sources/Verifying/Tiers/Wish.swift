import Exams

/// What an application could have in one run whoever goes for it: asked before `Exchange`, which looks at both sides,
/// and answered once for each venue and room. It only ever says no where `Exchange` would.
struct Wish {
    private let application: Int
    private let sitting: Int
    private let run: (wave: Int, periods: [Int])
    private let subjects: [Subject]
    private let seating: Seating
    /// Where the person is besides, with this application's own place gone.
    private let otherStays: [OnePlaceAtOnce.Stay]
    /// By venue: nil until asked.
    private var isFree: [Bool?]
    /// By subject, then room: nil until asked.
    private var isFit: [[Bool?]]

    /// Nil if the run is none for the application at all.
    init?(of application: Int, run: (wave: Int, periods: [Int]), in sitting: Int, _ seating: Seating) {
        guard Wish.isPossible(application, run: run, in: sitting, seating) else { return nil }
        let register = seating.register
        self.application = application
        self.sitting = sitting
        self.run = run
        self.seating = seating
        subjects = register.applications[application].subjects
        otherStays = seating.placements(ofPerson: register.applicants[application].person)
            .filter { seating.placed[$0].application != application }
            .flatMap { OnePlaceAtOnce.stays(of: seating.placed[$0], register) }
        isFree = Array(repeating: nil, count: register.problem.venues.count)
        isFit = subjects.map { _ in Array(repeating: nil, count: register.rooms.count) }
    }

    /// Whether the run is one for the application, whatever seats it found there.
    static func isPossible(
        _ application: Int, run: (wave: Int, periods: [Int]), in sitting: Int, _ seating: Seating
    ) -> Bool {
        let register = seating.register
        let place = Placed(
            application: application, sitting: sitting, wave: run.wave,
            seats: zip(register.applications[application].subjects, run.periods).map {
                Placed.Seat(subject: $0, period: $1, room: 0, row: 1, column: 1)
            })
        let days = run.periods.map { register.periods[$0].day }
        return Eligibility.objection(to: register.applications[application], on: days) == nil
            && Offer.objection(to: place, register) == nil && WholeSitting.objections(to: place, seating).isEmpty
            && place.seats.allSatisfy { OneClock.objection(to: $0, of: application, seating) == nil }
    }

    /// False only if the place on these seats would break a law whoever sat there before.
    mutating func mayComeTrue(onSeatsOf given: Placed) -> Bool {
        // Of one person's applications one may go for the other.
        let applicants = seating.register.applicants
        let isAnother = applicants[given.application].person != applicants[application].person
        for (index, period) in run.periods.enumerated() {
            guard let seat = given.seats.first(where: { $0.period == period }), fits(index, seat.room) else {
                return false
            }
            if isAnother, !isFree(at: seating.register.rooms[seat.room].venue) { return false }
        }
        return true
    }

    private mutating func fits(_ index: Int, _ room: Int) -> Bool {
        if let known = isFit[index][room] { return known }
        let seat = Placed.Seat(subject: subjects[index], period: run.periods[index], room: room, row: 1, column: 1)
        let fits = RoomFitness.objection(to: seat, of: application, seating.register) == nil
        isFit[index][room] = fits
        return fits
    }

    private mutating func isFree(at venue: Int) -> Bool {
        if let known = isFree[venue] { return known }
        let stays = otherStays + run.periods.map { OnePlaceAtOnce.Stay(period: $0, venue: venue) }
        let isFree = OnePlaceAtOnce.objections(to: stays, seating).isEmpty
        self.isFree[venue] = isFree
        return isFree
    }
}
