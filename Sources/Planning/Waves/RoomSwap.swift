import Dispatch
import Synchronization

/// Fewer room changes (tier 7) by exchanging what two rooms of a venue hold in one period, or by moving it to a
/// room that is empty then. Everybody keeps wave, periods and company, so the earlier tiers stay as they are.
///
/// What sits in a room in a period stays together, so it is looked at as one session: how many heads it has, which room
/// lists fit them, and how many of them sit in which other session just before or after. An exchange is of two
/// sessions' rooms, and no person is touched before the end.
///
/// Venues share no room, so nothing that is exchanged at one changes anything at another: each half of them climbs on a
/// core of its own.
///
/// Hill climbing: each exchange taken lowers the number of people who change rooms, so it ends. For a venue and
/// period it is counted once how many of the people of each room sit in which room before and after; then what an
/// exchange saves is four look-ups. One round costs the sessions with their neighbours, and uses × rooms of a venue.
struct RoomSwap {
    private struct Session {
        let people: Int
        /// Of its people.
        var lists: [Int] = []
        /// Sessions that some of its people sit just before or after it, and how many.
        private(set) var neighbours: [(session: Int, people: Int)] = []

        init(people: Int) { self.people = people }

        mutating func meet(_ other: Int) {
            if let known = neighbours.firstIndex(where: { $0.session == other }) {
                neighbours[known].people += 1
            } else {
                neighbours.append((other, 1))
            }
        }
    }

    private let model: Model
    private let sessions: [Session]
    private var roomOfSession: [Int]
    /// By room, then period; -1: nobody sits there.
    private var sessionOfUse: [Int]
    private let periodCount: Int
    /// By room list, then by room.
    private let contains: [[Bool]]

    init(_ draft: Draft, contains: [[Bool]], in model: Model) {
        self.contains = contains
        self.model = model
        periodCount = model.periods.count
        let roster = RoomRoster(draft, in: model)
        var (sessionOfUse, roomOfSession) = (
            Array(repeating: -1, count: model.rooms.count * model.periods.count), [Int]()
        )
        roster.forEachUse { use, _ in
            sessionOfUse[use.room * model.periods.count + use.period] = roomOfSession.count
            roomOfSession.append(use.room)
        }
        var sessions: [Session] = []
        sessions.reserveCapacity(roomOfSession.count)
        roster.forEachUse { use, sitters in
            var session = Session(people: sitters.count)
            for sitter in sitters {
                guard let place = draft.places[Int(sitter.application)],
                    let position = place.periods.firstIndex(of: use.period)
                else { continue }
                let list = model.applications[Int(sitter.application)].fitRooms[position]
                if !session.lists.contains(list) { session.lists.append(list) }
                for other in [position - 1, position + 1] where place.rooms.indices.contains(other) {
                    session.meet(sessionOfUse[place.rooms[other] * model.periods.count + place.periods[other]])
                }
            }
            sessions.append(session)
        }
        (self.sessions, self.sessionOfUse, self.roomOfSession) = (sessions, sessionOfUse, roomOfSession)
    }

    /// All exchanges that help.
    /// - Parameter draft: the one this was made of.
    func improve(_ draft: inout Draft) {
        let halves = draft.places.count < RoomSwap.manyPeople ? 1 : 2
        let climbed = Mutex([[Int]](repeating: [], count: halves))
        DispatchQueue.concurrentPerform(iterations: halves) { half in
            var own = self
            for venue in model.venues.indices where venue % halves == half { own.climb(model.venues[venue].rooms) }
            let rooms = own.roomOfSession
            climbed.withLock { $0[half] = rooms }
        }
        let rooms = climbed.withLock { $0 }
        for application in draft.places.indices {
            guard let place = draft.places[application] else { continue }
            for (position, room) in place.rooms.enumerated() {
                let session = sessionOfUse[room * periodCount + place.periods[position]]
                let after = rooms[model.rooms[room].venue % halves][session]
                if after != room { draft.places[application]?.rooms[position] = after }
            }
        }
    }

    /// With fewer another core is not worth while.
    private static let manyPeople = 20_000

    /// - Parameter rooms: of one venue.
    private mutating func climb(_ rooms: [Int]) {
        var hasImproved = true
        while hasImproved {
            hasImproved = false
            for period in 0..<periodCount where improve(rooms, period) { hasImproved = true }
        }
    }

    /// Whether anything was exchanged.
    private mutating func improve(_ rooms: [Int], _ period: Int) -> Bool {
        guard rooms.contains(where: { session($0, period) != nil }) else { return false }
        var stays = rooms.map { neighbours(of: session($0, period), among: rooms) }
        var hasImproved = false
        for one in rooms.indices where session(rooms[one], period) != nil {
            for other in rooms.indices where other != one {
                let saved = stays[one][other] + stays[other][one] - stays[one][one] - stays[other][other]
                guard saved > 0, mayHold(rooms[other], session(rooms[one], period), period),
                    mayHold(rooms[one], session(rooms[other], period), period)
                else { continue }
                exchange(rooms[one], rooms[other], period)
                stays.swapAt(one, other)
                hasImproved = true
            }
        }
        return hasImproved
    }

    /// Nil: nobody sits there.
    private func session(_ room: Int, _ period: Int) -> Int? {
        let session = sessionOfUse[room * periodCount + period]
        return session < 0 ? nil : session
    }

    /// By room: how many times people of the session sit there just before or after it.
    private func neighbours(of session: Int?, among rooms: [Int]) -> [Int] {
        var stays = Array(repeating: 0, count: rooms.count)
        guard let session else { return stays }
        for neighbour in sessions[session].neighbours {
            // The rooms of a venue are numbered without a gap.
            let place = roomOfSession[neighbour.session] - rooms[0]
            if stays.indices.contains(place) { stays[place] += neighbour.people }
        }
        return stays
    }

    private func mayHold(_ room: Int, _ session: Int?, _ period: Int) -> Bool {
        guard let session else { return true }
        guard sessions[session].people <= model.rooms[room].capacity, model.isOpen(room: room, in: period),
            sessions[session].lists.allSatisfy({ contains[$0][room] })
        else { return false }
        return (0..<periodCount).allSatisfy {
            $0 == period || self.session(room, $0) == nil || !model.exclude($0, period, in: room)
        }
    }

    private mutating func exchange(_ one: Int, _ other: Int, _ period: Int) {
        sessionOfUse.swapAt(one * periodCount + period, other * periodCount + period)
        for room in [one, other] {
            if let session = session(room, period) { roomOfSession[session] = room }
        }
    }
}
