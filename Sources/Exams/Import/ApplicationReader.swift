import Foundation

/// `applications.csv`: one row per person and programme. Time and memory are linear in the rows; what one row
/// must be compared with others for goes through dictionaries that are only looked up, never walked.
struct ApplicationReader {
    let catalogue: Catalogue
    let sittings: [SittingPlan]
    let folder: URL

    var people: [Person] = []
    var registrations: [Registration] = []
    var personByKey: [String: Int32] = [:]
    var rowByID: [String: Int32] = [:]
    /// Row of the application a person has for a programme and month.
    var rowByClaim: [Claim: Int32] = [:]
    private var known = KnownWords()
    var withoutPhoto = 0
    /// Set while only a part of the sheet is read: what other rows must be compared with is put down here instead.
    var apart: RowsApart?
    let venues: [VenueSheet]
    /// Shorter sheets are read before another core has begun.
    var rowsOfPart = 20_000

    init(catalogue: Catalogue, sittings: [SittingPlan], venues: [VenueSheet], folder: URL) {
        self.catalogue = catalogue
        self.sittings = sittings
        self.folder = folder
        self.venues = venues
        // Of venues that share a word the first is meant.
        for sheet in venues.reversed() {
            known.venues[sheet.name] = sheet.venue.id
            known.venues[sheet.venue.id] = sheet.venue.id
        }
        known.districts = Set(venues.compactMap(\.venue.district))
        known.documentsOfBooks = catalogue.books.map(\.documents?.value)
    }

    /// Reads rows that come after a scenario: whoever it knows stays the same person.
    init(continuing scenario: Scenario, folder: URL) {
        self.init(
            catalogue: Catalogue(scenario.ruleBooks), sittings: scenario.sittings, venues: scenario.venues,
            folder: folder)
        people = scenario.people
        for (index, person) in people.enumerated() {
            let document = IdentityDocument(
                type: person.documentType, number: person.documentNumber, country: person.documentCountry)
            personByKey[document.personKey] = Int32(index)
        }
    }

    mutating func read(_ sheet: Sheet<ApplicationsColumn>, log: inout ImportLog) {
        if let merged = readInParts(sheet) {
            self = merged.reader
            for note in merged.notes { log.note(note) }
        } else {
            reserve(sheet.rowCount)
            personByKey.reserveCapacity(people.count + sheet.rowCount)
            sheet.forEachRow(log: &log) { row, log in read(row, log: &log) }
        }
        if withoutPhoto > 0 {
            log.note(
                Mistake(
                    code: "photo-missing", file: ApplicationsColumn.file, column: ApplicationsColumn.photo.title,
                    cause: "\(withoutPhoto) 条报名没有照片，准考证上照片处留空。", action: "打印准考证前补齐照片。"))
        }
    }

    /// What is read from these leaves the program.
    private static let columnsInDocuments = [ApplicationsColumn.name, .unit, .needs, .wishVenue, .wishDistrict]

    mutating func reserve(_ rows: Int) {
        people.reserveCapacity(people.count + rows)
        registrations.reserveCapacity(rows)
        rowByID.reserveCapacity(rows)
        rowByClaim.reserveCapacity(rows)
    }

    mutating func read(_ row: Sheet<ApplicationsColumn>.Row, log: inout ImportLog) {
        for column in ApplicationReader.columnsInDocuments where !row.lacks(column) {
            log.refuseIDNumber(row[column])
        }
        let id = id(row[.id], log: &log)
        let person = person(row, log: &log)
        let entry = programme(row, log: &log)
        let isWithdrawn = !row.lacks(.withdrawn) && log.isYes(row[.withdrawn])
        let review = review(row[.review], log: &log)
        let paid = payment(row, log: &log)
        let published = row.lacks(.resultsPublished) ? nil : log.day(row[.resultsPublished])
        let subjects = entry.flatMap { self.subjects(row, of: $0, isRetake: published != nil, log: &log) }
        let firstMonth = entry.flatMap { self.firstMonth(row[.firstMonth], of: $0, log: &log) }
        let wish = wish(row, log: &log)
        let banned =
            row.lacks(.banned) ? [] : row[.banned].parts.compactMap { log.daySpan($0) }.map { [$0.first, $0.last] }
        let extraMinutes = row.lacks(.extraMinutes) ? 0 : log.integer(row[.extraMinutes], in: 0...240) ?? 0
        guard let id, let person, let entry, let review, let subjects, let firstMonth else { return }
        guard let due = catalogue.fee(of: entry, subjects: subjects, isRetake: published != nil) else { return }
        let registration = Registration(
            id: id, person: people[person].id, institution: entry.institution, programme: entry.id, subjects: subjects,
            review: review, feeDue: due, feePaid: paid.amount, paidAt: paid.time, withdrawn: isWithdrawn,
            firstMonth: firstMonth, resultsPublished: published, banned: banned,
            unit: row.lacks(.unit) || row[.unit].isEmpty ? nil : row[.unit].text,
            needs: row.lacks(.needs) ? [] : row[.needs].parts.map(\.text),
            extraMinutes: extraMinutes, wishVenue: wish.venue, wishDistrict: wish.district)
        checkClaim(registration, of: person, for: entry, row, log: &log)
        noteDoubts(registration, of: entry, row, log: &log)
        registrations.append(registration)
    }

