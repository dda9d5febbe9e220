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

    private let model: Model

    init(_ model: Model) { self.model = model }

    func pair(_ draft: inout Draft) {
        var groups: [Key: [Int]] = [:]
        for (application, place) in draft.places.enumerated() {
            guard let place, place.periods.count > 1 else { continue }
            let compiled = model.applications[application]
            let key = Key(
                periods: place.periods, fitRooms: PerPart(compiled.fitRooms), venue: model.rooms[place.rooms[0]].venue,
                hasExtraTime: compiled.hasExtraTime)
            groups[key, default: []].append(application)
        }
        // Groups share nobody, so their order does not matter.
        for people in groups.values { pair(&draft, people) }
    }

    private func pair(_ draft: inout Draft, _ people: [Int]) {
        guard let first = draft.places[people[0]] else { return }
        for position in first.periods.indices.dropFirst() {
            var left: [Int: Int] = [:]
            for person in people {
                if let room = draft.places[person]?.rooms[position] { left[room, default: 0] += 1 }
            }
            var movers: [Int] = []
            for person in people {
                guard let room = draft.places[person]?.rooms[position - 1] else { continue }
                if let free = left[room], free > 0 {
                    left[room] = free - 1
                    draft.places[person]?.rooms[position] = room
                } else {
                    movers.append(person)
                }
            }
            let rest = left.sorted { $0.key < $1.key }.flatMap { Array(repeating: $0.key, count: $0.value) }
            for (person, room) in zip(movers, rest) { draft.places[person]?.rooms[position] = room }
        }
    }
}
