enum EventsColumn: Int, SheetColumn {
    case event, application, institution, sitting, programme, venue, room, machine, period, day, from, until
    case amount, time, count, district, becomes, offers, filing, filed, why

    static let file = "events.csv"

    var titles: [String] {
        switch self {
        case .event: ["事件", "event"]
        case .application: ["报名号", "application"]
        case .institution: ["机构", "institution"]
        case .sitting: ["批次", "sitting"]
        case .programme: ["项目", "programme"]
        case .venue: ["考点", "考点代码", "venue"]
        case .room: ["考场", "考场代码", "room"]
        case .machine: ["机位", "machine"]
        case .period: ["场次", "period"]
        case .day: ["日期", "day"]
        case .from: ["起", "from"]
        case .until: ["止", "until"]
        case .amount: ["金额(元)", "金额", "amount"]
        case .time: ["缴费时间", "time"]
        case .count: ["人数", "count"]
        case .district: ["意向区", "district"]
        case .becomes: ["改为", "becomes"]
        case .offers: ["条件", "offers"]
        case .filing: ["备案号", "filing"]
        case .filed: ["备案日期", "filed"]
        case .why: ["原因", "why"]
        }
    }

    var isRequired: Bool { self == .event || self == .why }
}

/// `events.csv`: one event per row, in the order in which they are taken. Every row is held against the scenario as
/// the rows before it leave it; all mistakes of all rows come out in one go, and then nothing is taken.
package struct EventsSheet {
    private var desk: ScenarioDesk
    private let starts: [String: LocalMinute]
    private let now: LocalSecond
    private let by: String
    private var records: [EventRecord] = []
    private var log = ImportLog()

    /// - Parameters:
    ///   - starts: when each application's first session of the current plan starts.
    ///   - by: who reports the events.
    package static func read(
        _ bytes: [UInt8], file: String?, into scenario: Scenario, starts: [String: LocalMinute], by: String,
        at now: LocalSecond
    ) throws(Mistakes) -> [EventRecord] {
        var reader = EventsSheet(desk: ScenarioDesk(scenario), starts: starts, now: now, by: by)
        if let sheet = Sheet<EventsColumn>(bytes, log: &reader.log) { reader.read(sheet) }
        // What a column nobody reads was to say, an end or an amount, would make another event of its row.
        for unread in reader.log.notes where unread.code == "column-unknown" { reader.log.refuse(unread) }
        if reader.log.mistakes.isEmpty, reader.records.isEmpty {
            reader.log.refuse(
                Mistake(code: "sheet-without-rows", file: EventsColumn.file, cause: "表中没有事件。", action: "在表头下面填写至少一行。"))
        }
        guard reader.log.mistakes.isEmpty else {
            throw Mistakes(
                reader.log.mistakes.map { mistake in
                    var named = mistake
                    named.file = file
                    if file == nil { named.row = nil }
                    return named
                })
        }
        return reader.records
    }

    /// One event as a sheet of its own, from the English names of its columns.
    package static func sheet(of event: String, _ fields: [(name: String, value: String)]) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(["event"] + fields.map(\.name))
        writer.write([event] + fields.map(\.value))
        return writer.bytes
    }

    private init(desk: ScenarioDesk, starts: [String: LocalMinute], now: LocalSecond, by: String) {
        self.desk = desk
        self.starts = starts
        self.now = now
        self.by = by
    }

    private mutating func read(_ sheet: Sheet<EventsColumn>) {
        var rows = ImportLog()
        sheet.forEachRow(log: &rows) { row, _ in read(row) }
        for mistake in rows.mistakes { log.refuse(mistake) }
    }

    private mutating func read(_ row: Sheet<EventsColumn>.Row) {
        guard let eventCell = log.required(row[.event]) else { return }
        guard let word = EventWord(cell: eventCell) else {
            log.refuse(
                eventCell, "event-unknown", "\(eventCell.quoted)不是事件。",
                "写下列之一：\(EventWord.allCases.map(\.chinese).joined(separator: "、"))。")
            return
        }
        let why = log.required(row[.why])
        for column in [EventsColumn.why, .filing] { log.refuseIDNumber(row[column]) }
        guard refuseIrrelevant(word, row) else { return }
        guard let event = event(word, row), let why else { return }
        guard let filing = filing(of: event, row) else { return }
        if let objection = EventCheck(desk: desk, now: now, starts: starts).objection(to: event) {
            log.refuse(eventCell, objection.code, objection.cause, objection.action)
            return
        }
        _ = desk.take(event)
        records.append(
            EventRecord(
                event: event, at: now, by: by, why: why.text, filing: filing.number, filedOn: filing.day))
    }

    /// What the event has no use for was meant to say something: it must not be passed over.
    private mutating func refuseIrrelevant(_ word: EventWord, _ row: Sheet<EventsColumn>.Row) -> Bool {
        let used = word.columns.union([.event, .why])
        let odd = EventsColumn.allCases.filter { !used.contains($0) && !row[$0].isEmpty }
        for column in odd {
            let known = EventsColumn.allCases.filter(word.columns.contains).map { $0.titles[0] }
            log.refuse(
                row[column], "column-irrelevant", "“\(word.chinese)”用不上“\(column.titles[0])”\(row[column].quoted)。",
                "删去它，或换一种事件；“\(word.chinese)”只看：\(known.joined(separator: "、"))。")
        }
        return odd.isEmpty
    }

    /// The filing number and its day, filed today if no day is given; nil if one is needed and does not do.
    private mutating func filing(
        of event: ScenarioEvent, _ row: Sheet<EventsColumn>.Row
    ) -> (number: String?, day: Day?)? {
        let number = row[.filing].isEmpty ? nil : row[.filing].text
        let day = row[.filed].isEmpty ? now.day : log.day(row[.filed])
        guard let day else { return nil }
        guard let inForce = event.filedChange(in: desk.scenario) else { return (number, number == nil ? nil : day) }
        if number == nil {
            log.refuse(
                row[.filing], "filing-missing", "\(row[.event].quoted)须先报备后实施，没有填写备案号。", "报备后填写备案号再登记。")
        } else if day > now.day {
            log.refuse(row[.filed], "filing-in-future", "备案日期 \(day) 还没有到。", "报备以后再登记。")
        } else if day > inForce {
            log.refuse(
                row[.filed], "filing-too-late", "\(inForce) 起的变更到 \(day) 才备案；须先报备后实施。",
                "改正备案日期，或把变更改到备案以后。")
        } else {
            return (number, day)
        }
        return nil
    }

    private mutating func event(_ word: EventWord, _ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        switch word {
        case .withdrawal: text(row[.application]).map { .withdrawal(application: $0) }
        case .refund: refund(row)
        case .ban: ban(row)
        case .payment: payment(row)
        case .admission: text(row[.application]).map { .admission(application: $0) }
        case .results: results(row)
        case .wish: wish(row)
        case .roomLost:
            span(row).flatMap { span in text(row[.room]).map { .roomLost(room: $0, from: span.from, until: span.until) }
            }
        case .venueLost:
            span(row).flatMap { span in
                text(row[.venue]).map { .venueLost(venue: $0, from: span.from, until: span.until) }
            }
        case .roomOpened: opened(row)
        case .machineLost: machine(row)
        case .invigilatorsLost: staff(row)
        case .periodLost: text(row[.period]).map { .periodLost(period: $0) }
        case .dayLost: day(row).map { .dayLost(day: $0, institution: institution(row)) }
        case .holidayMoved: holiday(row)
        case .programmeCancelled: cancelled(row)
        case .minimum:
            number(row, upTo: 100_000).map { .minimumChanged(institution: $0.institution, minimum: $0.count) }
        case .waves: number(row, upTo: 100).map { .wavesChanged(institution: $0.institution, most: $0.count) }
        }
    }

    private mutating func number(
        _ row: Sheet<EventsColumn>.Row, upTo most: Int
    ) -> (institution: String, count: Int)? {
        guard log.required(row[.institution]) != nil, let id = institution(row), let cell = log.required(row[.count]),
            let count = log.integer(cell, in: 1...most)
        else { return nil }
        return (id, count)
    }

    private mutating func text(_ cell: Cell) -> String? { log.required(cell)?.text }
    private mutating func day(_ row: Sheet<EventsColumn>.Row) -> Day? {
        log.required(row[.day]).flatMap { log.day($0) }
    }

    private func institution(_ row: Sheet<EventsColumn>.Row) -> String? {
        let cell = row[.institution]
        return cell.isEmpty ? nil : desk.scenario.ruleBooks.first { $0.id.lowercased() == cell.word }?.id ?? cell.text
    }

    /// The money that stays paid; all of it goes back if no amount is given.
    private mutating func refund(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let id = text(row[.application]) else { return nil }
        let paid = desk.registration(id)?.feePaid ?? 0
        if row[.amount].isEmpty { return .refund(application: id, paid: 0) }
        guard let back = log.money(row[.amount]) else { return nil }
        guard back > 0, back <= paid else {
            log.refuse(
                row[.amount], "refund-too-much", "报名 \(id) 已缴 \(paid / 100) 元，退不了 \(row[.amount].quoted) 元。", "核对退费金额。")
            return nil
        }
        return .refund(application: id, paid: paid - back)
    }

    /// The person is named by an application; without another institution the ban is that application's.
    private mutating func ban(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let id = text(row[.application]), let untilCell = log.required(row[.until]),
            let last = log.day(untilCell)
        else { return nil }
        let first = row[.from].isEmpty ? now.day : log.day(row[.from])
        guard let first else { return nil }
        guard let registration = desk.registration(id) else {
            log.refuse(row[.application], "application-unknown", "没有报名号\(row[.application].quoted)。", "核对报名号。")
            return nil
        }
        guard first <= last else {
            log.refuse(untilCell, "span-backwards", "止早于起。", "改正起止日期，两天都包括在内。")
            return nil
        }
        let isEverywhere = ["全部", "所有机构", "all"].contains(row[.institution].word)
        return .ban(
            person: registration.person, institution: isEverywhere ? nil : institution(row) ?? registration.institution,
            first: first, last: last)
    }

    private mutating func payment(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let id = text(row[.application]) else { return nil }
        let at = row[.time].isEmpty ? now : log.second(row[.time])
        let amount = row[.amount].isEmpty ? desk.registration(id)?.feeDue ?? 0 : log.money(row[.amount])
        guard let at, let amount else { return nil }
        return .latePayment(application: id, paid: amount, at: at)
    }

    private mutating func results(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let id = text(row[.application]), let day = day(row) else { return nil }
        return .resultsPublished(application: id, on: day)
    }

    private mutating func wish(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let id = text(row[.application]) else { return nil }
        return .wishChanged(
            application: id, venue: row[.venue].isEmpty ? nil : row[.venue].text,
            district: row[.district].isEmpty ? nil : row[.district].text)
    }

    /// From one moment until another, or all of one day.
    private mutating func span(_ row: Sheet<EventsColumn>.Row) -> (from: LocalMinute, until: LocalMinute?)? {
        if !row[.day].isEmpty {
            guard row[.from].isEmpty, row[.until].isEmpty else {
                log.refuse(row[.day], "span-twice", "写了日期，又写了起止。", "停用一整天只写日期，否则只写起和止。")
                return nil
            }
            return log.day(row[.day]).map { ($0.start, ($0 + 1).start) }
        }
        let from = row[.from].isEmpty ? LocalMinute(number: now.number / 60) : minute(row[.from], isEnd: false)
        if row[.until].isEmpty { return from.map { ($0, nil) } }
        guard let from, let until = minute(row[.until], isEnd: true) else { return nil }
        return (from, until)
    }

    /// A day alone is its first minute, or as an end the minute after its last.
    private mutating func minute(_ cell: Cell, isEnd: Bool) -> LocalMinute? {
        guard let second = log.second(cell) else { return nil }
        let isWholeDay = second.number % 86_400 == 86_399
        if isWholeDay { return isEnd ? (second.day + 1).start : second.day.start }
        return LocalMinute(number: second.number / 60)
    }

    private mutating func opened(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let room = text(row[.room]), let from = log.required(row[.from]).flatMap({ minute($0, isEnd: false) }),
            let until = log.required(row[.until]).flatMap({ minute($0, isEnd: true) })
        else { return nil }
        if desk.room(room) != nil { return .roomOpened(room: room, from: from, until: until) }
        guard let venue = text(row[.venue]), let cell = log.required(row[.machine]) else { return nil }
        guard let grid = NumberPair.read(cell), (1...200).contains(grid.0), (1...200).contains(grid.1) else {
            log.refuse(cell, "machine-invalid", "\(cell.quoted)不是新考场的大小。", "写成 5行8列。")
            return nil
        }
        let offers = row[.offers].parts.map(\.text)
        let rented = Venue.Room(
            id: room, rows: grid.0, columns: grid.1, offers: offers.isEmpty ? nil : offers, open: [[from, until]])
        return .roomRented(rented, name: room, venue: venue)
    }

    private mutating func machine(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let room = text(row[.room]), let cell = log.required(row[.machine]) else { return nil }
        guard let place = NumberPair.read(cell) else {
            log.refuse(cell, "machine-invalid", "\(cell.quoted)不是机位。", "写成 2行3列。")
            return nil
        }
        return .machineLost(room: room, row: place.0, column: place.1)
    }

    private mutating func staff(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let venue = text(row[.venue]), let cell = log.required(row[.count]),
            let count = log.integer(cell, in: 1...10_000)
        else { return nil }
        guard let sheet = desk.scenario.venues.first(where: { $0.venue.id == venue }) else {
            log.refuse(row[.venue], "venue-unknown", "没有考点\(row[.venue].quoted)。", "核对考点代码。")
            return nil
        }
        guard let limit = sheet.venue.invigilators else {
            log.refuse(
                row[.venue], "staff-unlimited", "考点\(row[.venue].quoted)没有填写监考人数上限，少几个人无从算起。",
                "先在 venues.csv 填写上限并重新导入。")
            return nil
        }
        return .invigilatorsLost(venue: venue, left: limit - count)
    }

    private mutating func holiday(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let day = day(row), let cell = log.required(row[.becomes]) else { return nil }
        switch cell.word {
        case "放假", "休", "holiday": return .holidayMoved(day: day, becomes: .holiday)
        case "上班", "调休上班", "worked": return .holidayMoved(day: day, becomes: .worked)
        case "平常", "不放假", "plain": return .holidayMoved(day: day, becomes: .plain)
        default:
            log.refuse(cell, "becomes-unknown", "\(cell.quoted)不是放假安排。", "写 放假、上班 或 平常。")
            return nil
        }
    }

    private mutating func cancelled(_ row: Sheet<EventsColumn>.Row) -> ScenarioEvent? {
        guard let programme = text(row[.programme]), let sitting = text(row[.sitting]) else { return nil }
        return .programmeCancelled(programme: programme, sitting: sitting)
    }
}
