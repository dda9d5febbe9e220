/// Keeps people in one room from subject to subject where they can (tier 7). People who sit the same periods at
/// one venue and fit the same rooms may hold each other's rooms, subject by subject: the number in every room
/// stays as it is. From each subject to the next as many stay as both have seats in the room, which is the most.
struct RoomPairing {
    private struct Key: Hashable {
        var periods: PerPart
        var fitRooms: PerPart
        var venue: Int
        var hasExtraTime: Bool
    }

    /// People who may hold each other's rooms; as long as everybody keeps periods and venue, they stay the same.
    struct Groups {
        fileprivate var people: [Int32] = []
        /// Where each group begins in `people`, and where the last one ends.
        fileprivate var starts: [Int] = [0]
    }

    private let model: Model

    init(_ model: Model) { self.model = model }

    func pair(_ draft: inout Draft) { pair(&draft, among: groups(of: draft)) }

    /// Those of several subjects.
    func groups(of draft: Draft) -> Groups {
        var numbers: [Key: Int] = [:]
        var counts: [Int] = []
        var groupOf = Array(repeating: Int32(-1), count: draft.places.count)
        for (application, place) in draft.places.enumerated() {
            guard let place, place.periods.count > 1 else { continue }
            let compiled = model.applications[application]
            let key = Key(
                periods: place.periods, fitRooms: PerPart(compiled.fitRooms), venue: model.rooms[place.rooms[0]].venue,
                hasExtraTime: compiled.hasExtraTime)
            let group = numbers[key] ?? counts.count
            if group == counts.count {
                numbers[key] = group
                counts.append(0)
            }
            groupOf[application] = Int32(group)
            counts[group] += 1
        }
        var groups = Groups()
        for count in counts { groups.starts.append((groups.starts.last ?? 0) + count) }
        groups.people = Array(repeating: 0, count: groups.starts.last ?? 0)
        var next = groups.starts
        for (application, group) in groupOf.enumerated() where group >= 0 {
            groups.people[next[Int(group)]] = Int32(application)
            next[Int(group)] += 1
        }
        return groups
    }

    /// - Parameter groups: of a draft in which everybody sits the same periods at the same venue.
    func pair(_ draft: inout Draft, among groups: Groups) {
        var rooms = FreeSeats(rooms: model.rooms.count)
        // Groups share nobody, so their order does not matter.
        for (start, end) in zip(groups.starts, groups.starts.dropFirst()) {
            pair(&draft, groups.people[start..<end], &rooms)
        }
    }

    private func pair(_ draft: inout Draft, _ people: ArraySlice<Int32>, _ free: inout FreeSeats) {
        guard let one = people.first, let first = draft.places[Int(one)] else { return }
        for position in first.periods.indices.dropFirst() {
            for person in people {
                if let room = draft.places[Int(person)]?.rooms[position] { free.add(room) }
            }
            var movers: [Int32] = []
            for person in people {
                guard let room = draft.places[Int(person)]?.rooms[position - 1] else { continue }
                if free.take(room) {
                    draft.places[Int(person)]?.rooms[position] = room
                } else {
                    movers.append(person)
                }
            }
            for (person, room) in zip(movers, free.rest()) { draft.places[Int(person)]?.rooms[position] = room }
        }
    }

    /// Seats a group has in each room for one subject. Empty again after `rest`.
    private struct FreeSeats {
        private var left: [Int]
        private var rooms: [Int] = []

        init(rooms count: Int) { left = Array(repeating: 0, count: count) }

        mutating func add(_ room: Int) {
            if left[room] == 0 { rooms.append(room) }
            left[room] += 1
        }

        mutating func take(_ room: Int) -> Bool {
            if left[room] == 0 { return false }
            left[room] -= 1
            return true
        }

        /// The rooms of the seats that are left, in order.
        mutating func rest() -> [Int] {
            var rest: [Int] = []
            rooms.sort()
            for room in rooms {
                while left[room] > 0 {
                    left[room] -= 1
                    rest.append(room)
                }
            }
            rooms.removeAll(keepingCapacity: true)
            return rest
        }
    }
}
