import Exams
import Storage

/// Who sits in a room or in a period, session by session.
struct SessionList: Encodable {
    struct Place: Encodable {
        let row: Int
        let column: Int
        let name: String
        /// Masked.
        let documentNumber: String
        let application: String
        let programme: String
        let subject: String
    }

    struct Session: Encodable {
        let period: String
        let time: String
        let room: String
        let roomID: String
        let people: [Place]
    }

    let title: String
    let sessions: [Session]
    /// The room's record: who was moved to which machine, by whom and why.
    var record: [RoomNote] = []
    /// Revisions of the record's moves that were undone, or overtaken, since.
    var overtaken: [Int] = []

    var text: String {
        if sessions.isEmpty { return "\(title)：没有编排考试" }
        let notes = record.isEmpty ? [] : ["考场情况记录\n" + record.map(text).joined(separator: "\n")]
        return ([title] + sessions.map(SessionList.text) + notes).joined(separator: "\n\n")
    }

    private func text(_ note: RoomNote) -> String {
        let moves = note.moves.map { move in
            "\(move.subject.title) \(move.from.map(String.init).joined(separator: ",")) → "
                + move.to.map(String.init).joined(separator: ",")
        }
        let since = overtaken.contains(note.revision) ? "。其后已撤销或又有变动" : ""
        return
            "  \(note.at) 换机 \(note.application)：\(moves.joined(separator: "；"))（行,列）。\(note.why)。登记人 \(note.by)\(since)"
    }

    private static func text(_ session: Session) -> String {
        var table = TextTable(["行", "列", "姓名", "证件号码", "报名号", "科目", "项目"], numeric: [0, 1])
        for place in session.people {
            table.add([
                "\(place.row)", "\(place.column)", place.name, place.documentNumber, place.application, place.subject,
                place.programme,
            ])
        }
        return "\(session.time)  \(session.room)（\(session.roomID)）  \(session.people.count) 人\n" + table.text
    }
}

enum SessionReport {
    /// All sessions of a room, by time.
    /// - Parameter record: what was done in it by hand.
    static func room(_ id: String, _ index: PlanIndex, record: [RoomNote]) throws(Mistakes) -> SessionList {
        guard index.venue(ofRoom: id) != nil else {
            throw unknown("room-unknown", "没有考场“\(id)”。", "考场代码见 rooms.csv，如 HD01-1。")
        }
        return SessionList(
            title: index.roomTitle(id), sessions: sessions(index) { $0.room == id }, record: record,
            overtaken: RoomNote.overtaken(record, in: index.plan).sorted())
    }

    /// All rooms of a period, by id.
    static func session(_ id: String, _ index: PlanIndex) throws(Mistakes) -> SessionList {
        guard index.periods[id] != nil else {
            let example = index.problem.sittings.first?.periods.first.map { "，如 \($0.id)" } ?? ""
            throw unknown("session-unknown", "没有场次“\(id)”。", "场次编号见 kaowu show room 或 kaowu export problem\(example)。")
        }
        return SessionList(title: "场次 \(id)", sessions: sessions(index) { $0.period == id })
    }

    private static func sessions(
        _ index: PlanIndex, where isWanted: (Placement.Seat) -> Bool
    ) -> [SessionList.Session] {
        struct Key: Hashable {
            let period: String
            let room: String
        }
        var people: [Key: [SessionList.Place]] = [:]
        for placement in index.plan.placements + index.interrupted.values {
            for seat in placement.subjects where isWanted(seat) {
                people[Key(period: seat.period, room: seat.room), default: []]
                    .append(place(placement, seat, index))
            }
        }
        return
            people
            .map { key, places in
                SessionList.Session(
                    period: key.period, time: index.clock(key.period), room: index.roomTitle(key.room),
                    roomID: key.room, people: places.sorted { ($0.row, $0.column) < ($1.row, $1.column) })
            }
            .sorted { ($0.time, $0.roomID, $0.period) < ($1.time, $1.roomID, $1.period) }
    }

    private static func place(
        _ placement: Placement, _ seat: Placement.Seat, _ index: PlanIndex
    ) -> SessionList.Place {
        let person = index.person(of: placement.application)
        return SessionList.Place(
            row: seat.row, column: seat.column, name: person?.name ?? "", documentNumber: person?.maskedNumber ?? "",
            application: placement.application,
            programme: index.programmeTitle(index.registrations[placement.application]?.programme ?? ""),
            subject: seat.subject.title + (index.interrupted[placement.application] == nil ? "" : "（中断）"))
    }

    private static func unknown(_ code: String, _ cause: String, _ action: String) -> Mistakes {
        Mistakes([Mistake(code: code, cause: cause, action: action)])
    }
}
