import Solving

/// Law 3. All subjects of an application or none, on one day, in subject order, with the least gap between them.
extension Model {
    /// May a wave sit an earlier subject in `first` and a later one in `second`?
    func isInOrder(_ first: Int, _ second: Int) -> Bool {
        periods[first].day == periods[second].day
            && periods[second].start - periods[first].end >= policy.gapMinutes
    }

    /// Can one period be taken of each of these, in order? The one that ends first after the one before is always as
    /// good as any, day by day.
    func areInOrder(_ options: [[Int]]) -> Bool {
        guard let begin = options.first else { return true }
        return begin.contains { first in
            var last = first
            return options.dropFirst().allSatisfy { later in
                let next = later.filter { isInOrder(last, $0) }
                    .min { (periods[$0].end, $0) < (periods[$1].end, $1) }
                last = next ?? last
                return next != nil
            }
        }
    }
}

extension Encoding {
    /// Whoever enters a sitting sits every part there, once each, at one venue; a chair needs its sitting's entry.
    /// One day and one order follow from the wave's papers, which everybody in it shares.
    mutating func teachWholeSitting() {
        for member in members {
            for position in application(member).parts.indices {
                let mine = chairs[member].filter { $0.position == position }
                solver.add(atMostOneOf: mine.map(\.literal))
                for sitting in application(member).sittings {
                    let entered = entries(of: member, in: sitting)
                    let here = mine.filter { model.periods[$0.period].sitting == sitting }
                    for entry in entered { solver.add(clause: [!entry] + here.map(\.literal)) }
                    for chair in here { solver.add(clause: [!chair.literal] + entered) }
                }
            }
            teachOneVenue(member)
        }
    }

    private mutating func teachOneVenue(_ member: Int) {
        var venues: [(venue: Int, literal: Literal)] = []
        for chair in chairs[member] {
            let venue = model.rooms[chair.room].venue
            if !venues.contains(where: { $0.venue == venue }) { venues.append((venue, solver.newVariable())) }
            if let known = venues.first(where: { $0.venue == venue }) {
                solver.add(clause: !chair.literal, known.literal)
            }
        }
        solver.add(atMostOneOf: venues.map(\.literal))
        for venue in venues { solver.add(clause: !venue.literal, isPlaced[member]) }
        venueOf.append(venues)
    }
}
