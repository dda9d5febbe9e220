import Exams

/// One file of a packet.
package struct PacketPaper: Sendable {
    /// Below the packet's folder, such as `public/门贴.pdf`.
    package var path: String
    package var bytes: [UInt8]

    package var isConfidential: Bool { !path.hasPrefix("public/") }
}

/// Draws a venue's papers of a day. `public/` is what is posted or lies open: document numbers are masked there.
/// `confidential/` is handed out against signature and collected again. Full document numbers stand on the sign-in
/// sheet alone, page and workbook: comparing the number with the document is how a room knows its people.
package final class PacketPress {
    private let typesetter: Typesetter
    /// What stands on the papers drawn last otherwise than it was given, and whom it is about: one candidate with a
    /// name that cannot be printed must not take the papers from a whole room.
    package private(set) var remarks: [Mistake] = []

    /// - Throws: `font-missing`.
    package init() throws(Mistakes) { typesetter = try Typesetter(mends: true) }

    /// Papers of rooms are made for those that have changed; lists of the whole venue if any has.
    /// - Throws: what keeps a whole paper from being made.
    package func papers(of content: PacketContent) throws(Mistakes) -> [PacketPaper] {
        typesetter.forgetMended()
        remarks = []
        let papers = try draw(content)
        remarks = PacketPress.remarks(typesetter.mended, content)
        return papers
    }

    /// One for each text, with the 报名号 of everybody who has it; what was cut shortest is shown.
    private static func remarks(_ mended: [MendedText], _ content: PacketContent) -> [Mistake] {
        let texts = PacketContent.distinct(mended.map(\.text))
        return texts.compactMap { text in
            let same = mended.filter { $0.text == text }
            guard let shortest = same.min(by: { $0.shown.count < $1.shown.count }) else { return nil }
            let candidates = content.sessions.flatMap(\.candidates)
            let named = candidates.filter { $0.name == text }
            let owners = named.isEmpty ? candidates.filter { $0.unit == text || $0.programme == text } : named
            let applications = PacketContent.distinct(owners.map(\.application))
            let whose = applications.isEmpty ? "" : "报名 \(applications.joined(separator: "、")) 的"
            let field = named.isEmpty ? shortest.field : "姓名"
            let codes = shortest.missing.map(\.codePoint).joined(separator: "、")
            let isCut = shortest.shown.isEmpty || shortest.shown.hasSuffix("…")
            let faults =
                (shortest.missing.isEmpty ? [] : ["有看不见或画不出的字 \(codes)"]) + (isCut ? ["太长，有的纸上写不下"] : [])
            return Mistake(
                code: shortest.missing.isEmpty ? "packet-text-cut" : "packet-character-missing", file: content.folder,
                column: field, cause: "\(whose)\(field)\(faults.joined(separator: "，"))；已写作“\(shortest.shown)”。",
                action: "照常使用这份考务袋，现场对照证件；改正后重新导入再出一次。")
        }
    }

    private func draw(_ content: PacketContent) throws(Mistakes) -> [PacketPaper] {
        guard content.sessions.contains(where: \.isChanged) || !content.dropped.isEmpty else { return [] }
        var papers: [PacketPaper] = []
        if content.sessions.contains(where: \.isChanged) {
            papers += [
                PacketPaper(path: "public/门贴.pdf", bytes: try DoorSheet.pdf(of: content, typesetter)),
                PacketPaper(path: "public/座位图.pdf", bytes: try SeatMap.pdf(of: content, typesetter)),
                PacketPaper(path: "public/桌贴.pdf", bytes: try DeskLabels.pdf(of: content, typesetter)),
                PacketPaper(path: "confidential/签到表.pdf", bytes: try SignInSheet.pdf(of: content, typesetter)),
                PacketPaper(path: "confidential/考场情况记录单.pdf", bytes: try RoomRecord.pdf(of: content, typesetter)),
            ]
        }
        guard !content.sessions.isEmpty else { return papers }
        let roster = VenueList.roster(content)
        let staffLists = [VenueList.invigilators(content), VenueList.statistics(content)]
        let invoices = content.invoicesOnExamDay ? [VenueList.invoices(content)] : []
        papers.append(PacketPaper(path: "public/\(roster.title).pdf", bytes: try roster.pdf(of: content, typesetter)))
        for list in staffLists + invoices {
            papers.append(
                PacketPaper(path: "confidential/\(list.title).pdf", bytes: try list.pdf(of: content, typesetter)))
        }
        papers.append(PacketPaper(path: "public/考生名册.xlsx", bytes: try workbook([table(roster)], content)))
        let tables = [PacketPress.signIn(content)] + (staffLists + invoices).map(table)
        papers.append(PacketPaper(path: "confidential/考务.xlsx", bytes: try workbook(tables, content)))
        return papers
    }

    private func workbook(_ tables: [Workbook.Table], _ content: PacketContent) throws(Mistakes) -> [UInt8] {
        try Workbook.bytes(
            tables, title: "\(content.sitting) \(content.day) \(content.venue.name) 第 \(content.revision) 版",
            date: content.printedAsOf)
    }

    private func table(_ list: VenueList) -> Workbook.Table {
        Workbook.Table(
            title: list.title,
            columns: list.columns.map {
                Workbook.Column(title: $0.title, width: $0.width / 5.2, isCount: $0.isCount)
            }, rows: list.rows)
    }

    private static func signIn(_ content: PacketContent) -> Workbook.Table {
        let rows = content.sessions.flatMap { session in
            session.candidates.map { candidate in
                [
                    session.clock, session.roomName, "\(candidate.seat.number)", candidate.number.digits,
                    candidate.name, candidate.documentType.title, candidate.documentNumber, candidate.programme,
                    candidate.subject.title, candidate.unit ?? "", "",
                ]
            }
        }
        return Workbook.Table(
            title: "签到表",
            columns: [
                .init(title: "时间", width: 13), .init(title: "考场", width: 16),
                .init(title: "机位", width: 6, isCount: true), .init(title: "准考证号", width: 19),
                .init(title: "姓名", width: 14), .init(title: "证件类型", width: 14), .init(title: "证件号码", width: 21),
                .init(title: "职业（工种）等级", width: 32), .init(title: "科目", width: 10), .init(title: "报名单位", width: 24),
                .init(title: "签到", width: 12),
            ], rows: rows)
    }
}