    private mutating func id(_ cell: Cell, log: inout ImportLog) -> String? {
        guard let cell = log.required(cell) else { return nil }
        let id = cell.text
        let bytes = Array(id.utf8)
        guard bytes.count <= 40 else {
            log.refuse(cell, "application-id-long", "报名号超过 40 个字符。", "检查是否错填了其他内容。")
            return nil
        }
        guard bytes.first != UInt8(ascii: "."), !id.unicodeScalars.contains(where: isUnfitForFileNames) else {
            log.refuse(cell, "application-id-form", "报名号里有斜杠、反斜杠或换行，或以点开头，不能用作文件名。", "换成字母、数字和短横线。")
            return nil
        }
        if MisplacedIDNumber.stands(in: bytes) {
            log.refuse(cell, "application-id-is-id-number", "报名号是一个身份证号码，会随编排结果公开。", "换成报名系统的编号。")
            return nil
        }
        if CitizenNumber.isRuined(bytes) {
            log.refuse(cell, "application-id-ruined", "报名号已被 Excel 改成数值，末几位丢失。", "把该列格式设为“文本”，重新导出。")
            return nil
        }
        if apart == nil, let known = rowByID.updateValue(Int32(cell.row), forKey: id) {
            rowByID[id] = known
            log.refuse(cell, "application-twice", "报名号与第 \(known) 行重复。", "删去重复的一行，或改正报名号。")
            return nil
        }
        return id
    }

    private mutating func programme(_ row: Sheet<ApplicationsColumn>.Row, log: inout ImportLog) -> Catalogue.Entry? {
        guard let institution = log.required(row[.institution]), let occupation = log.required(row[.occupation]),
            let levelCell = log.required(row[.level])
        else { return nil }
        let words = KnownWords.Programme(
            institution: institution.asWritten, occupation: occupation.asWritten,
            workType: row[.workType].asWritten, level: levelCell.asWritten)
        if let entry = known.programmes[words] { return entry }
        let book = catalogue.bookIndex(named: institution)
        if book == nil {
            log.refuse(
                institution, "institution-unknown", "规则书中没有机构\(institution.quoted)。", "改正机构，或在 rulebooks.csv 中加上它。")
        }
        guard let level = log.level(levelCell), let book else { return nil }
        if let entry = catalogue.entry(book: book, occupation: occupation, workType: row[.workType], level: level) {
            known.programmes[words] = entry
            return entry
        }
        let name = catalogue.books[book].id
        let similar = catalogue.entries.filter {
            $0.book == book && Catalogue.word($0.row.occupation) == occupation.word
        }
        let listed = similar.map(\.row.title).joined(separator: "、")
        log.refuse(
            occupation, "programme-unknown",
            "\(name) 的认定目录中没有\(occupation.quoted)、工种\(row[.workType].quoted)、\(level.title)这一项。",
            listed.isEmpty ? "对照该机构通知改正职业名称。" : "改正工种或等级；该职业有：\(listed)。")
        return nil
    }

