/// Law 4. A person is never in two overlapping periods, has the least gap between two at one venue and the
/// travel time between two venues, and sits at most `maxSessionsPerDay` periods a day.
extension Model {
    /// May one person sit both periods?
    func leavesTime(_ one: Int, _ other: Int, sameVenue: Bool) -> Bool {
        let (first, second) = periods[one].start <= periods[other].start ? (one, other) : (other, one)
        let overlap = periods[second].start < periods[first].end && periods[first].start < periods[second].end
        let pause = periods[second].start - periods[first].end
        return !overlap && pause >= (sameVenue ? policy.gapMinutes : policy.travelMinutes)
    }
}

extension Model {
    /// May one person hold this place beside others that are lawful among themselves?
    func isApart(_ place: Place, _ others: [Place]) -> Bool {
        for period in place.periods {
            var sessions = place.periods.count { periods[$0].day == periods[period].day }
            for other in others {
                let sameVenue = rooms[place.rooms[0]].venue == rooms[other.rooms[0]].venue
                for theirs in other.periods {
                    if !leavesTime(period, theirs, sameVenue: sameVenue) { return false }
                    if periods[theirs].day == periods[period].day { sessions += 1 }
                }
            }
            if sessions > policy.maxSessionsPerDay { return false }
        }
        return true
    }
}
