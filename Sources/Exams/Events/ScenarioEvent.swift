/// Something that happened after the sheets were imported and changes what may be planned. An event says what is
/// true from now on, never by how much something changed, so that taking it twice is the same as taking it once.
package enum ScenarioEvent: Codable, Equatable, Sendable {
    /// 退考.
    case withdrawal(application: String)
    /// 退费: 分 that stay paid.
    case refund(application: String, paid: Int)
    /// 禁考: all applications of the person at the institution, or at every institution; both days included.
    case ban(person: String, institution: String?, first: Day, last: Day)
    /// 补缴费用: 分 paid in all.
    case latePayment(application: String, paid: Int, at: LocalSecond)
    /// 补报名: a whole row of the applications sheet, and whose it is.
    case lateApplication(Registration, of: Person)
    /// 审核通过, also of a retake.
    case admission(application: String)
    /// 成绩公布: the day from which the retake's year runs.
    case resultsPublished(application: String, on: Day)
    /// 意向变更; nil: no wish.
    case wishChanged(application: String, venue: String?, district: String?)
    /// 考场停用, from a minute until another; nil: for good.
    case roomLost(room: String, from: LocalMinute, until: LocalMinute?)
    /// 考点停用.
    case venueLost(venue: String, from: LocalMinute, until: LocalMinute?)
    /// 考场加开: open from a minute until another, besides the spans it has.
    case roomOpened(room: String, from: LocalMinute, until: LocalMinute)
    /// 考场加开, of a room that was not there before.
    case roomRented(Venue.Room, name: String, venue: String)
    /// 机位损坏; row and column from 1.
    case machineLost(room: String, row: Int, column: Int)
    /// 场次取消.
    case periodLost(period: String)
    /// 考试日取消, of one institution or of all.
    case dayLost(day: Day, institution: String?)
    /// 放假调整: what the day is by the new notice.
    case holidayMoved(day: Day, becomes: Becomes)
    /// 监考减少: the most invigilators the venue has from now on.
    case invigilatorsLost(venue: String, left: Int)
    /// 项目停考, in one sitting.
    case programmeCancelled(programme: String, sitting: String)
    /// 最低开考人数, of an institution.
    case minimumChanged(institution: String, minimum: Int)
    /// 最多批数, of an institution.
    case wavesChanged(institution: String, most: Int)

    package enum Becomes: String, Codable, Sendable {
        /// 放假.
        case holiday
        /// 调休上班.
        case worked
        /// 既不放假也不调休.
        case plain
    }

    /// 先报备后实施: a change of the places, days or programmes that were announced needs a filing number first
    /// (notice 004, annex 5 §五). Another room, seat or invigilator within a filed place does not.
    /// - Returns: the day from which such a change is in force; nil for any other event.
    package func filedChange(in scenario: Scenario) -> Day? {
        switch self {
        case .venueLost(_, let from, _): from.day
        case .roomLost(let id, let from, let until):
            scenario.isOnlyRoom(id, from: from, until: until) ? from.day : nil
        case .dayLost(let day, _): day
        case .periodLost(let id): scenario.dayWithOnly(period: id)
        case .holidayMoved(let day, let becomes):
            becomes != .plain && scenario.sittings.contains { $0.periods.contains { $0.start.day == day } } ? day : nil
        case .programmeCancelled(_, let id):
            scenario.sittings.first { $0.id == id }?.periods.map(\.start.day).min()
        default: nil
        }
    }
}

extension Scenario {
    /// Whether the venue has no other room in that time: then the place itself is lost.
    fileprivate func isOnlyRoom(_ id: String, from: LocalMinute, until: LocalMinute?) -> Bool {
        guard let venue = venues.first(where: { $0.venue.rooms.contains { $0.id == id } }) else { return false }
        return !venue.venue.rooms.contains { room in
            room.id != id
                && room.open?.contains { from < $0[1] && $0[0] < (until ?? $0[1]) } ?? true
        }
    }

    /// The day of a period without which its sitting has none left on that day.
    fileprivate func dayWithOnly(period id: String) -> Day? {
        for sitting in sittings {
            guard let day = sitting.periods.first(where: { $0.id == id })?.start.day else { continue }
            let hasMore = sitting.periods.contains { $0.id != id && $0.start.day == day && $0.lost != true }
            return hasMore ? nil : day
        }
        return nil
    }
}

/// An event with who reported it, when and why: one entry of the office's record.
package struct EventRecord: Codable, Equatable, Sendable {
    package var event: ScenarioEvent
    package var at: LocalSecond
    package var by: String
    package var why: String
    /// 备案号, where the change needs one, and the day it was filed.
    package var filing: String?
    package var filedOn: Day?

    package init(
        event: ScenarioEvent, at: LocalSecond, by: String, why: String, filing: String? = nil, filedOn: Day? = nil
    ) {
        self.event = event
        self.at = at
        self.by = by
        self.why = why
        self.filing = filing
        self.filedOn = filedOn
    }
}
