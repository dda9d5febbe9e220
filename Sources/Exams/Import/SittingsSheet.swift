enum SittingsColumn: Int, SheetColumn {
    case institution, month, day, number, start, end, deadline, minimumEnrolment, maxWaves, programmes

    static let file = "sittings.csv"

    var titles: [String] {
        switch self {
        case .institution: ["机构", "institution"]
        case .month: ["认定月份", "月份", "month"]
        case .day: ["考试日期", "日期", "day"]
        case .number: ["场次", "场次号", "period"]
        case .start: ["开始时间", "开始", "start"]
        case .end: ["结束时间", "结束", "end"]
        case .deadline: ["缴费截止", "缴费截止时间", "paymentdeadline"]
        case .minimumEnrolment: ["最低开考人数", "minimumenrolment"]
        case .maxWaves: ["最多批数", "maxwaves"]
        case .programmes: ["开考项目", "programmes"]
        }
    }

    var isRequired: Bool {
        switch self {
        case .institution, .month, .day, .number, .start, .end: true
        case .deadline, .minimumEnrolment, .maxWaves, .programmes: false
        }
    }
}

/// `sittings.csv`: one period per row; the rows of one institution and month are a sitting.
struct SittingsSheet {
    /// One sitting while its rows are gathered.
    struct Draft {
        let book: Int
        let month: Month
        let firstCell: Cell
        var periods: [(period: Sitting.Period, cell: Cell)] = []
        var deadline: (value: LocalSecond, cell: Cell)?
        var minimumEnrolment: (value: Int, cell: Cell)?
        var maxWaves: (value: Int, cell: Cell)?
        var programmes: [String] = []
    }

    let catalogue: Catalogue
    let policy: PolicySheet
    private var drafts: [Draft] = []

    /// By month, then in the order of the books; the periods by start.
    static func read(
        _ sheet: Sheet<SittingsColumn>, catalogue: Catalogue, policy: PolicySheet, calendars: CalendarCheck,
        log: inout ImportLog
    ) -> [SittingPlan] {
        var reader = SittingsSheet(catalogue: catalogue, policy: policy)
        sheet.forEachRow(log: &log) { row, log in reader.read(row, log: &log) }
        var plans: [SittingPlan] = []
        for draft in reader.drafts.sorted(by: { ($0.month.number, $0.book) < ($1.month.number, $1.book) }) {
            calendars.check(draft.periods, log: &log)
            reader.checkOverlaps(draft, log: &log)
            if let plan = reader.plan(draft, log: &log) { plans.append(plan) }
        }
        reader.checkAgreement(log: &log)
        return plans
    }

    private init(catalogue: Catalogue, policy: PolicySheet) {
        self.catalogue = catalogue
        self.policy = policy
    }

    private mutating func read(_ row: Sheet<SittingsColumn>.Row, log: inout ImportLog) {
        guard let institution = log.required(row[.institution]), let monthCell = log.required(row[.month]) else {
            return
        }
        guard let book = catalogue.bookIndex(named: institution) else {
            log.refuse(
                institution, "institution-unknown", "规则书中没有机构\(institution.quoted)。", "在 rulebooks.csv 中加上该机构，或改正名称。")
            return
        }
        guard let month = log.month(monthCell) else { return }
        let index = drafts.firstIndex { $0.book == book && $0.month == month } ?? drafts.count
        if index == drafts.count { drafts.append(Draft(book: book, month: month, firstCell: monthCell)) }
        readPeriod(row, into: &drafts[index], log: &log)
        readOptions(row, into: &drafts[index], log: &log)
    }

    private func readPeriod(_ row: Sheet<SittingsColumn>.Row, into draft: inout Draft, log: inout ImportLog) {
        guard let dayCell = log.required(row[.day]), let numberCell = log.required(row[.number]),
            let startCell = log.required(row[.start]), let endCell = log.required(row[.end])
        else { return }
        guard let day = log.day(dayCell), let number = log.integer(numberCell, in: 1...99),
            let start = log.clock(startCell), let end = log.clock(endCell)
        else { return }
        guard start < end else {
            log.refuse(endCell, "period-backwards", "结束时间不晚于开始时间。", "改正开始或结束时间；一场不能跨零点。")
            return
        }
        guard day.month == draft.month else {
            log.refuse(dayCell, "period-outside-month", "考试日期 \(day) 不在 \(draft.month) 内。", "改正日期或认定月份。")
            return
        }
        let id = "\(catalogue.books[draft.book].id)-\(day)-\(number)"
        guard !draft.periods.contains(where: { $0.period.id == id }) else {
            log.refuse(numberCell, "period-twice", "\(day) 的第 \(number) 场出现了两次。", "同一天的场次号不能重复。")
            return
        }
        let period = Sitting.Period(id: id, start: day.start + start, end: day.start + end)
        draft.periods.append((period, dayCell))
    }

    private func readOptions(_ row: Sheet<SittingsColumn>.Row, into draft: inout Draft, log: inout ImportLog) {
        if let deadline = log.deadline(row[.deadline]) {
            if let known = draft.deadline, known.value != deadline {
                refuseDisagreement(row[.deadline], known.cell, log: &log)
            }
            draft.deadline = draft.deadline ?? (deadline, row[.deadline])
        }
        if let value = log.integer(row[.minimumEnrolment], in: 1...100_000) {
            if let known = draft.minimumEnrolment, known.value != value {
                refuseDisagreement(row[.minimumEnrolment], known.cell, log: &log)
            }
            draft.minimumEnrolment = draft.minimumEnrolment ?? (value, row[.minimumEnrolment])
        }
        if let value = log.integer(row[.maxWaves], in: 1...100) {
            if let known = draft.maxWaves, known.value != value {
                refuseDisagreement(row[.maxWaves], known.cell, log: &log)
            }
            draft.maxWaves = draft.maxWaves ?? (value, row[.maxWaves])
        }
        for part in row[.programmes].parts { readProgramme(part, into: &draft, log: &log) }
    }

