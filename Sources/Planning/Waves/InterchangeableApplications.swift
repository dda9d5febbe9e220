/// Groups of applications that share all that the laws and tiers 1, 3, 4 and 5 ask, each in the order of
/// payment; the groups in the order of their earliest payer. An application whose person has others, or that has a
/// ticket to keep, is a group of its own; but where it is told where everybody was, those who were beside each other
/// are one.
struct InterchangeableApplications {
    private(set) var groups: [[Int]] = []

    /// - Parameters:
    ///   - units: whose people are told from others, for tier 6.
    ///   - anchors: by application; empty: it does not matter where anybody was.
    init(_ model: Model, units: Set<Int> = [], anchors: [Anchor?] = []) {
        var groupOfAnchor: [[Int]: Int] = [:]
        var groupOfKind = Array(repeating: -1, count: model.kinds.count)
        var groupOfUnit: [[Int]: Int] = [:]
        for number in model.inOrderOfPayment {
            let application = model.applications[number]
            if model.people[application.person].count > 1 || (anchors.isEmpty && model.promises[number] != nil) {
                groups.append([number])
            } else if !anchors.isEmpty {
                let key = [application.kind.number] + (anchors[number]?.ofNeighbours ?? [])
                if let known = groupOfAnchor[key] {
                    groups[known].append(number)
                } else {
                    groupOfAnchor[key] = groups.count
                    groups.append([number])
                }
            } else if units.contains(application.unit) {
                let key = [application.kind.number, application.unit]
                if let known = groupOfUnit[key] {
                    groups[known].append(number)
                } else {
                    groupOfUnit[key] = groups.count
                    groups.append([number])
                }
            } else if groupOfKind[application.kind.number] >= 0 {
                groups[groupOfKind[application.kind.number]].append(number)
            } else {
                groupOfKind[application.kind.number] = groups.count
                groups.append([number])
            }
        }
    }
}

extension Anchor {
    /// What it has in common with those who sit beside it, where their seats are there as well.
    fileprivate var ofNeighbours: [Int] {
        [isReleased ? 1 : 0, place.seats.contains(-1) ? 1 : 0] + place.periods + place.rooms
    }
}
