/// Whether an event can have happened: everything it names is known, it is news, and it is not about the past.
struct EventCheck {
    let desk: ScenarioDesk
    let now: LocalSecond
    /// When each application's first session of the current plan starts.
    let starts: [String: LocalMinute]

    private var minute: LocalMinute { LocalMinute(number: now.number / 60) }
    private var scenario: Scenario { desk.scenario }

    /// Nil if nothing speaks against it.
    func objection(to event: ScenarioEvent) -> Mistake? {
        switch event {
        case .withdrawal(let id): live(id)
        case .refund(let id, let paid): refund(id, paid)
        case .latePayment(let id, let paid, let at): payment(id, paid, at)
        case .lateApplication(let registration, _): late(registration)
        case .admission(let id): admission(id)
        case .resultsPublished(let id, let day): results(id, day)
        case .wishChanged(let id, let venue, let district): wish(id, venue, district)
        case .ban(let person, _, let first, let last): ban(person, first, last)
        case .roomLost(let id, let from, let until): room(id) ?? span(from, until) ?? closed(event)
        case .venueLost(let id, let from, let until): venue(id) ?? span(from, until) ?? closed(event)
        case .roomOpened(let id, let from, let until): opened(id, from, until)
        case .roomRented(_, _, let id): venue(id)
        case .machineLost(let id, let row, let column): machine(id, row, column)
        case .invigilatorsLost(let id, let left): venue(id) ?? staff(left)
        case .periodLost(let id): period(id)
        case .dayLost(let day, let institution): dayLost(day, institution)
        case .holidayMoved(let day, let becomes): holiday(day, becomes)
        case .programmeCancelled(let programme, let sitting): cancelled(programme, sitting)
        case .minimumChanged(let id, _), .wavesChanged(let id, _): institution(id)
        }
    }

    /// Known, not withdrawn, and not yet begun to sit.
    private func live(_ id: String) -> Mistake? {
        guard let registration = desk.registration(id) else { return unknown("application", "报名号 \(id)") }
        if registration.withdrawn {
            return Mistake(code: "already-withdrawn", cause: "报名 \(id) 已经退考。", action: "核对报名号；不需要再登记一次。")
        }
        guard let start = starts[id], start <= minute else { return nil }
        return past("报名 \(id) 的考试已于 \(start) 开始")
    }

    private func refund(_ id: String, _ paid: Int) -> Mistake? {
        guard let registration = desk.registration(id) else { return unknown("application", "报名号 \(id)") }
        if let start = starts[id], start <= minute { return past("报名 \(id) 的考试已于 \(start) 开始") }
        guard registration.feePaid > 0, paid < registration.feePaid else {
            return Mistake(
                code: "refund-too-much", cause: "报名 \(id) 已缴 \(registration.feePaid / 100) 元，退不了这么多。",
                action: "核对退费金额；已经退过的不要重复登记。")
        }
        return nil
    }

    private func payment(_ id: String, _ paid: Int, _ at: LocalSecond) -> Mistake? {
        if let mistake = live(id) { return mistake }
        guard let registration = desk.registration(id) else { return nil }
        if at > now {
            return Mistake(code: "payment-in-future", cause: "缴费时间 \(at) 还没有到。", action: "填写实际到账时间。")
        }
        if paid < registration.feeDue {
            return Mistake(
                code: "payment-short", cause: "报名 \(id) 应缴 \(registration.feeDue / 100) 元，这次合计 \(paid / 100) 元。",
                action: "缴清后再登记。")
        }
        if registration.feePaid >= registration.feeDue, let before = registration.paidAt,
            scenario.firstMonth(for: registration, paidAt: before) == registration.firstMonth
        {
            return Mistake(code: "already-paid", cause: "报名 \(id) 已按期缴清。", action: "核对报名号；多缴的另行退还。")
        }
        return deadline(registration, at)
    }

    private func deadline(_ registration: Registration, _ at: LocalSecond) -> Mistake? {
        guard scenario.firstMonth(for: registration, paidAt: at) == nil else { return nil }
        return Mistake(
            code: "no-sitting-open", cause: "报名 \(registration.id) 的项目没有缴费截止在 \(at) 之后的批次。",
            action: "等安排了新的批次再登记，或退费。")
    }