    /// All subjects at first, the named ones at a retake.
    private func subjects(
        _ row: Sheet<ApplicationsColumn>.Row, of entry: Catalogue.Entry, isRetake: Bool, log: inout ImportLog
    ) -> [Subject]? {
        let all = entry.subjects
        let cell = row[.subjects]
        let named = log.subjects(cell)
        let foreign = named.filter { !all.contains($0) }
        if let subject = foreign.first {
            log.refuse(
                cell, "subject-not-in-programme", "\(entry.row.title)没有“\(subject.title)”这一科。",
                "该项目的科目是：\(all.map(\.title).joined(separator: "、"))。")
            return nil
        }
        if !cell.isEmpty && named.isEmpty { return nil }
        let subjects = named.isEmpty ? all : named
        if subjects.count < all.count, !isRetake, row[.resultsPublished].isEmpty {
            log.refuse(
                row[.resultsPublished], "retake-without-publication-date", "只考部分科目是补考，但没有填写首次成绩公布日期。",
                "填写首次成绩公布日期；如果是首次报考，把“科目”留空。")
            return nil
        }
        if subjects.count == all.count, isRetake {
            log.refuse(
                cell, "retake-of-everything", "填写了首次成绩公布日期，却要考全部科目；没有合格科目可保留，应按首次报考办理。",
                "补考请写明补考的科目；首次报考请清空首次成绩公布日期。")
            return nil
        }
        return subjects
    }

    private func firstMonth(_ cell: Cell, of entry: Catalogue.Entry, log: inout ImportLog) -> Month? {
        guard let cell = log.required(cell), let month = log.month(cell) else { return nil }
        let isBooksYear = month.year == catalogue.books[entry.book].year.value
        if isBooksYear, !entry.row.months.contains(month.monthOfYear) {
            let listed = entry.row.months.map { "\($0) 月" }.joined(separator: "、")
            log.refuse(
                cell, "month-not-listed", "\(entry.row.title)的认定月份不含 \(month.monthOfYear) 月。", "改成下列月份之一：\(listed)。")
            return nil
        }
        return month
    }

    private mutating func review(_ cell: Cell, log: inout ImportLog) -> Registration.Review? {
        guard let cell = log.required(cell) else { return nil }
        if let review = known.reviews[cell.asWritten] { return review }
        guard let review = Registration.Review(word: cell.word) else {
            log.refuse(cell, "review-unknown", "\(cell.quoted)不是审核状态。", "填 审核通过、审核不通过 或 待审核。")
            return nil
        }
        known.reviews[cell.asWritten] = review
        return review
    }

    private func payment(
        _ row: Sheet<ApplicationsColumn>.Row, log: inout ImportLog
    ) -> (amount: Int, time: LocalSecond?) {
        let amount = log.money(row[.feePaid])
        let time = log.second(row[.paidAt])
        if let amount, amount > 0, row[.paidAt].isEmpty {
            log.refuse(row[.paidAt], "payment-time-missing", "有缴费金额却没有缴费时间，无法判断是否逾期。", "填写到账时间。")
        }
        if time != nil, row[.feePaid].isEmpty {
            log.refuse(row[.feePaid], "payment-amount-missing", "有缴费时间却没有缴费金额。", "填写金额，或清空缴费时间。")
        }
        return (amount ?? 0, time)
    }

    private func wish(
        _ row: Sheet<ApplicationsColumn>.Row, log: inout ImportLog
    ) -> (venue: String?, district: String?) {
        if row.lacks(.wishVenue), row.lacks(.wishDistrict) { return (nil, nil) }
        var venue: String?
        let named = row[.wishVenue]
        if !named.isEmpty {
            venue = known.venues[named.text]
            if venue == nil {
                log.refuse(named, "venue-unknown", "venues.csv 中没有考点\(named.quoted)。", "改正考点代码或名称，或清空这一格。")
            }
        }
        let cell = row[.wishDistrict]
        guard !cell.isEmpty else { return (venue, nil) }
        let district = cell.text
        if !known.districts.contains(district) {
            log.refuse(cell, "district-unknown", "没有考点在\(cell.quoted)。", "写成 venues.csv 中的区名，或清空这一格。")
        }
        return (venue, district)
    }

    /// One live application per person, programme and month. A first-time application may stand beside a retake:
    /// whether it gives the retake up is the rule book's to say.
    private mutating func checkClaim(
        _ registration: Registration, of person: Int, for entry: Catalogue.Entry,
        _ row: Sheet<ApplicationsColumn>.Row, log: inout ImportLog
    ) {
        let isLive =
            !registration.withdrawn && registration.review != .rejected
            && registration.feePaid >= registration.feeDue
        apart?.liveProgrammes.append(isLive ? Int32(entry.number) : -1)
        guard isLive, apart == nil else { return }
        let claim = Claim(
            person: Int32(person), programme: Int32(entry.number), month: Int32(registration.firstMonth.number),
            isRetake: registration.resultsPublished != nil)
        if let before = rowByClaim.updateValue(Int32(row.number), forKey: claim) {
            rowByClaim[claim] = before
            log.refuse(
                row[.id], "person-twice", "与第 \(before) 行是同一人、同一项目、同一月份。", "只保留一条；多缴的费用另行处理。")
        }
    }

