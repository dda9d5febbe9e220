import Dispatch
import Synchronization

/// Fewer room changes (tier 7) by exchanging what two rooms of a venue hold in one period, or by moving it to a
/// room that is empty then. Everybody keeps wave, periods and company, so the earlier tiers stay as they are.
///
/// Venues share no room, so nothing that is exchanged at one changes anything at another: each half of them climbs on a
/// core of its own.
///
/// Hill climbing: each exchange taken lowers the number of people who change rooms, so it ends. For a venue and
/// period it is counted once how many of the people of each room sit in which room before and after; then what an
/// exchange saves is four look-ups. One round costs the sessions, and uses × rooms of a venue.
struct RoomSwap {
    private struct Sitter {
        var application: Int
        var position: Int
    }

    private let model: Model
    private var sitters: [[Sitter]]
    private var draft: Draft
    private let periodCount: Int
    /// By room list, then by room.
    private let contains: [[Bool]]

    init(_ draft: Draft, contains: [[Bool]], in model: Model) {
        self.contains = contains
        self.model = model
        self.draft = draft
        periodCount = model.periods.count
        sitters = Array(repeating: [], count: model.rooms.count * periodCount)
        for (application, place) in draft.places.enumerated() {
            guard let place else { continue }
            for (position, room) in place.rooms.enumerated() {
                sitters[room * periodCount + place.periods[position]]
                    .append(Sitter(application: application, position: position))
            }
        }
    }

    /// The draft after all exchanges that help.
    /// - Parameter rounds: at most so many.
    func improved(rounds: Int = Int.max) -> Draft {
        let halves = RoomSwap.shared.contains(draft.places.count) ? 2 : 1
        let improved = Mutex([Draft](repeating: draft, count: halves))
        DispatchQueue.concurrentPerform(iterations: halves) { half in
            var own = self
            own.climb(at: model.venues.indices.filter { $0 % halves == half }, rounds)
            improved.withLock { $0[half] = own.draft }
        }
        let drafts = improved.withLock { $0 }
        var whole = drafts[0]
        for (half, draft) in drafts.enumerated().dropFirst() {
            for application in whole.places.indices {
                guard let place = draft.places[application] else { continue }
                for position in place.rooms.indices {
                    let room = place.rooms[position]
                    guard model.rooms[room].venue % halves == half else { continue }
                    whole.places[application]?.rooms[position] = room
                }
            }
        }
        return whole
    }

    /// With fewer people another core is not worth while; of more, two drafts would be too much to hold.
    private static let shared = 20_000..<500_000

    private mutating func climb(at venues: [Int], _ rounds: Int) {
        var hasImproved = true
        var round = 0
        while hasImproved, round < rounds {
            round += 1
            hasImproved = false
            for venue in venues {
                for period in 0..<periodCount where improve(model.venues[venue].rooms, period) { hasImproved = true }
            }
        }
    }

    /// Whether anything was exchanged.
    private mutating func improve(_ rooms: [Int], _ period: Int) -> Bool {
        guard rooms.contains(where: { !held($0, period).isEmpty }) else { return false }
        var stays = rooms.map { neighbours(of: held($0, period), among: rooms) }
        var hasImproved = false
        for one in rooms.indices where !held(rooms[one], period).isEmpty {
            for other in rooms.indices where other != one {
                let saved = stays[one][other] + stays[other][one] - stays[one][one] - stays[other][other]
                guard saved > 0, mayHold(rooms[other], held(rooms[one], period), period),
                    mayHold(rooms[one], held(rooms[other], period), period)
                else { continue }
                exchange(rooms[one], rooms[other], period)
                stays.swapAt(one, other)
                hasImproved = true
            }
        }
        return hasImproved
    }

    private func held(_ room: Int, _ period: Int) -> [Sitter] { sitters[room * periodCount + period] }

    /// By room: how many times these people sit there just before or after this period.
    private func neighbours(of people: [Sitter], among rooms: [Int]) -> [Int] {
        var stays = Array(repeating: 0, count: rooms.count)
        // The rooms of a venue are numbered without a gap.
        func note(_ room: Int) {
            let place = room - rooms[0]
            if stays.indices.contains(place) { stays[place] += 1 }
        }
        for sitter in people {
            guard let place = draft.places[sitter.application] else { continue }
            if sitter.position > 0 { note(place.rooms[sitter.position - 1]) }
            if sitter.position + 1 < place.rooms.count { note(place.rooms[sitter.position + 1]) }
        }
        return stays
    }

    private func mayHold(_ room: Int, _ people: [Sitter], _ period: Int) -> Bool {
        if people.isEmpty { return true }
        guard people.count <= model.rooms[room].capacity, model.isOpen(room: room, in: period) else { return false }
        let isFit = people.allSatisfy { contains[model.applications[$0.application].fitRooms[$0.position]][room] }
        return isFit
            && (0..<periodCount).allSatisfy {
                $0 == period || held(room, $0).isEmpty || !model.exclude($0, period, in: room)
            }
    }

    private mutating func exchange(_ one: Int, _ other: Int, _ period: Int) {
        sitters.swapAt(one * periodCount + period, other * periodCount + period)
        for room in [one, other] {
            for sitter in held(room, period) { draft.places[sitter.application]?.rooms[sitter.position] = room }
        }
    }
}