    private func late(_ registration: Registration) -> Mistake? {
        if desk.registration(registration.id) != nil {
            return Mistake(
                code: "application-known", cause: "报名号 \(registration.id) 已经在库里。", action: "换一个报名号，或改用缴费、审核等事件。")
        }
        let twin = desk.registrations(of: registration.person).first {
            !$0.withdrawn && $0.review != .rejected && $0.programme == registration.programme
                && $0.firstMonth == registration.firstMonth && $0.resultsPublished == registration.resultsPublished
        }
        if let twin {
            return Mistake(
                code: "person-twice", cause: "报名 \(registration.id) 与已有的 \(twin.id) 是同一人、同一项目、同一月份。",
                action: "只保留一条；多缴的费用另行处理。")
        }
        return nil
    }

    private func admission(_ id: String) -> Mistake? {
        if let mistake = live(id) { return mistake }
        guard desk.registration(id)?.review == .approved else { return nil }
        return Mistake(code: "already-approved", cause: "报名 \(id) 已经审核通过。", action: "核对报名号；不需要再登记一次。")
    }

    private func results(_ id: String, _ day: Day) -> Mistake? {
        guard let registration = desk.registration(id) else { return unknown("application", "报名号 \(id)") }
        if day > now.day {
            return Mistake(code: "results-in-future", cause: "成绩公布日期 \(day) 还没有到。", action: "公布以后再登记。")
        }
        guard registration.resultsPublished != nil else {
            return Mistake(
                code: "not-a-retake", cause: "报名 \(id) 是首次报考，没有补考期限。", action: "补考请用另一个报名号补报名，并写明科目和成绩公布日期。")
        }
        return nil
    }

    private func wish(_ id: String, _ venue: String?, _ district: String?) -> Mistake? {
        if let mistake = live(id) { return mistake }
        if let venue, let mistake = self.venue(venue) { return mistake }
        guard let district, !scenario.venues.contains(where: { $0.venue.district == district }) else { return nil }
        return unknown("district", "区 \(district)")
    }

    private func ban(_ person: String, _ first: Day, _ last: Day) -> Mistake? {
        if desk.registrations(of: person).isEmpty { return unknown("person", "考生 \(person)") }
        return last < max(first, now.day) ? past("禁考止于 \(last)") : nil
    }

    private func room(_ id: String) -> Mistake? { desk.room(id) == nil ? unknown("room", "考场 \(id)") : nil }

    private func venue(_ id: String) -> Mistake? {
        scenario.venues.contains { $0.venue.id == id } ? nil : unknown("venue", "考点 \(id)")
    }

    private func institution(_ id: String) -> Mistake? {
        scenario.sittings.contains { $0.institution == id } ? nil : unknown("institution", "机构 \(id)")
    }

    private func span(_ from: LocalMinute, _ until: LocalMinute?) -> Mistake? {
        guard let until else { return nil }
        if until <= from { return Mistake(code: "span-backwards", cause: "止不晚于起。", action: "改正起止时间。") }
        return until <= minute ? past("停用止于 \(until)") : nil
    }

    private func closed(_ event: ScenarioEvent) -> Mistake? {
        var after = desk
        guard after.take(event), after.scenario.venues == scenario.venues else { return nil }
        return Mistake(code: "already-lost", cause: "那段时间本来就不开放。", action: "核对考场和起止；不需要再登记一次。")
    }

    private func opened(_ id: String, _ from: LocalMinute, _ until: LocalMinute) -> Mistake? {
        if let mistake = room(id) ?? span(from, until) { return mistake }
        guard let place = desk.room(id), scenario.venues[place.venue].venue.rooms[place.room].open == nil else {
            return nil
        }
        return Mistake(code: "room-always-open", cause: "考场 \(id) 本来就随时开放。", action: "不需要登记。")
    }

