import Exams

// Takes from a plan made anew only what seats those who would lose their places.
//
// A repair leaves everybody where he was, and may leave out somebody whom a plan made anew seats; but that plan moves
// hundreds who have nothing to do with what was lost. Between the two lie paths (path relinking, Glover and Laguna
// 1993): whoever is left out goes where the other plan has him; those in his way look for a free place near their own,
// or else go where the other plan has them, and so on. The other plan is lawful, so nobody who sits as it says is ever
// in the way of another who comes to sit as it says: a path ends, at the other plan if need be. It is kept if everybody
// on it has a place at its end, and taken back if not. Only for who has a ticket himself are others with tickets asked
// to leave: a place lost counts for more than any number of moves.
//
// Complexity: proportional to who is moved. Limits: `longest` people for one path, `most` for all; of people who are
// alike one is tried.

extension Repair {
    private static let longest = 2_000
    private static let most = 20_000

    private struct Path {
        let target: Draft
        /// Who is left out.
        let first: Int
        let asksTickets: Bool
        /// Who was asked to leave, and from where.
        var before: [Int: Place] = [:]
        /// They sit as the target says.
        var arrived: Set<Int> = []
        /// Without a place for now.
        var waiting: [Int] = []
        var length = 0
    }

    mutating func relink(to target: Draft) {
        var left = Repair.most
        var refused: Set<Group> = []
        let lost = byRank.filter { roster.places[$0] == nil && anchors[$0] != nil && target.places[$0] != nil }
        for number in lost.filter(isReleased) + lost.filter({ !isReleased($0) }) {
            guard left > 0, !refused.contains(group(number)) else { continue }
            var path = Path(
                target: target, first: number, asksTickets: isReleased(number) && asking == .anybody, waiting: [number])
            if follow(&path) {
                for place in path.before.values { note(place) }
                for other in path.before.keys.sorted() where isReleased(other) { improve(other) }
            } else {
                refused.insert(group(number))
            }
            left -= max(1, path.length)
        }
        forget()
    }

    private mutating func follow(_ path: inout Path) -> Bool {
        while let number = path.waiting.popLast() {
            forget()
            if number != path.first, seatNearest(number, least: Nearness.day) { continue }
            if path.length < Repair.longest, arrive(number, &path) { continue }
            let people = path.before.keys.sorted()
            for number in people + [path.first] { roster.unseat(number) }
            for number in people { if let place = path.before[number] { roster.seat(number, place) } }
            return false
        }
        return true
    }

    /// Seats somebody where the target has him.
    private mutating func arrive(_ number: Int, _ path: inout Path) -> Bool {
        guard let place = path.target.places[number] else { return false }
        for other in model.people[model.applications[number].person] where other != number {
            guard let held = roster.places[other], !model.isApart(place, [held]) else { continue }
            if !ask(other, &path) { return false }
        }
        guard openWave(for: number, place, &path) else { return false }
        for (room, period) in zip(place.rooms, place.periods) {
            guard open(room, period, extra: model.applications[number].hasExtraTime, &path) else { return false }
        }
        guard seatInAnyWave(number, place) else { return false }
        path.arrived.insert(number)
        return true
    }

    /// - Returns: false if he may not be asked.
    private mutating func ask(_ number: Int, _ path: inout Path) -> Bool {
        if !mayAsk(number, path) { return false }
        guard let place = roster.unseat(number) else { return true }
        if path.before[number] == nil, number != path.first { path.before[number] = place }
        path.waiting.append(number)
        path.length += 1
        return true
    }

    private func mayAsk(_ number: Int, _ path: Path) -> Bool {
        if path.arrived.contains(number) || model.applications[number].hasBegun { return false }
        return path.asksTickets || !isReleased(number)
    }

    private mutating func ask(all people: [Int], _ path: inout Path) -> Bool {
        for number in people { if !ask(number, &path) { return false } }
        return true
    }

    /// A wave with these periods, if need be in the place of one that the target does not have.
    private mutating func openWave(for number: Int, _ place: Place, _ path: inout Path) -> Bool {
        let parts = model.applications[number].parts
        let run = roster.run(number, in: place.sitting)
        let labels = 0..<model.programmes[model.applications[number].programme].maxWaves
        if labels.contains(where: { roster.agrees(run, $0, parts: parts, periods: place.periods) }) { return true }
        let all = model.applications.indices.filter { other in
            roster.places[other].map { roster.run(other, in: $0.sitting) == run } ?? false
        }
        let waves = Dictionary(grouping: all) { roster.places[$0]?.wave ?? 0 }
        let foreign = waves.values.filter { members in
            members.allSatisfy { mayAsk($0, path) && path.target.places[$0]?.periods != roster.places[$0]?.periods }
        }.min { (tickets($0), $0.count, $0[0]) < (tickets($1), $1.count, $1[0]) }
        guard let foreign else { return false }
        return ask(all: foreign, &path)
    }

    /// Room and invigilators for one more person.
    private mutating func open(_ room: Int, _ period: Int, extra: Bool, _ path: inout Path) -> Bool {
        let present = roster.people(room, period)
        if let first = present.first, model.applications[first].hasExtraTime != extra {
            guard ask(all: present, &path) else { return false }
        } else if present.isEmpty {
            let rivals = roster.rivals(of: period, in: room).flatMap { roster.people(room, $0) }
            guard ask(all: rivals, &path) else { return false }
        } else if roster.free(room, period, extra: extra) <= 0 {
            let last = present.filter { mayAsk($0, path) && !belongs($0, in: room, period, path) }
                .max { (tickets([$1]), model.applications[$0].rank) < (tickets([$0]), model.applications[$1].rank) }
            guard let last, ask(last, &path) else { return false }
        }
        while !roster.admits(room, period, extra: extra) {
            guard let least = leastNeeded(beside: room, period, path), ask(all: least, &path) else { return false }
        }
        return true
    }

    private func belongs(_ number: Int, in room: Int, _ period: Int, _ path: Path) -> Bool {
        guard let place = path.target.places[number] else { return false }
        return zip(place.rooms, place.periods).contains { $0 == (room, period) }
    }

    /// The fewest people who keep invigilators of the venue busy meanwhile in a room that the target leaves empty.
    private func leastNeeded(beside room: Int, _ period: Int, _ path: Path) -> [Int]? {
        let span = model.periods[period]
        let meanwhile = model.periods.indices.filter {
            model.periods[$0].start < span.end && span.start < model.periods[$0].end
        }
        return model.venues[model.rooms[room].venue].rooms.flatMap { other in
            meanwhile.map { (other, $0) }
        }.filter { $0 != (room, period) }.map { use in (use, roster.people(use.0, use.1)) }.filter { use, people in
            !people.isEmpty && people.allSatisfy { mayAsk($0, path) && !belongs($0, in: use.0, use.1, path) }
        }.map(\.1).min { (tickets($0), $0.count, $0[0]) < (tickets($1), $1.count, $1[0]) }
    }

    private func tickets(_ people: [Int]) -> Int { people.count(where: isReleased) }
}
