import Exams

/// Law 6. At most one person per seat and period; a broken or reserved machine is never used.
extension Model {
    /// Flat seat numbers `row · columns + column`, from 0, of the machines that work. Whoever is seated takes one
    /// of them off the room's list, so no seat is given twice.
    static func workingSeats(of room: Venue.Room) -> [Int] {
        let blocked = Set((room.blocked ?? []).map { ($0[0] - 1) * room.columns + $0[1] - 1 })
        return (0..<room.rows * room.columns).filter { !blocked.contains($0) }
    }
}
