import Exams
import Verifying

/// A line of an exam room's record: somebody was moved to a spare machine.
package struct RoomNote: Codable, Equatable, Sendable {
    package struct Move: Codable, Equatable, Sendable {
        package var period: String
        package var subject: Subject
        /// `[row, column]`, from 1.
        package var from: [Int]
        package var to: [Int]

        package init(period: String, subject: Subject, from: [Int], to: [Int]) {
            self.period = period
            self.subject = subject
            self.from = from
            self.to = to
        }
    }

    package var room: String
    package var application: String
    package var moves: [Move]
    package var by: String
    package var why: String
    package var at: LocalSecond
    package var revision: Int

    package init(
        room: String, application: String, moves: [Move], by: String, why: String, at: LocalSecond, revision: Int
    ) {
        self.room = room
        self.application = application
        self.moves = moves
        self.by = by
        self.why = why
        self.at = at
        self.revision = revision
    }
}

extension RoomNote {
    /// The revisions of notes that no longer say where people sit: undone, or overtaken by another change in the room.
    /// - Parameter notes: in order.
    package static func overtaken(_ notes: [RoomNote], in plan: Plan) -> Set<Int> {
        struct Sitter: Hashable {
            var application: String
            var room: String
            var period: String
        }
        var seats: [Sitter: [Int]] = [:]
        let noted = Set(notes.map(\.application))
        for placement in plan.placements where noted.contains(placement.application) {
            for seat in placement.subjects {
                let sitter = Sitter(application: placement.application, room: seat.room, period: seat.period)
                seats[sitter] = [seat.row, seat.column]
            }
        }
        var overtaken: Set<Int> = []
        for note in notes.reversed() {
            for move in note.moves {
                let sitter = Sitter(application: note.application, room: note.room, period: move.period)
                guard let seat = seats[sitter] else { continue }
                if seat == move.to { seats[sitter] = move.from } else { overtaken.insert(note.revision) }
            }
        }
        return overtaken
    }
}

extension Writer {
    /// Stores a plan in which one person sits elsewhere in a room, and the line in the room's record, together.
    /// - Parameter note: given the new revision's number.
    package func swapSeat(
        _ verified: VerifiedPlan, reason: String, at now: LocalSecond, after base: Int, note: (Int) -> RoomNote
    ) throws(StorageFault) -> Int {
        try connection.bulkTransaction { () throws(StorageFault) in
            let number = try insertRevision(
                Verification(verified), note: reason, at: now, after: base, origin: .swapped)
            let line = note(number)
            let place = 1 + (try connection.first("SELECT count(*) FROM room_note") { $0.integer(0) } ?? 0)
            let document = try StoredDocument.text(line)
            try connection.run(
                "INSERT INTO room_note (number, noted_at, room, document) VALUES (?, ?, ?, ?)",
                place, now, line.room, document)
            try connection.requireReferences(of: ["room_note"])
            try appendEvent(
                .roomNoted, of: "room-note/\(place)", detail: ["digest": Digest(of: document).description], at: now)
            return number
        }
    }
}

extension Store {
    /// The line that tells how a revision came about by hand.
    package func roomNote(of revision: Int) throws(StorageFault) -> RoomNote? {
        try connection.rows("SELECT document FROM room_note ORDER BY number") {
            row throws(StorageFault) in try row.document(0, as: RoomNote.self)
        }.first { $0.revision == revision }
    }

    /// What was done by hand in a room, in order.
    package func roomNotes(of room: String) throws(StorageFault) -> [RoomNote] {
        try connection.rows("SELECT document FROM room_note WHERE room = ? ORDER BY number", room) {
            row throws(StorageFault) in try row.document(0)
        }
    }
}
