import Exams

// What a re-plan does once everybody who had a place has one again, or none: free seats are given away, and
// programmes that have become too small are dissolved.

extension Repair {
    mutating func settle() {
        fillWaiting()
        settleTouched()
    }

    /// As `settle`, if nobody could be seated before something was lost: only what has become free is given away.
    mutating func settleTouched() {
        while true {
            passOn()
            guard let run = roster.shortRun() else { return }
            dissolve(run)
            fillWaiting()
        }
    }

    /// Everybody who waits and can be seated, in the order of payment.
    mutating func fillWaiting() {
        for number in byRank where roster.places[number] == nil { seatNearest(number, least: Nearness.day) }
    }

    private mutating func dissolve(_ run: Int) {
        closed.insert(run)
        let members = model.applications.indices.filter { number in
            roster.places[number].map { roster.run(number, in: $0.sitting) == run } ?? false
        }
        for number in members { leave(number) }
        place(members)
    }

    /// Takes an application out; its seats are free now.
    mutating func leave(_ number: Int) {
        guard let place = roster.unseat(number) else { return }
        for (room, period) in zip(place.rooms, place.periods) { freed.insert(RoomUse(room: room, period: period)) }
    }

    /// Free seats go to who waits, then to who was put off to a later month and has no ticket for it; his seat goes
    /// on in the same way. An earlier payer who was put off comes before a later one who waits if that one can take
    /// his place: else he would envy with justification. Months only fall, so this ends.
    mutating func passOn() {
        forget()
        findGainers()
        while let use = freed.min(by: { ($0.period, $0.room) < ($1.period, $1.room) }) {
            freed.remove(use)
            while let taken = give(use) {
                for (room, period) in taken { freed.insert(RoomUse(room: room, period: period)) }
            }
        }
    }

    mutating func findGainers() {
        guard var known = gainers else {
            gainers = Gainers(roster, byRank: byRank)
            return
        }
        gainers = nil
        for number in roster.changed.keys { known.add(number, roster) }
        gainers = known
    }

    /// Gives one seat away. Returns the uses that became free by it; nil if nobody takes the seat.
    private mutating func give(_ use: RoomUse) -> [(room: Int, period: Int)]? {
        guard roster.free(use.room, use.period, extra: false) > 0 || roster.free(use.room, use.period, extra: true) > 0
        else { return nil }
        let sitting = model.periods[use.period].sitting
        var open = OpenSessions(venue: model.rooms[use.room].venue)
        var refused: Set<Int> = []
        for number in gainers?[sitting] ?? [] where mayGain(number, sitting) {
            let alike = kinds.classes.numbers[number]
            if refused.contains(alike) { continue }
            guard isOpen(&open, to: number, in: sitting, touching: use),
                let found = placeTouching(use, for: number, sitting)
            else {
                refused.insert(alike)
                continue
            }
            if roster.places[number] != nil, waits(for: found, in: sitting, after: number) { continue }
            let place = roster.unseat(number)
            roster.seat(number, found)
            return place.map { Array(zip($0.rooms, $0.periods)).map { (room: $0.0, period: $0.1) } } ?? []
        }
        return nil
    }

    /// May the application, by its own right, come to this sitting: unseated, or seated later without a ticket?
    private func mayGain(_ number: Int, _ sitting: Int) -> Bool {
        roster.couldGain(number, sitting) && (roster.places[number] == nil || !isReleased(number))
            && roster.model.applications[number].sittings.contains(sitting)
    }

    /// Which sessions of a venue have a seat left: asked once for all who want one.
    private struct OpenSessions {
        struct Key: Hashable {
            var list: Int
            var period: Int
            var extra: Bool
        }

        let venue: Int
        var known: [Key: Bool] = [:]
    }

    /// Is there a seat for every part of the application at this time, each looked at alone? If not, there is none
    /// for it together.
    private mutating func isOpen(
        _ open: inout OpenSessions, to number: Int, in sitting: Int, touching use: RoomUse
    ) -> Bool {
        let compiled = roster.model.applications[number]
        guard compiled.fitRooms.contains(where: { kinds.classes.contains[$0][use.room] }) else { return false }
        return kinds.patterns(of: number, in: sitting, roster.model).contains { periods in
            periods.contains(use.period)
                && periods.indices.allSatisfy { position in
                    let key = OpenSessions.Key(
                        list: compiled.fitRooms[position], period: periods[position], extra: compiled.hasExtraTime)
                    if let known = open.known[key] { return known }
                    let isOpen = kinds.rooms(compiled, position, venue: open.venue).contains {
                        roster.admits($0, key.period, extra: key.extra)
                    }
                    open.known[key] = isOpen
                    return isOpen
                }
        }
    }

    private mutating func placeTouching(_ use: RoomUse, for number: Int, _ sitting: Int) -> Place? {
        // Measured anew: where somebody without a ticket sat before does not count against an earlier month.
        let anchor = anchors[number]
        if anchor?.isReleased != true { anchors[number] = nil }
        defer { anchors[number] = anchor }
        return nearestPlace(for: number, least: Nearness.day, in: [sitting], touching: use)?.place
    }

    /// Would taking this place keep out somebody who has none at all and cannot take the place left behind? More
    /// people placed comes before fewer months of delay.
    private mutating func waits(for place: Place, in sitting: Int, after number: Int) -> Bool {
        guard let old = roster.unseat(number) else { return false }
        roster.seat(number, place)
        defer {
            roster.unseat(number)
            roster.seat(number, old)
        }
        var seen: Set<Int> = []
        for other in gainers?[sitting] ?? [] where roster.places[other] == nil && other != number {
            guard roster.model.applications[other].sittings.contains(sitting),
                seen.insert(kinds.classes.numbers[other]).inserted
            else { continue }
            roster.unseat(number)
            let couldHere = nearestPlace(for: other, least: Nearness.day, in: [sitting]) != nil
            roster.seat(number, place)
            if couldHere, nearestPlace(for: other, least: Nearness.day) == nil { return true }
        }
        return false
    }
}

extension Roster {
    /// A programme that runs in a sitting with fewer people than its minimum.
    func shortRun() -> Int? {
        enrolment.indices.first { run in
            enrolment[run] > 0 && !begunRuns.contains(run)
                && enrolment[run] < model.programmes[run / model.sittings.count].minimumEnrolment
        }
    }
}
