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
