import Exams

/// 座位号: the number on the desk. Seats are counted in a serpentine by columns, from the front by the door: down
/// the first column, up the second, and so on. In a room of 7 rows the first column is 1–7 from the front, the
/// second 14–8. Row 1 is the front, column 1 is by the door. Broken machines keep their number, so a repair
/// renumbers nobody.
package struct SeatNumber: Hashable, Sendable {
    package let row: Int
    package let column: Int
    package let number: Int

    /// Nil outside the room.
    package init?(row: Int, column: Int, in room: Venue.Room) {
        guard row >= 1, row <= room.rows, column >= 1, column <= room.columns else { return nil }
        self.row = row
        self.column = column
        let place = column.isMultiple(of: 2) ? room.rows - row + 1 : row
        number = (column - 1) * room.rows + place
    }
}
