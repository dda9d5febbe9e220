/// Law 8. A room suits if it offers every tag that the subject and the person need.
extension Model {
    /// Includes whether the institution may use the room, and whether anyone can sit there at all.
    func isFit(room: Int, institution: Int, tags: [String]) -> Bool {
        rooms[room].capacity > 0
            && (rooms[room].institutions?.contains(institution) ?? true)
            && tags.allSatisfy(rooms[room].offers.contains)
    }
}
