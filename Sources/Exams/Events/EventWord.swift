/// What a sheet or the command line calls an event.
package enum EventWord: String, CaseIterable, Sendable {
    case withdrawal, refund, ban, payment, admission, results, wish
    case roomLost = "room-lost"
    case venueLost = "venue-lost"
    case roomOpened = "room-opened"
    case machineLost = "machine-lost"
    case invigilatorsLost = "invigilators-lost"
    case periodLost = "period-lost"
    case dayLost = "day-lost"
    case holidayMoved = "holiday-moved"
    case programmeCancelled = "programme-cancelled"
    case minimum, waves

    package var chinese: String {
        switch self {
        case .withdrawal: "退考"
        case .refund: "退费"
        case .ban: "禁考"
        case .payment: "补缴费"
        case .admission: "审核通过"
        case .results: "成绩公布"
        case .wish: "意向变更"
        case .roomLost: "考场停用"
        case .venueLost: "考点停用"
        case .roomOpened: "考场加开"
        case .machineLost: "机位损坏"
        case .invigilatorsLost: "监考减少"
        case .periodLost: "场次取消"
        case .dayLost: "考试日取消"
        case .holidayMoved: "放假调整"
        case .programmeCancelled: "项目停考"
        case .minimum: "最低开考人数"
        case .waves: "最多批数"
        }
    }

    /// What a row may say besides the event and why; anything else is a mistake of whoever filled it in.
    var columns: Set<EventsColumn> { subject.union(mayNeedFiling ? [.filing, .filed] : []) }

    private var subject: Set<EventsColumn> {
        switch self {
        case .withdrawal, .admission: [.application]
        case .refund: [.application, .amount]
        case .ban: [.application, .institution, .from, .until]
        case .payment: [.application, .amount, .time]
        case .results: [.application, .day]
        case .wish: [.application, .venue, .district]
        case .roomLost: [.room, .day, .from, .until]
        case .venueLost: [.venue, .day, .from, .until]
        case .roomOpened: [.room, .venue, .machine, .offers, .from, .until]
        case .machineLost: [.room, .machine]
        case .invigilatorsLost: [.venue, .count]
        case .periodLost: [.period]
        case .dayLost: [.day, .institution]
        case .holidayMoved: [.day, .becomes]
        case .programmeCancelled: [.programme, .sitting]
        case .minimum, .waves: [.institution, .count]
        }
    }

    /// Whether there are such events that need a filing number first (`ScenarioEvent.filedChange`).
    private var mayNeedFiling: Bool {
        switch self {
        case .roomLost, .venueLost, .periodLost, .dayLost, .holidayMoved, .programmeCancelled: true
        default: false
        }
    }

    init?(cell: Cell) {
        let word = cell.word
        guard let found = EventWord.allCases.first(where: { $0.rawValue == word || $0.chinese == word }) else {
            return nil
        }
        self = found
    }
}
