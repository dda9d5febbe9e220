enum VenuesColumn: Int, SheetColumn {
    case id, name, district, address, invigilators

    static let file = "venues.csv"

    var titles: [String] {
        switch self {
        case .id: ["考点代码", "venue"]
        case .name: ["考点名称", "name"]
        case .district: ["区", "所在区", "district"]
        case .address: ["地址", "address"]
        case .invigilators: ["监考人数上限", "invigilators"]
        }
    }

    var isRequired: Bool { self == .id || self == .name }
}

/// `venues.csv`: one venue per row. Rooms are added from `rooms.csv`.
enum VenuesSheet {
    static func read(_ sheet: Sheet<VenuesColumn>, log: inout ImportLog) -> [VenueSheet] {
        var venues: [VenueSheet] = []
        sheet.forEachRow(log: &log) { row, log in
            guard let id = log.required(row[.id]), let name = log.required(row[.name]) else { return }
            if let known = venues.first(where: { $0.venue.id == id.text || $0.name == name.text }) {
                log.refuse(id, "venue-twice", "考点代码或名称与考点“\(known.venue.id)”重复。", "代码和名称都不能重复。")
                return
            }
            let district = row[.district].isEmpty ? nil : row[.district].text
            let venue = Venue(
                id: id.text, district: district, invigilators: log.integer(row[.invigilators], in: 0...10_000),
                rooms: [])
            venues.append(VenueSheet(venue: venue, name: name.text, address: row[.address].text, roomNames: [:]))
        }
        return venues
    }
}

extension [VenueSheet] {
    /// By code or name.
    func index(named cell: Cell) -> Int? {
        let text = cell.text
        return firstIndex { $0.venue.id == text || $0.name == text }
    }
}
