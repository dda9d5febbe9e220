import Exams

// Where several sessions of a room have one seat too few, as when a machine dies, somebody must leave the room in
// each. Who sits in two of them can leave both, and is counted once: those whose machine is gone take his seats. Each
// trial is kept only if tier 0, then the changes of people without a ticket, come out smaller.

extension Repair {
    private static let sharingTrials = 100

    mutating func share(for moved: [Int]) {
        var leavers: [Ground: [Int]] = [:]
        for number in moved where isReleased(number) && nearness(of: number) == Nearness.room {
            if let ground = ground(of: number) { leavers[ground, default: []].append(number) }
        }
        var left = Repair.sharingTrials
        for ground in leavers.keys.sorted() {
            var refused: Set<Int> = []
            while left > 0, let (one, instead) = sharer(for: leavers[ground] ?? [], refused) {
                left -= 1
                if !isBetter(instead, asking: [one]) { refused.insert(one) }
            }
        }
    }

    /// Somebody who could leave a room in the place of two others or more, and these.
    private func sharer(for leavers: [Int], _ refused: Set<Int>) -> (one: Int, instead: [Int])? {
        var instead: [Int: [Int]] = [:]
        for leaver in leavers {
            guard let place = roster.places[leaver], let before = anchors[leaver]?.place,
                place.periods == before.periods
            else { continue }
            for (position, room) in before.rooms.enumerated() where place.rooms[position] != room {
                for other in roster.people(room, before.periods[position])
                where !refused.contains(other) && isReleased(other) && nearness(of: other) > Nearness.room {
                    if instead[other]?.contains(leaver) != true { instead[other, default: []].append(leaver) }
                }
            }
        }
        return instead.filter { $0.value.count > 1 }.min { one, other in
            (-one.value.count, -model.applications[one.key].rank)
                < (-other.value.count, -model.applications[other.key].rank)
        }.map { (one: $0.key, instead: $0.value) }
    }
}
