/// What has begun when a problem is planned again, by its document alone.
///
/// A period that was lost before its start never begins. Nor does anybody begin in a room that is not open when the
/// period starts, or at a machine that was reported broken by then: he is seated again like others, however late the
/// re-plan. What is lost after the start, while people sit there, changes nothing for them.
package struct Beginnings: Sendable {
    private struct Machine: Hashable {
        var room: String
        var row: Int
        var column: Int
    }

    /// Of the periods that have begun.
    private var starts: [String: LocalMinute] = [:]
    /// By room, where it is not open always.
    private var open: [String: [[LocalMinute]]] = [:]
    private var broken: [Machine: LocalMinute] = [:]

    package init(_ problem: Problem) {
        guard let begun = problem.begun else { return }
        for period in problem.sittings.flatMap(\.periods) where period.hasBegun(by: begun) {
            starts[period.id] = period.start
        }
        for room in problem.venues.flatMap(\.rooms) { open[room.id] = room.open }
        for machine in problem.broken ?? [] {
            let place = Machine(room: machine.room, row: machine.row, column: machine.column)
            broken[place] = min(broken[place] ?? machine.at, machine.at)
        }
    }

    /// Has the exam begun of whoever is to sit there?
    package func hasBegun(_ seat: Placement.Seat) -> Bool {
        guard let start = starts[seat.period] else { return false }
        if let open = open[seat.room], !open.contains(where: { $0[0] <= start && start < $0[1] }) { return false }
        let machine = Machine(room: seat.room, row: seat.row, column: seat.column)
        return broken[machine].map { start < $0 } ?? true
    }

    /// Has any part of it?
    package func hasBegun(_ placement: Placement) -> Bool {
        !starts.isEmpty && placement.subjects.contains(where: hasBegun)
    }
}

/// A machine that is `blocked` now and was whole until it was reported broken.
package struct Breakdown: Codable, Equatable, Sendable {
    package var room: String
    package var row: Int
    package var column: Int
    /// Whoever had begun there before then goes on.
    package var at: LocalMinute

    package init(room: String, row: Int, column: Int, at: LocalMinute) {
        (self.room, self.row, self.column, self.at) = (room, row, column, at)
    }
}

extension Problem {
    package var beginnings: Beginnings { Beginnings(self) }

    /// The same problem with the machines that these events, in their order, report broken.
    package func breaking(_ records: some Sequence<EventRecord>) -> Problem {
        var problem = self
        let breakdowns = Breakdown.reported(in: records)
        problem.broken = begun == nil || breakdowns.isEmpty ? nil : breakdowns
        return problem
    }

    /// Without what only the moment of planning adds: what has begun, what broke when, and which tickets are out.
    package var timeless: Problem {
        var problem = self
        (problem.released, problem.begun, problem.broken) = (nil, nil, nil)
        return problem
    }
}

extension Breakdown {
    /// The first report of each machine. Seconds count: what starts within the minute of a report had begun.
    package static func reported(in records: some Sequence<EventRecord>) -> [Breakdown] {
        var known: Set<[String]> = []
        return records.compactMap { record in
            guard case .machineLost(let room, let row, let column) = record.event,
                known.insert([room, "\(row)", "\(column)"]).inserted
            else { return nil }
            return Breakdown(
                room: room, row: row, column: column, at: LocalMinute(number: (record.at.number + 59) / 60))
        }
    }
}
