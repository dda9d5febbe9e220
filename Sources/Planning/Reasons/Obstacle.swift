import Exams

/// One fact that keeps an application from a place, and the law it comes from.
struct Obstacle: Hashable {
    enum Kind: Hashable {
        /// No fit room at the venue is open then.
        case closed
        /// All fit, open rooms are full in the period.
        case full(seats: Int)
        /// The fit rooms serve a period that overlaps or follows too closely.
        case occupied(by: Int)
        /// What is left is beside people whose time differs.
        case otherClock
        /// One more person needs invigilators that the venue lacks.
        case staff(limit: Int, onDuty: Int, needed: Int)
        /// The person sits another application too close; nil: too often that day.
        case elsewhere(application: Int?)
        /// The programme has all its waves.
        case waves(limit: Int, sitting: Int)
        /// Too few people for the programme to run.
        case minimum(Int, sitting: Int, waiting: Int)
    }

    var kind: Kind
    /// Nil where the obstacle is not one venue's.
    var venue: Int?
    /// Nil where the obstacle is not one period's.
    var period: Int?
    /// The rooms it is about.
    var rooms: [Int] = []

    var law: Law {
        switch kind {
        case .closed, .occupied: .roomOpen
        case .full: .spareMachines
        case .otherClock: .oneClock
        case .staff: .staff
        case .elsewhere: .onePlaceAtOnce
        case .waves: .paperTogether
        case .minimum: .minimumEnrolment
        }
    }

    /// What removing the obstacle costs a coordinator, roughly: a seat or an invigilator is had sooner than a
    /// second paper, and other people's time last. Only the order matters.
    var effort: Int {
        switch kind {
        case .full: 10
        case .staff: 11
        case .otherClock: 12
        case .waves: 20
        case .occupied: 21
        case .closed: 22
        case .minimum: 30
        case .elsewhere: 40
        }
    }
}
