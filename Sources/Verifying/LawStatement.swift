import Exams

/// A law as the checker states it: plain loops over the plan that name every place where it is broken.
protocol LawStatement {
    static var law: Law { get }
    static func breaches(in seating: Seating) -> [Breach]
}

/// Why a law forbids something, in words if anybody asks: most objections only decide that an exchange is none.
typealias Objection = () -> String

extension LawStatement {
    static func breach(_ text: String) -> Breach { Breach(law: law, text: text) }
}

extension Law {
    /// The checker's statement of each law. A law without one does not compile.
    var statement: any LawStatement.Type {
        switch self {
        case .eligibility: Eligibility.self
        case .offer: Offer.self
        case .wholeSitting: WholeSitting.self
        case .onePlaceAtOnce: OnePlaceAtOnce.self
        case .paperTogether: PaperTogether.self
        case .seatUse: SeatUse.self
        case .spareMachines: SpareMachines.self
        case .roomFitness: RoomFitness.self
        case .roomOpen: RoomOpen.self
        case .oneClock: OneClock.self
        case .staff: Staff.self
        case .calendar: Calendar.self
        case .minimumEnrolment: MinimumEnrolment.self
        case .released: Released.self
        }
    }
}
