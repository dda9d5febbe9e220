import Exams

/// Law 6. At most one person per seat and period; a broken or reserved machine is never used.
extension Model {
    /// Flat seat numbers `row · columns + column`, from 0, of the machines that work, at most so many. Whoever is seated
    /// takes one of them off the room's list, so no seat is given twice.
    static func workingSeats(of room: Venue.Room, upTo most: Int = .max) -> [Int] {
        let blocked = blockedSeats(of: room)
        return Array((0..<room.rows * room.columns).lazy.filter { !blocked.contains($0) }.prefix(most))
    }

    static func workingCount(of room: Venue.Room) -> Int { room.rows * room.columns - blockedSeats(of: room).count }

    private static func blockedSeats(of room: Venue.Room) -> Set<Int> {
        Set((room.blocked ?? []).map { ($0[0] - 1) * room.columns + $0[1] - 1 })
    }
}
