/// Tier 4, least is best: placed applications whose wished venue is missed, or, if they wished none, whose wished
/// district is. A venue that does not exist, or one without a known district, misses the wish.
enum MissedWishes {
    static func value(of seating: Seating) -> Int {
        var missed = 0
        for placement in seating.placed {
            guard let seat = placement.seats.first else { continue }
            let wish = seating.register.applications[placement.application]
            let venue = seating.register.problem.venues[seating.register.rooms[seat.room].venue]
            if let wished = wish.wishVenue {
                if venue.id != wished { missed += 1 }
            } else if let wished = wish.wishDistrict, venue.district != wished {
                missed += 1
            }
        }
        return missed
    }
}
