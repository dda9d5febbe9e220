extension Model {
    /// By room list: its rooms by venue, ascending.
    func roomsByVenue() -> [[(venue: Int, rooms: [Int])]] {
        roomLists.map { list in
            var groups: [(venue: Int, rooms: [Int])] = []
            for room in list {
                if groups.last?.venue == rooms[room].venue {
                    groups[groups.count - 1].rooms.append(room)
                } else {
                    groups.append((rooms[room].venue, [room]))
                }
            }
            return groups
        }
    }
}