    private mutating func noteDoubts(
        _ registration: Registration, of entry: Catalogue.Entry, _ row: Sheet<ApplicationsColumn>.Row,
        log: inout ImportLog
    ) {
        if registration.feePaid > registration.feeDue {
            log.note(
                row[.feePaid], "overpaid", "缴费金额多于应缴的 \(registration.feeDue / 100) 元。", "核对科目和金额，退还多缴部分。")
        }
        noteUnacceptedDocument(entry, row[.documentType], log: &log)
        guard case .on(let firstDay) = firstSitting(of: entry, from: registration.firstMonth) else {
            log.note(
                row[.firstMonth], "month-without-sitting", "从 \(registration.firstMonth) 起没有安排该项目的批次，将列为等待。",
                "在 sittings.csv 中安排，或等下一次编排。")
            return
        }
        if !row.lacks(.documentExpiry), let expiry = log.day(row[.documentExpiry]), let day = firstDay, expiry < day {
            log.note(row[.documentExpiry], "document-expires", "证件在考试日（\(day) 起）之前到期。", "提醒考生换证并更新证件信息。")
        }
    }
}

extension ApplicationReader {
    /// Of those on the sheet.
    private mutating func firstSitting(of entry: Catalogue.Entry, from month: Month) -> KnownWords.FirstSitting {
        let question = KnownWords.Wait(programme: entry.id, month: month)
        if let known = known.firstSittings[question] { return known }
        let sitting = sittings.first {
            $0.institution == entry.institution && $0.month >= month && $0.programmes.contains(entry.id)
        }
        let answer = sitting.map { KnownWords.FirstSitting.on($0.periods.first?.start.day) } ?? .nowhere
        known.firstSittings[question] = answer
        return answer
    }

    /// The seat does not depend on it, the door does: the candidate must come with another document.
    private mutating func noteUnacceptedDocument(
        _ entry: Catalogue.Entry, _ cell: Cell, log: inout ImportLog
    ) {
        guard let type = type(cell) else { return }
        guard let accepted = known.documentsOfBooks[entry.book], !accepted.contains(type) else { return }
        log.note(
            cell, "document-not-accepted", "\(catalogue.books[entry.book].institution.value)的通知不认\(type.title)。",
            "改用下列证件之一，并提醒考生当天带原件：\(accepted.map(\.title).joined(separator: "、"))。")
    }

    private mutating func type(_ cell: Cell) -> DocumentType? {
        if let type = known.documentTypes[cell.asWritten] { return type }
        guard let type = DocumentType(word: cell.word) else { return nil }
        known.documentTypes[cell.asWritten] = type
        return type
    }
}

extension ApplicationReader {
    /// The index of the human being this row is about: a new one, or one met before.
    private mutating func person(_ row: Sheet<ApplicationsColumn>.Row, log: inout ImportLog) -> Int? {
        guard let nameCell = log.required(row[.name]), let typeCell = log.required(row[.documentType]),
            let numberCell = log.required(row[.documentNumber])
        else { return nil }
        let name = name(nameCell, log: &log)
        guard let type = type(typeCell) else {
            log.refuse(
                typeCell, "document-type-unknown", "\(typeCell.quoted)不是证件类型。",
                "填写下列之一：\(DocumentType.allCases.map(\.title).joined(separator: "、"))。")
            return nil
        }
        let country = row.lacks(.country) || row[.country].isEmpty ? nil : row[.country].word.uppercased()
        let raw = Array(numberCell.halfWidth)
        switch IdentityDocument.read(type, raw, country: country) {
        case .failure(let fault):
            let cell = fault == .countryMissing ? row[.country] : numberCell
            log.refuse(cell, fault.code, fault.cause(IdentityDocument.masked(raw)), fault.action)
            return nil
        case .success(let document):
            return name.flatMap { person(document, $0, row, log: &log) }
        }
    }

