enum RoomsColumn: Int, SheetColumn {
    case venue, id, name, rows, columns, blocked, offers, institutions, open, turnover

    static let file = "rooms.csv"

    var titles: [String] {
        switch self {
        case .venue: ["考点代码", "考点", "venue"]
        case .id: ["考场代码", "room"]
        case .name: ["考场名称", "name"]
        case .rows: ["行数", "排数", "rows"]
        case .columns: ["列数", "columns"]
        case .blocked: ["停用机位", "坏机位", "blocked"]
        case .offers: ["条件", "offers"]
        case .institutions: ["可用机构", "institutions"]
        case .open: ["开放时段", "open"]
        case .turnover: ["周转分钟", "turnoverminutes"]
        }
    }

    var isRequired: Bool {
        switch self {
        case .venue, .id, .rows, .columns: true
        case .name, .blocked, .offers, .institutions, .open, .turnover: false
        }
    }
}

/// `rooms.csv`: one room per row, a grid of machines; row 1 is the front.
enum RoomsSheet {
    static func read(
        _ sheet: Sheet<RoomsColumn>, into venues: inout [VenueSheet], catalogue: Catalogue, log: inout ImportLog
    ) {
        var rowByID: [String: Int] = [:]
        sheet.forEachRow(log: &log) { row, log in
            guard let venueCell = log.required(row[.venue]), let id = log.required(row[.id]) else { return }
            guard let index = venues.index(named: venueCell) else {
                log.refuse(
                    venueCell, "venue-unknown", "venues.csv 中没有考点\(venueCell.quoted)。", "改正考点代码，或在 venues.csv 中加上它。")
                return
            }
            if let known = rowByID[id.text] {
                log.refuse(id, "room-twice", "考场代码\(id.quoted)与第 \(known) 行重复。", "考场代码在全部考点中不能重复。")
                return
            }
            rowByID[id.text] = row.number
            guard let room = room(row, id: id.text, catalogue: catalogue, log: &log) else { return }
            venues[index].venue.rooms.append(room)
            venues[index].roomNames[room.id] = row[.name].isEmpty ? room.id : row[.name].text
        }
        for venue in venues where venue.venue.rooms.isEmpty {
            log.note(
                Mistake(
                    code: "venue-without-rooms", file: VenuesColumn.file, column: VenuesColumn.id.title,
                    cause: "考点“\(venue.venue.id)”没有考场。", action: "在 rooms.csv 中加上它的考场，或删去该考点。"))
        }
    }

    private static func room(
        _ row: Sheet<RoomsColumn>.Row, id: String, catalogue: Catalogue, log: inout ImportLog
    ) -> Venue.Room? {
        guard let rowsCell = log.required(row[.rows]), let columnsCell = log.required(row[.columns]) else { return nil }
        guard let rows = log.integer(rowsCell, in: 1...200), let columns = log.integer(columnsCell, in: 1...200) else {
            return nil
        }
        let blocked = blocked(row[.blocked], rows: rows, columns: columns, log: &log)
        let offers = row[.offers].parts.map(\.text)
        let institutions = institutions(row[.institutions], catalogue: catalogue, log: &log)
        let open = row[.open].parts.compactMap { log.minuteSpan($0) }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        return Venue.Room(
            id: id, rows: rows, columns: columns, blocked: blocked.isEmpty ? nil : blocked,
            offers: offers.isEmpty ? nil : offers, institutions: institutions.isEmpty ? nil : institutions,
            open: row[.open].isEmpty ? nil : open, turnoverMinutes: log.integer(row[.turnover], in: 0...1440))
    }

    private static func blocked(_ cell: Cell, rows: Int, columns: Int, log: inout ImportLog) -> [[Int]] {
        var machines: [[Int]] = []
        for part in cell.parts {
            guard let pair = NumberPair.read(part), (1...rows).contains(pair.0), (1...columns).contains(pair.1) else {
                log.refuse(
                    part, "machine-invalid", "\(part.quoted)不是这个考场的机位（\(rows) 行 \(columns) 列）。",
                    "写成 2行3列，多个用分号隔开；第 1 行在最前面。")
                continue
            }
            let machine = [pair.0, pair.1]
            if !machines.contains(machine) { machines.append(machine) }
        }
        return machines
    }

    private static func institutions(_ cell: Cell, catalogue: Catalogue, log: inout ImportLog) -> [String] {
        cell.parts.compactMap { part in
            if let book = catalogue.bookIndex(named: part) { return catalogue.books[book].id }
            log.refuse(part, "institution-unknown", "规则书中没有机构\(part.quoted)。", "改正机构，或留空表示所有机构可用。")
            return nil
        }
    }
}
