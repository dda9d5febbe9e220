/// Tier 3, least is best: whole calendar months between the first month an applicant wished and the month of the
/// sitting, summed over the placed applications.
enum Delay {
    static func value(of seating: Seating) -> Int {
        var months = 0
        for placement in seating.placed {
            let first = seating.register.applications[placement.application].firstMonth
            months += seating.register.problem.sittings[placement.sitting].month.number - first.number
        }
        return months
    }
}