    /// Nil for a name that cannot be printed.
    private func name(_ cell: Cell, log: inout ImportLog) -> String? {
        let name = PersonName.canonical(cell.text)
        let invisible = PersonName.invisible(in: name)
        if !invisible.isEmpty {
            let codes = invisible.map { scalar in
                let digits = String(scalar.value, radix: 16, uppercase: true)
                return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            }
            log.refuse(
                cell, "name-invisible-character", "姓名里有看不见的字符：\(codes.joined(separator: "、"))，无法印在准考证上。",
                "清空这一格，对照证件手工重新输入姓名，不要从网页粘贴。")
            return nil
        }
        if name.utf8.count > PersonName.mostCharacters, name.count > PersonName.mostCharacters {
            log.refuse(
                cell, "name-long", "姓名有 \(name.count) 个字符，准考证上最多印得下 \(PersonName.mostCharacters) 个。",
                "检查是否填进了别的内容；确实更长的，按证件上的简写填写。")
            return nil
        }
        return name
    }

    private mutating func person(
        _ document: IdentityDocument, _ name: String, _ row: Sheet<ApplicationsColumn>.Row, log: inout ImportLog
    ) -> Int {
        if row.lacks(.photo) || row[.photo].isEmpty { withoutPhoto += 1 }
        let photo = row.lacks(.photo) ? nil : photo(row[.photo], log: &log)
        let key = document.personKey
        apart?.rows.append(Int32(row.number))
        apart?.people.append(PersonMark(key))
        if apart == nil, let known = personByKey[key].map({ Int($0) }) {
            if people[known].name != name {
                log.refuse(
                    row[.name], "name-differs", "同一证件号码 \(document.maskedNumber) 在前面的行中姓名是“\(people[known].name)”。",
                    "对照证件原件改正姓名或号码。")
            }
            if people[known].photo == nil { people[known].photo = photo }
            return known
        }
        if apart == nil { personByKey[key] = Int32(people.count) }
        people.append(
            Person(
                id: apart == nil ? ApplicationReader.personID(people.count + 1) : "", name: name,
                documentType: document.type,
                documentNumber: document.number, documentCountry: document.country,
                phone: phone(row[.phone], log: &log),
                email: row.lacks(.email) ? nil : email(row[.email], log: &log), photo: photo,
                generated: log.isYes(row[.generated])
            ))
        return people.count - 1
    }

    static func personID(_ number: Int) -> String {
        let digits = String(number)
        return "P" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }

    private func phone(_ cell: Cell, log: inout ImportLog) -> String? {
        if cell.isEmpty { return nil }
        let digits = cell.halfWidth.filter { $0 != 0x20 && $0 != UInt8(ascii: "-") }
        let isNumber = digits.drop { $0 == UInt8(ascii: "+") }.allSatisfy { (48...57).contains($0) }
        if !isNumber || !(7...16).contains(digits.count) {
            log.note(cell, "phone-invalid", "手机号码不完整或已被 Excel 改变。", "核对后重新填写，否则收不到通知。")
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Nil for what is no address: nothing can be sent there, and a release will say who has none.
    private func email(_ cell: Cell, log: inout ImportLog) -> String? {
        if cell.isEmpty { return nil }
        let text = String(decoding: cell.halfWidth, as: UTF8.self)
        if MailAddress.isValid(text) { return text }
        log.note(cell, "email-invalid", "这不是邮箱地址，没有采用。", "核对后重新填写，如 name@example.org，否则收不到邮件。")
        return nil
    }

    private func photo(_ cell: Cell, log: inout ImportLog) -> String? {
        if cell.isEmpty { return nil }
        let path = cell.text
        guard FolderPath.isInside(path) else {
            log.refuse(cell, "path-outside", "照片必须在场景文件夹内。", "只写相对路径，如 photos/001.jpg，不写盘符和“..”。")
            return nil
        }
        if !FileManager.default.fileExists(atPath: folder.appending(path: path).path(percentEncoded: false)) {
            // The name is kept: the file may come before the tickets are drawn.
            log.note(
                cell, "photo-not-found", "找不到照片文件，准考证将发不出。", "检查文件名，或在发放前把照片放进文件夹；没有照片就把这一格清空。")
        }
        return path
    }
}

/// Slashes of either kind, and whatever ends a line.
private func isUnfitForFileNames(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2F, 0x5C, 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
}

extension Cell {
    fileprivate var asWritten: KnownWords.Word { KnownWords.Word(bytes: bytes) }
}
