/// The engine's access classes of a month: which rooms people of a room list may use.
///
/// The engine counts seats for every set of classes, so they must be few. Where there are more room lists, the one with
/// the fewest people is merged, again and again, with the list that it widens least: a relaxation.
struct RoomAccess {
    static let mostClasses = 5

    /// By class, then room.
    private(set) var rooms: [[Bool]] = []
    private var classOfList: [Int: Int] = [:]

    /// - Parameter people: by room list, how many people need it.
    init(_ model: Model, people: [Int: Int]) {
        var groups = people.keys.sorted().map { list in
            var open = Array(repeating: false, count: model.rooms.count)
            for room in model.roomLists[list] { open[room] = true }
            return (lists: [list], open: open, people: people[list] ?? 0)
        }
        while groups.count > Self.mostClasses,
            let rarest = groups.indices.min(by: { groups[$0].people < groups[$1].people })
        {
            let small = groups.remove(at: rarest)
            func widening(_ group: Int) -> Int { zip(small.open, groups[group].open).count { $0 != $1 } }
            guard let nearest = groups.indices.min(by: { widening($0) < widening($1) }) else { break }
            groups[nearest].lists += small.lists
            groups[nearest].open = zip(small.open, groups[nearest].open).map { $0 || $1 }
            groups[nearest].people += small.people
        }
        for (number, group) in groups.enumerated() {
            rooms.append(group.open)
            for list in group.lists { classOfList[list] = number }
        }
    }

    func classNumber(of list: Int) -> Int { classOfList[list] ?? 0 }
}