    private func machine(_ id: String, _ row: Int, _ column: Int) -> Mistake? {
        guard let place = desk.room(id) else { return unknown("room", "考场 \(id)") }
        let room = scenario.venues[place.venue].venue.rooms[place.room]
        guard (1...max(1, room.rows)).contains(row), (1...max(1, room.columns)).contains(column) else {
            return Mistake(
                code: "machine-invalid", cause: "考场 \(id) 只有 \(room.rows) 行 \(room.columns) 列，没有 \(row) 行 \(column) 列。",
                action: "第 1 行在最前面，行列都从 1 数起。")
        }
        guard (room.blocked ?? []).contains([row, column]) else { return nil }
        return Mistake(code: "already-blocked", cause: "考场 \(id) 的 \(row) 行 \(column) 列已经停用。", action: "不需要再登记一次。")
    }

    private func staff(_ left: Int) -> Mistake? {
        left >= 0 ? nil : Mistake(code: "number-invalid", cause: "减少的监考比考点现有的还多。", action: "核对人数。")
    }

    private func period(_ id: String) -> Mistake? {
        guard let period = scenario.sittings.flatMap(\.periods).first(where: { $0.id == id }) else {
            return unknown("period", "场次 \(id)")
        }
        if period.lost == true {
            return Mistake(code: "already-lost", cause: "场次 \(id) 已经取消。", action: "不需要再登记一次。")
        }
        return period.start <= minute ? past("场次 \(id) 已于 \(period.start) 开始") : nil
    }

    private func dayLost(_ day: Day, _ institution: String?) -> Mistake? {
        let periods = scenario.sittings.filter { (institution ?? $0.institution) == $0.institution }
            .flatMap(\.periods).filter { $0.start.day == day }
        if periods.isEmpty { return unknown("day", "\(day) 的场次") }
        if periods.allSatisfy({ $0.lost == true }) {
            return Mistake(code: "already-lost", cause: "\(day) 的场次都已取消。", action: "不需要再登记一次。")
        }
        return periods.contains { $0.start <= minute } ? past("\(day) 已有场次开始") : nil
    }

    private func holiday(_ day: Day, _ becomes: ScenarioEvent.Becomes) -> Mistake? {
        guard let calendar = scenario.calendars.first(where: { $0.year == day.components.year }) else {
            return Mistake(
                code: "calendar-missing", cause: "没有 \(day.components.year) 年的放假安排。", action: "等国务院公布后加上该年的日历。")
        }
        if day < now.day { return past("\(day)") }
        if scenario.sittings.flatMap(\.periods).contains(where: { $0.start.day == day && $0.start <= minute }) {
            return past("\(day) 已有场次开始")
        }
        let kind = calendar.kind(of: day)
        let isSame =
            switch becomes {
            case .holiday: kind == .publicHoliday
            case .worked: kind == .makeUpWorkingDay
            case .plain: kind == .weekday || kind == .weekend
            }
        if isSame { return Mistake(code: "holiday-unchanged", cause: "\(day) 的安排本来就是这样。", action: "核对日期。") }
        guard becomes == .worked, day.weekday < 6 else { return nil }
        return Mistake(code: "holiday-unchanged", cause: "\(day) 是星期\(day.weekday)，本来就上班。", action: "核对日期。")
    }

    private func cancelled(_ programme: String, _ id: String) -> Mistake? {
        guard let sitting = scenario.sittings.first(where: { $0.id == id }) else {
            return unknown("sitting", "批次 \(id)")
        }
        guard sitting.programmes.contains(programme) else {
            return Mistake(
                code: "programme-unknown", cause: "批次 \(id) 没有项目 \(programme)，或已经停考。", action: "核对编号；已经登记的不需要再登记一次。")
        }
        guard let first = sitting.periods.map(\.start).min(), first <= minute else { return nil }
        return past("批次 \(id) 已于 \(first) 开考")
    }

    private func unknown(_ noun: String, _ what: String) -> Mistake {
        Mistake(code: "\(noun)-unknown", cause: "没有\(what)。", action: "核对编号；可用 kaowu show 查看。")
    }

    private func past(_ what: String) -> Mistake {
        Mistake(code: "event-in-the-past", cause: "\(what)，不能再改。", action: "已经考过的不再编排；核对日期和编号。")
    }
}
