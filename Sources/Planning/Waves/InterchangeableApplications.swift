/// Groups of applications that share all that the laws and tiers 1, 3, 4 and 5 ask, each in the order of
/// payment; the groups in the order of their earliest payer. An application whose person has others, or that has a
/// ticket to keep, is a group of its own.
struct InterchangeableApplications {
    private(set) var groups: [[Int]] = []

    /// - Parameter units: whose people are told from others, for tier 6.
    init(_ model: Model, units: Set<Int> = []) {
        var groupOfKind = Array(repeating: -1, count: model.kinds.count)
        var groupOfUnit: [[Int]: Int] = [:]
        for number in model.inOrderOfPayment {
            let application = model.applications[number]
            if model.people[application.person].count > 1 || model.promises[number] != nil {
                groups.append([number])
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
