import Exams

/// The lists of a whole venue and day: where everybody sits, who watches which room, how many there are, and who may
/// ask for an invoice. As tables, so that page and workbook say the same.
struct VenueList {
    var title: String
    var columns: [PaperDocument.Column]
    var rows: [[String]]
    var note: String

    func pdf(of content: PacketContent, _ typesetter: Typesetter) throws(Mistakes) -> [UInt8] {
        let document = PaperDocument(title, of: content, typesetter, size: Canvas.landscape)
        let scale = document.width / columns.reduce(0) { $0 + $1.width }
        let wide = columns.map { column in
            var column = column
            column.width *= scale
            return column
        }
        let pages = rows.stretches(of: document.rowsPerPage(top: PaperDocument.bodyTop, rowHeight: 18))
        for (place, rows) in pages.enumerated() {
            document.head(title, line: "")
            document.table(wide, Array(rows), top: PaperDocument.bodyTop, rowHeight: 18)
            try document.endPage(
                revision: content.revision, note: "第 \(place + 1) / \(pages.count) 页  \(note)")
        }
        return try document.finish()
    }
}

extension VenueList {
    /// 考生名册: by ticket number, one row for each subject. Numbers are masked: this one is posted.
    static func roster(_ content: PacketContent) -> VenueList {
        let rows = content.sessions
            .flatMap { session in session.candidates.map { (candidate: $0, session: session) } }
            .sorted { ($0.candidate.number.digits, $0.session.start) < ($1.candidate.number.digits, $1.session.start) }
            .map { candidate, session in
                [
                    candidate.number.grouped, candidate.name, candidate.maskedNumber, candidate.programme,
                    candidate.subject.title, session.clock, session.roomName, "\(candidate.seat.number)",
                ]
            }
        return VenueList(
            title: "考生名册",
            columns: [
                .init(title: "准考证号", width: 115), .init(title: "姓名", width: 95), .init(title: "证件号码", width: 110),
                .init(title: "职业（工种）等级", width: 180, sizes: [9, 8, 7, 6]), .init(title: "科目", width: 60),
                .init(title: "时间", width: 75), .init(title: "考场", width: 95),
                .init(title: "机位", width: 40, isCount: true),
            ], rows: rows, note: "证件号码已遮盖，可张贴")
    }

    /// 监考安排表: one row for each room, period and invigilator.
    static func invigilators(_ content: PacketContent) -> VenueList {
        let rows = content.sessions.flatMap { session in
            (1...max(1, session.invigilators)).map { place in
                [
                    session.clock, session.roomName, session.subjects, "\(session.candidates.count)",
                    "\(place) / \(session.invigilators)", "", "", "",
                ]
            }
        }
        return VenueList(
            title: "监考安排表",
            columns: [
                .init(title: "时间", width: 80), .init(title: "考场", width: 100), .init(title: "科目", width: 80),
                .init(title: "考生", width: 40, isCount: true), .init(title: "监考员", width: 50),
                .init(title: "姓名", width: 100),
                .init(title: "签到", width: 100), .init(title: "签退", width: 100),
            ], rows: rows, note: "内部资料")
    }

    /// 统计表: one row for each room, period, programme and subject; the sums at the end.
    static func statistics(_ content: PacketContent) -> VenueList {
        var rows: [[String]] = []
        for session in content.sessions {
            var counts: [[String]: Int] = [:]
            for candidate in session.candidates {
                counts[[candidate.programme, candidate.subject.title], default: 0] += 1
            }
            for (key, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                rows.append(
                    [session.clock, session.roomName] + key + [
                        "\(count)", "", "", "\(session.invigilators)", "\(session.revision)",
                    ])
            }
        }
        let people = Set(content.sessions.flatMap { $0.candidates.map(\.number) }).count
        let seats = content.sessions.reduce(0) { $0 + $1.candidates.count }
        let staff = content.sessions.reduce(0) { $0 + $1.invigilators }
        rows.append(["合计", "\(content.sessions.count) 场考场", "\(people) 人", "", "\(seats)", "", "", "\(staff)", ""])
        return VenueList(
            title: "考务统计表",
            columns: [
                .init(title: "时间", width: 80), .init(title: "考场", width: 110), .init(title: "职业（工种）等级", width: 220),
                .init(title: "科目", width: 70), .init(title: "应到", width: 45, isCount: true),
                .init(title: "实到", width: 45),
                .init(title: "缺考", width: 45), .init(title: "监考", width: 45, isCount: true),
                .init(title: "版次", width: 45, isCount: true),
            ], rows: rows, note: "内部资料")
    }

    /// 发票领取名单: each person once.
    static func invoices(_ content: PacketContent) -> VenueList {
        var seen: Set<String> = []
        let candidates = content.sessions.flatMap(\.candidates)
            .sorted { $0.number.digits < $1.number.digits }
            .filter { seen.insert($0.application).inserted }
        let rows = candidates.map { candidate in
            [
                candidate.number.grouped, candidate.application, candidate.name, candidate.programme,
                candidate.unit ?? "个人", yuan(candidate.feePaid), "", "",
            ]
        }
        return VenueList(
            title: "发票领取名单",
            columns: [
                .init(title: "准考证号", width: 115), .init(title: "报名号", width: 85), .init(title: "姓名", width: 85),
                .init(title: "职业（工种）等级", width: 165, sizes: [9, 8, 7, 6]),
                .init(title: "报名单位", width: 120, sizes: [9, 8, 7, 6]), .init(title: "实缴（元）", width: 60),
                .init(title: "发票抬头", width: 90), .init(title: "领取签名", width: 80),
            ], rows: rows, note: "内部资料")
    }

    private static func yuan(_ cents: Int) -> String {
        cents % 100 == 0 ? "\(cents / 100)" : "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + "\(cents % 100)"
    }
}
