/// The laws of a plan, in the order in which they are numbered. Each has one file of this name in
/// `Planning/Laws`, which teaches it, and one in `Verifying/Laws`, which states it.
package enum Law: String, CaseIterable, Codable, Sendable {
    case eligibility = "Eligibility"
    case offer = "Offer"
    case wholeSitting = "WholeSitting"
    case onePlaceAtOnce = "OnePlaceAtOnce"
    case paperTogether = "PaperTogether"
    case seatUse = "SeatUse"
    case spareMachines = "SpareMachines"
    case roomFitness = "RoomFitness"
    case roomOpen = "RoomOpen"
    case oneClock = "OneClock"
    case staff = "Staff"
    case calendar = "Calendar"
    case minimumEnrolment = "MinimumEnrolment"
    case released = "Released"

    /// From 1.
    package var number: Int { (Law.allCases.firstIndex(of: self) ?? 0) + 1 }

    package var title: String {
        switch self {
        case .eligibility: "报考资格"
        case .offer: "认定月份"
        case .wholeSitting: "同场完成"
        case .onePlaceAtOnce: "一人一处"
        case .paperTogether: "同卷同时"
        case .seatUse: "一机一人"
        case .spareMachines: "备用机"
        case .roomFitness: "考场条件"
        case .roomOpen: "考场开放"
        case .oneClock: "同室同钟"
        case .staff: "监考人数"
        case .calendar: "考试日历"
        case .minimumEnrolment: "最低人数"
        case .released: "已发准考证"
        }
    }
}
