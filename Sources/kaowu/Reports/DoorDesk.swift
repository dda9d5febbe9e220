import Exams
import Tickets

/// One scan, as the door says it.
struct DoorRecord: Encodable {
    let isAdmitted: Bool
    /// `admitted`, `early`, `late`, `other-venue`, `other-room`, `other-day`, `superseded`, `revoked`, `suspended`,
    /// `list-out-of-date`, `forged`, `refused`.
    let verdict: String
    let ticket: String?
    let room: String?
    let seat: Int?
    let subject: String?
    let start: String?
    let revision: Int?
    /// The clock of the first scan of this ticket for this session, if this is not it.
    let scannedBefore: String?
    /// In words for the door-keeper.
    let text: String
}

/// A door-keeper's desk: judges scans, and remembers whom it has let in and the newest edition it has seen of every
/// ticket, so that an older one is refused even where the list does not know better.
struct DoorDesk {
    private let check: DoorCheck
    private let venue: String?
    private let room: String?
    private let rooms: [String: String]
    private var admitted: [String: LocalMinute] = [:]
    private var seen: [TicketNumber: Int] = [:]
    /// A ticket was scanned that is newer than the list.
    private var isOutOfDate = false

    init(_ list: DoorList, venue: String?, room: String?) {
        check = DoorCheck(list)
        rooms = list.rooms
        self.venue = venue
        self.room = room
    }

    mutating func judge(_ text: String, at now: LocalMinute) -> DoorRecord {
        var (verdict, payload) = check.judge(text, venue: venue, room: room, at: now)
        if case .listOutOfDate = verdict { isOutOfDate = true }
        if let payload {
            let newest = max(seen[payload.number] ?? 0, payload.revision)
            if payload.revision < newest, verdict.seat != nil { verdict = .superseded(by: newest) }
            seen[payload.number] = newest
        }
        let (name, words, seat) = describe(verdict)
        let remark = remark(verdict, payload, at: now)
        var before: LocalMinute?
        if verdict.isAdmitted, let payload, let seat {
            let key = "\(payload.number) \(seat.start)"
            before = admitted[key]
            admitted[key] = before ?? now
        }
        let number = payload.map { "  " + $0.number.grouped } ?? ""
        let again = before.map { "  注意：\($0.clock) 已扫过一次" } ?? ""
        return DoorRecord(
            isAdmitted: verdict.isAdmitted, verdict: name, ticket: payload?.number.digits, room: seat?.room,
            seat: seat?.seat, subject: seat?.subject.rawValue, start: seat?.start.description,
            revision: payload?.revision, scannedBefore: before?.clock,
            text: (verdict.isAdmitted ? "✓ " : "✗ ") + remark + words + number + again)
    }

    private func describe(_ verdict: DoorVerdict) -> (name: String, words: String, seat: SealPayload.Seat?) {
        switch verdict {
        case .admitted(let seat): ("admitted", "放行：\(place(seat))", seat)
        case .tooEarly(let seat, let opens): ("early", "未到时间，\(opens.clock) 起放行：\(place(seat))", seat)
        case .tooLate(let seat, let closed): ("late", "已过 \(closed.clock)，不再放行：\(place(seat))", seat)
        case .otherRoom(let seat): ("other-room", "真票，不是这个考场，请到：\(place(seat))", seat)
        case .otherVenue(let seat): ("other-venue", "真票，不是这个考点，请到：\(place(seat))", seat)
        case .otherDay(let seat): ("other-day", "真票，不是今天：\(seat.start.day) \(place(seat))", seat)
        case .superseded(let revision): ("superseded", "已作废，座位已改，须用第 \(revision) 版准考证", nil)
        case .revoked(let reason): ("revoked", "已作废：\(reason)", nil)
        case .suspended(let seat, let reason): ("suspended", "真票，但暂停使用：\(reason)，请考务办公室换机或重排：\(place(seat))", seat)
        case .listOutOfDate(let revision, let newest):
            (
                "list-out-of-date",
                "真票，但名单已过期：准考证是第 \(revision) 版，名单只到第 \(newest) 版；重新运行 kaowu export door 换上新名单再扫", nil
            )
        case .refused(let fault): (fault.isForgery ? "forged" : "refused", fault.title, nil)
        }
    }

    /// What the door-keeper should know before the verdict: another machine than the printed one, or a session
    /// under way that nobody enters any more.
    private func remark(_ verdict: DoorVerdict, _ payload: SealPayload?, at now: LocalMinute) -> String {
        let printed = payload?.seats ?? []
        let stale = isOutOfDate ? "名单已过期，不能确认没有改过座位；" : ""
        switch verdict {
        case .admitted(let seat):
            guard let old = printed.first(where: { $0.start == seat.start }), old != seat else { return stale }
            return stale + "机位已换为 \(seat.seat) 号（准考证上印的是 \(old.seat) 号）；"
        case .tooEarly:
            guard let missed = printed.last(where: { CheckIn.closes($0.start) < now && now < $0.end }) else {
                return ""
            }
            return "\(missed.subject.title) \(CheckIn.closes(missed.start).clock) 已停止入场；下一科"
        default: return ""
        }
    }

    private func place(_ seat: SealPayload.Seat) -> String {
        "\(seat.subject.title) \(seat.start.clock)–\(seat.end.clock) \(rooms[seat.room] ?? seat.room) \(seat.seat) 号机位"
    }
}
