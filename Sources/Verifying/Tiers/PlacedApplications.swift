/// Tier 1, most is best: applications placed within the horizon.
enum PlacedApplications {
    static func value(of seating: Seating) -> Int { seating.placed.count }
}
