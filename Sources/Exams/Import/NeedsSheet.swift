enum NeedsColumn: Int, SheetColumn {
    case institution, occupation, workType, level, subject, tags

    static let file = "needs.csv"

    var titles: [String] {
        switch self {
        case .institution: ["机构", "institution"]
        case .occupation: ["职业", "occupation"]
        case .workType: ["工种", "worktype"]
        case .level: ["等级", "level"]
        case .subject: ["科目", "subject"]
        case .tags: ["需要", "needs"]
        }
    }

    var isRequired: Bool { self == .occupation || self == .tags }
}

/// What a room must offer for one subject of a programme.
package struct SubjectNeed: Codable, Equatable, Sendable {
    package var programme: String
    package var subject: Subject
    package var tags: [String]

    package init(programme: String, subject: Subject, tags: [String]) {
        self.programme = programme
        self.subject = subject
        self.tags = tags
    }
}

/// `needs.csv`: an empty 机构, 工种, 等级 or 科目 means all of them. Optional as a whole.
enum NeedsSheet {
    static func read(
        _ sheet: Sheet<NeedsColumn>, catalogue: Catalogue, venues: [VenueSheet], log: inout ImportLog
    ) -> [SubjectNeed] {
        var needs: [SubjectNeed] = []
        sheet.forEachRow(log: &log) { row, log in
            guard let occupation = log.required(row[.occupation]), let tagsCell = log.required(row[.tags]) else {
                return
            }
            guard let entries = entries(row, log: &log, catalogue: catalogue) else { return }
            let subjects = log.subjects(row[.subject])
            let tags = tagsCell.parts.map(\.text)
            var matched = false
            for entry in entries {
                for part in entry.parts where subjects.isEmpty || subjects.contains(part.subject) {
                    matched = true
                    add(tags, to: entry.id, part.subject, &needs)
                }
            }
            if !matched {
                log.refuse(
                    occupation, "programme-unknown", "规则书中没有符合这一行的项目和科目。", "改正机构、职业、工种、等级或科目；空着表示全部。")
            }
            noteUnmet(tags, tagsCell, venues: venues, log: &log)
        }
        return needs
    }

    private static func entries(
        _ row: Sheet<NeedsColumn>.Row, log: inout ImportLog, catalogue: Catalogue
    ) -> [Catalogue.Entry]? {
        var entries = catalogue.entries.filter { Catalogue.word($0.row.occupation) == row[.occupation].word }
        if !row[.institution].isEmpty {
            guard let book = catalogue.bookIndex(named: row[.institution]) else {
                log.refuse(
                    row[.institution], "institution-unknown", "规则书中没有机构\(row[.institution].quoted)。", "改正机构，或留空表示所有机构。")
                return nil
            }
            entries.removeAll { $0.book != book }
        }
        if let workType = Catalogue.workType(row[.workType]) {
            entries.removeAll { $0.row.workType.map(Catalogue.word) != workType }
        }
        if !row[.level].isEmpty {
            guard let level = log.level(row[.level]) else { return nil }
            entries.removeAll { $0.row.level != level }
        }
        return entries
    }

    private static func add(_ tags: [String], to programme: String, _ subject: Subject, _ needs: inout [SubjectNeed]) {
        if let index = needs.firstIndex(where: { $0.programme == programme && $0.subject == subject }) {
            for tag in tags where !needs[index].tags.contains(tag) { needs[index].tags.append(tag) }
        } else {
            needs.append(SubjectNeed(programme: programme, subject: subject, tags: tags))
        }
    }

    private static func noteUnmet(_ tags: [String], _ cell: Cell, venues: [VenueSheet], log: inout ImportLog) {
        let rooms = venues.flatMap(\.venue.rooms)
        for tag in tags where !rooms.contains(where: { $0.offers?.contains(tag) == true }) {
            log.note(cell, "need-nowhere", "没有一个考场具备“\(tag)”，需要它的考生都将等待。", "检查 rooms.csv 的“条件”是否写法一致，或另找考场。")
        }
    }
}

extension ImportLog {
    mutating func level(_ cell: Cell) -> Level? {
        if cell.isEmpty { return nil }
        if let level = Level(text: cell.text) { return level }
        refuse(cell, "level-unknown", "\(cell.quoted)不是等级。", "写成 四级、四级/中级工 或 4。")
        return nil
    }

    /// In the order they are sat, each once; empty for an empty cell.
    mutating func subjects(_ cell: Cell) -> [Subject] {
        var subjects: [Subject] = []
        for part in cell.parts {
            if let subject = Subject(text: part.text) {
                if !subjects.contains(subject) { subjects.append(subject) }
            } else {
                refuse(part, "subject-unknown", "\(part.quoted)不是科目。", "写 理论知识、技能考核 或 综合评审，多个用分号隔开。")
            }
        }
        return subjects.sorted()
    }
}
