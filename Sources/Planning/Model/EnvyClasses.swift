/// What tells applications apart for the question who envies whom, independent of any draft.
struct EnvyClasses {
    private struct Key: Hashable {
        var programme: Int
        var parts: [Int]
        var fitRooms: [Int]
        var sittings: [Int]
        var lastDay: Int?
        var banned: [Int]
        var extraMinutes: Int
        /// The application itself where other applications of the person, or a promise, make it unlike any other.
        var individual: Int?
    }

    /// By application.
    private(set) var numbers: [Int] = []
    private(set) var count = 0
    /// Applications in the order of payment.
    let byRank: [Int]
    /// By room: rooms of one kind are in the same room lists.
    private(set) var roomKinds: [Int] = []
    /// By room list, then by room.
    let contains: [[Bool]]

    init(_ model: Model) {
        byRank = model.applications.indices.sorted { model.applications[$0].rank < model.applications[$1].rank }
        contains = model.roomLists.map { list in
            var row = Array(repeating: false, count: model.rooms.count)
            for room in list { row[room] = true }
            return row
        }
        var kinds: [[Bool]: Int] = [:]
        for room in model.rooms.indices {
            let membership = contains.map { $0[room] }
            let kind = kinds[membership] ?? kinds.count
            kinds[membership] = kind
            roomKinds.append(kind)
        }
        var known: [Key: Int] = [:]
        for (number, application) in model.applications.enumerated() {
            let isAlone = model.people[application.person].count == 1 && model.promises[number] == nil
            let key = Key(
                programme: application.programme, parts: application.parts, fitRooms: application.fitRooms,
                sittings: application.sittings, lastDay: application.lastDay,
                banned: application.banned.flatMap { [$0.first, $0.last] }, extraMinutes: application.extraMinutes,
                individual: isAlone ? nil : number)
            let found = known[key] ?? known.count
            known[key] = found
            numbers.append(found)
        }
        count = known.count
    }
}
