import Exams

/// The seats of one room and period: every way to seat the people is tried, for the fewest neighbours of
/// one unit (tier 6).
struct Seating {
    let seats: [[Int]]
    let units: [String?]
    /// By person: the seat that must be kept, as an index into `seats`.
    let kept: [Int?]

    /// The fewest pairs, and by person the seat; nil if two must keep one seat.
    func best() -> (pairs: Int, seats: [Int])? {
        var best: (pairs: Int, seats: [Int])?
        func extend(_ taken: [Int], _ pairs: Int) {
            if let best, best.pairs <= pairs { return }
            guard taken.count < units.count else {
                best = (pairs, taken)
                return
            }
            let person = taken.count
            for seat in kept[person].map({ [$0] }) ?? Array(seats.indices) where !taken.contains(seat) {
                if kept[person] == nil, kept.contains(seat) { continue }
                let met = taken.indices.filter {
                    units[$0] != nil && units[$0] == units[person] && touch(taken[$0], seat)
                }
                extend(taken + [seat], pairs + met.count)
            }
        }
        extend([], 0)
        return best
    }

    private func touch(_ first: Int, _ second: Int) -> Bool {
        abs(seats[first][0] - seats[second][0]) + abs(seats[first][1] - seats[second][1]) == 1
    }
}

extension Arrangement {
    /// Who sits in a room and period, in application order.
    private func sitters(_ session: Int) -> [(application: Int, subject: Subject)] {
        chosen.enumerated().flatMap { application, choice in
            (choice?.parts ?? []).filter { self.session($0) == session }.map { (application, $0.subject) }
        }
    }

    /// The best seating of one room and period; nil if a keeper's seat is gone or twice promised.
    func seating(_ session: Int, keepers: [Int]) -> (pairs: Int, seats: [[Int]], applications: [Int])? {
        let room = ground.rooms[session % ground.rooms.count]
        let sitters = sitters(session)
        var kept: [Int?] = []
        for sitter in sitters {
            guard keepers.contains(sitter.application) else {
                kept.append(nil)
                continue
            }
            guard let seat = ground.promises[sitter.application]?.seats[sitter.subject],
                let index = room.seats.firstIndex(of: [seat.row, seat.column])
            else { return nil }
            kept.append(index)
        }
        let units = sitters.map { ground.problem.applications[$0.application].unit }
        return Seating(seats: room.seats, units: units, kept: kept).best().map { best in
            (best.pairs, best.seats.map { room.seats[$0] }, sitters.map(\.application))
        }
    }

    /// Tier 6 at its least; nil if the keepers cannot all keep their seats.
    func neighbours(keepers: [Int]) -> Int? {
        var pairs = 0
        for session in people.indices where people[session] > 0 {
            guard let best = seating(session, keepers: keepers) else { return nil }
            pairs += best.pairs
        }
        return pairs
    }

    /// The document, with the fewest neighbours.
    func placements(keepers: [Int]) -> [Placement] {
        chosen.enumerated().compactMap { application, choice in
            choice.map { choice in
                Placement(
                    application: ground.problem.applications[application].id,
                    sitting: ground.problem.sittings[choice.sitting].id, wave: choice.wave + 1,
                    subjects: choice.parts.map { part in
                        let seating = seating(session(part), keepers: keepers)
                        let place = seating?.applications.firstIndex(of: application)
                        let seat = place.flatMap { seating?.seats[$0] } ?? [0, 0]
                        return Placement.Seat(
                            subject: part.subject, period: ground.periods[part.period].id,
                            room: ground.rooms[part.room].room.id, row: seat[0], column: seat[1])
                    })
            }
        }
    }
}