    private func readProgramme(_ cell: Cell, into draft: inout Draft, log: inout ImportLog) {
        let book = catalogue.books[draft.book]
        let entry = catalogue.entries.first {
            $0.institution == book.id && ($0.id.lowercased() == cell.word || Catalogue.word($0.row.title) == cell.word)
        }
        guard let entry else {
            log.refuse(
                cell, "programme-unknown", "\(book.id) 的认定目录中没有\(cell.quoted)。",
                "写项目编号，如 \(book.id)-01；多个用分号隔开，空着表示当月全部。")
            return
        }
        guard entry.row.months.contains(draft.month.monthOfYear) else {
            log.refuse(
                cell, "month-not-listed", "\(entry.id) \(entry.row.title)的认定月份不含 \(draft.month.monthOfYear) 月。",
                "删去该项目，或改正认定月份。")
            return
        }
        if !draft.programmes.contains(entry.id) { draft.programmes.append(entry.id) }
    }

    private func refuseDisagreement(_ cell: Cell, _ known: Cell, log: inout ImportLog) {
        log.refuse(
            cell, "sitting-disagrees", "与第 \(known.row) 行填写的\(known.quoted)不一致。", "同一机构、同一月份只填一种，或只在一行填写。")
    }

    private func checkOverlaps(_ draft: Draft, log: inout ImportLog) {
        let periods = draft.periods.sorted { ($0.period.start, $0.period.end) < ($1.period.start, $1.period.end) }
        for (earlier, later) in zip(periods, periods.dropFirst()) where later.period.start < earlier.period.end {
            log.refuse(
                later.cell, "period-overlaps", "这一场（\(later.period.start.clock) 开始）与第 \(earlier.cell.row) 行的一场时间重叠。",
                "改正时间，使同一批次的场次互不重叠。")
        }
    }

    private func plan(_ draft: Draft, log: inout ImportLog) -> SittingPlan? {
        let book = catalogue.books[draft.book]
        guard draft.month.year == book.year.value else {
            log.refuse(
                draft.firstCell, "year-not-covered", "\(book.id) 的规则书适用于 \(book.year.value) 年，不含 \(draft.month)。",
                "改正月份；如确需沿用，在 rulebooks.csv 填写适用年份和依据。")
            return nil
        }
        if let filing = book.filing?.value, draft.month < filing.first || filing.last < draft.month {
            log.refuse(
                draft.firstCell, "filing-expired", "\(draft.month) 不在备案有效期 \(filing.first) 至 \(filing.last) 内。",
                "备案续期后再安排，或改正月份。")
            return nil
        }
        let listed = catalogue.entries.filter {
            $0.institution == book.id && $0.row.months.contains(draft.month.monthOfYear)
        }
        let programmes = listed.map(\.id).filter { draft.programmes.isEmpty || draft.programmes.contains($0) }
        guard !programmes.isEmpty else {
            log.refuse(
                draft.firstCell, "sitting-without-programmes", "\(book.id) 的认定目录在 \(draft.month.monthOfYear) 月没有项目。",
                "改正机构或月份。")
            return nil
        }
        let periods = draft.periods.map(\.period).sorted { ($0.start, $0.end, $0.id) < ($1.start, $1.end, $1.id) }
        guard let firstDay = periods.first?.start.day else { return nil }
        return SittingPlan(
            id: "\(book.id)-\(draft.month)", institution: book.id, month: draft.month, programmes: programmes,
            periods: periods,
            paymentDeadline: draft.deadline?.value ?? book.paymentDeadline(firstExamDay: firstDay),
            minimumEnrolment: draft.minimumEnrolment?.value ?? policy.minimumEnrolment,
            maxWaves: draft.maxWaves?.value ?? policy.maxWaves)
    }

    /// The planner knows one bound on waves and one minimum per programme, so an institution's sittings must agree.
    private func checkAgreement(log: inout ImportLog) {
        for (index, draft) in drafts.enumerated() {
            guard let first = drafts.prefix(index).first(where: { $0.book == draft.book }) else { continue }
            if (first.maxWaves?.value ?? policy.maxWaves) != (draft.maxWaves?.value ?? policy.maxWaves) {
                refuseSplit(SittingsColumn.maxWaves, first, draft, log: &log)
            }
            let minimum = first.minimumEnrolment?.value ?? policy.minimumEnrolment
            if minimum != (draft.minimumEnrolment?.value ?? policy.minimumEnrolment) {
                refuseSplit(SittingsColumn.minimumEnrolment, first, draft, log: &log)
            }
        }
    }

    private func refuseSplit(_ column: SittingsColumn, _ first: Draft, _ draft: Draft, log: inout ImportLog) {
        log.refuse(
            Mistake(
                code: "sittings-disagree", file: SittingsColumn.file, row: draft.firstCell.row, column: column.title,
                cause: "同一机构 \(first.month) 与 \(draft.month) 的“\(column.title)”不一致。", action: "同一机构各月填同一个数。"))
    }
}

extension ImportLog {
    /// Payments strictly before this second count: the end of a day written without a time, else the time written.
    mutating func deadline(_ cell: Cell) -> LocalSecond? {
        guard let second = second(cell) else { return nil }
        let isWholeDay = second.number % 86_400 == 86_399
        return isWholeDay ? LocalSecond(number: second.number + 1) : second
    }
}
