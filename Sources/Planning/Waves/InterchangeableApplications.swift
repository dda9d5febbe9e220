/// Groups of applications that share all that the laws and tiers 1, 3, 4 and 5 ask, each in the order of
/// payment; the groups in the order of their earliest payer.
struct InterchangeableApplications {
    private struct Key: Hashable {
        var programme: Int
        var parts: [Int]
        var fitRooms: [Int]
        var firstMonth: Int
        var lastDay: Int?
        var banned: [Int]
        var extraMinutes: Int
        var wished: Set<Int>?
        /// The application itself if its person has others, or it has a ticket to keep.
        var individual: Int?
    }

    private(set) var groups: [[Int]] = []

    init(_ model: Model) {
        var known: [Key: Int] = [:]
        for number in model.applications.indices.sorted(by: {
            model.applications[$0].rank < model.applications[$1].rank
        }) {
            let application = model.applications[number]
            let key = Key(
                programme: application.programme, parts: application.parts, fitRooms: application.fitRooms,
                firstMonth: application.firstMonth, lastDay: application.lastDay,
                banned: application.banned.flatMap { [$0.first, $0.last] }, extraMinutes: application.extraMinutes,
                wished: application.wished,
                individual: model.people[application.person].count > 1 || model.promises[number] != nil ? number : nil)
            if let group = known[key] {
                groups[group].append(number)
            } else {
                known[key] = groups.count
                groups.append([number])
            }
        }
    }
}
