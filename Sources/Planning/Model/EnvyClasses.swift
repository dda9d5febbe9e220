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
        var begun: [Int]
    }

    /// By application; one of its own where other applications of the person, or a promise, make it unlike any other.
    private(set) var numbers: [Int] = []
    private(set) var count = 0
    /// By kind: the class of those who are like others.
    let ofKind: [Int]
    /// Applications in the order of payment.
    let byRank: [Int]
    /// By room: rooms of one kind are in the same room lists.
    private(set) var roomKinds: [Int] = []
    let roomKindCount: Int
    /// By room list, then by room.
    let contains: [[Bool]]

    init(_ model: Model) {
        byRank = model.inOrderOfPayment
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
        roomKindCount = kinds.count
        var known: [Key: Int] = [:]
        ofKind = model.kinds.map { kind in
            let key = Key(
                programme: kind.programme, parts: kind.parts, fitRooms: kind.fitRooms, sittings: kind.sittings,
                lastDay: kind.lastDay, banned: kind.banned.flatMap { [$0.first, $0.last] },
                extraMinutes: kind.extraMinutes, begun: kind.begun)
            let number = known[key] ?? known.count
            known[key] = number
            return number
        }
        count = known.count
        numbers.reserveCapacity(model.applications.count)
        for (number, application) in model.applications.enumerated() {
            let isAlone = model.people[application.person].count == 1 && model.promises[number] == nil
            numbers.append(isAlone ? ofKind[application.kind.number] : count)
            if !isAlone { count += 1 }
        }
    }
}
