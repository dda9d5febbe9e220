import Exams

extension Draft {
    /// The same plan, with people who are alike in each other's places where that leaves more of them where they
    /// were: a plan made from nothing deals out places at random among those who are alike. No tier changes; where
    /// one would, or somebody would envy, the draft stays as it is.
    func returning(to anchors: [Anchor?], in model: Model) -> Draft {
        var returned = self
        for members in alike(model) { returned.exchange(members, anchors, model) }
        let isAsGood = !Score(self, in: model).isBetter(than: Score(returned, in: model))
        return isAsGood && EnvyFinder(model).pairs(in: returned, limit: 1).isEmpty ? returned : self
    }

    private struct Alike: Hashable {
        var kind: Int
        var unit: Int
        var sitting: Int
    }

    /// People of one kind and unit in one sitting, the earliest payer first.
    private func alike(_ model: Model) -> [[Int]] {
        var groups: [Alike: [Int]] = [:]
        for number in model.inOrderOfPayment {
            let application = model.applications[number]
            guard let place = places[number], model.promises[number] == nil,
                model.people[application.person].count == 1
            else { continue }
            groups[
                Alike(kind: application.kind.number, unit: application.unit, sitting: place.sitting), default: []
            ].append(number)
        }
        return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    private mutating func exchange(_ members: [Int], _ anchors: [Anchor?], _ model: Model) {
        var waiting = members
        var left = members.compactMap { places[$0] }
        for nearness in stride(from: Nearness.same, through: Nearness.venue, by: -1) {
            var byKey: [[Int]: [Place]] = [:]
            for place in left.reversed() {
                byKey[Draft.key(place, nearness, model), default: []].append(place)
            }
            waiting = waiting.filter { number in
                guard let anchor = anchors[number],
                    let place = byKey[Draft.key(anchor.place, nearness, model)]?.popLast()
                else { return true }
                places[number] = place
                return false
            }
            left = byKey.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap(\.value)
        }
        for (number, place) in zip(waiting, left) { places[number] = place }
    }

    /// What two places have in common that are no farther apart than this.
    private static func key(_ place: Place, _ nearness: Int, _ model: Model) -> [Int] {
        let venue = model.rooms[place.rooms[0]].venue
        switch nearness {
        case Nearness.same: return [place.periods, place.rooms, place.seats].flatMap(\.self)
        case Nearness.seat: return [place.periods, place.rooms].flatMap(\.self)
        case Nearness.room: return Array(place.periods) + [venue]
        case Nearness.period: return [model.periods[place.periods[0]].day, venue]
        default: return [model.periods[place.periods[0]].day]
        }
    }
}
