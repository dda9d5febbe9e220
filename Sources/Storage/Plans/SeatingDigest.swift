import Exams

/// What a ticket says of a placement: while this stays equal from revision to revision, the ticket stays good.
/// The wave is left out, as the candidate never sees it.
struct SeatingDigest {
    private let periods: [String: Sitting.Period]

    init(_ problem: Problem) {
        var periods: [String: Sitting.Period] = [:]
        for period in problem.sittings.flatMap(\.periods) { periods[period.id] = period }
        self.periods = periods
    }

    func digest(of placement: Placement) -> Digest {
        let lines = placement.subjects.map { seat in
            let period = periods[seat.period]
            let times = "\(period?.start.description ?? "")/\(period?.end.description ?? "")"
            return "\(seat.subject.rawValue) \(times) \(seat.row)/\(seat.column) \(seat.room)"
        }
        return Digest(of: lines.joined(separator: "\n"))
    }

    /// The start of the first session: T of the ticket's window.
    func firstStart(of placement: Placement) -> LocalMinute? {
        placement.subjects.compactMap { periods[$0.period]?.start }.min()
    }
}
