/// A copy of one period's rooms in which the construction tries who would have to leave. Not for inner loops, and not
/// with splitting, where nobody must.
final class PeriodRooms {
    private let timetable: Timetable
    private let model: TimetableModel
    private let period: Int
    private var standing: [[Int]]
    private var newcomers: Set<Int> = []

    init(_ timetable: Timetable, _ period: Int, without out: [Int]) {
        self.timetable = timetable
        self.period = period
        model = timetable.model
        standing = Array(repeating: [], count: max(model.roomCount, 1))
        var block = Int(timetable.firstIn[period])
        while block >= 0 {
            if !out.contains(block) {
                for slot in timetable.eventSlots(block) {
                    let event = Int(model.blockEvents[slot])
                    standing[Int(timetable.roomOf[event])].append(event)
                }
            }
            block = Int(timetable.nextBlock[block])
        }
    }

    /// Puts an event in and says which blocks must leave for it: the lightest set found. Nil when it never fits.
    func makeRoom(for event: Int, _ weight: [Int]) -> [Int]? {
        var best: (burden: Int, seats: Int32, room: Int, leaving: [Int])?
        for slot in Int(model.roomStarts[event])..<Int(model.roomStarts[event + 1]) {
            let room = Int(model.suitableRooms[slot])
            guard let leaving = evictions(event, room, weight) else { continue }
            let burden = leaving.reduce(0) { $0 + weight[Int(model.blockOfEvent[$1])] }
            if let known = best, (known.burden, known.seats) <= (burden, model.capacity[room]) { continue }
            best = (burden, model.capacity[room], room, leaving)
        }
        guard let best else { return nil }
        newcomers.insert(event)
        standing[best.room].removeAll { best.leaving.contains($0) }
        standing[best.room].append(event)
        return best.leaving.map { Int(model.blockOfEvent[$0]) }
    }

    /// Who leaves a room so that an event fits: those with the most seats for their weight, until it does.
    private func evictions(_ event: Int, _ room: Int, _ weight: [Int]) -> [Int]? {
        let here = standing[room]
        let alone = here.filter { model.needsRoomAlone[$0] }
        var leaving = model.needsRoomAlone[event] ? here : alone
        if leaving.contains(where: newcomers.contains) { return nil }
        if model.needsRoomAlone[event] { return leaving }
        var missing = Int(model.size[event]) - Int(model.capacity[room])
        for other in here where !model.needsRoomAlone[other] { missing += Int(model.size[other]) }
        let movable = here.filter { !model.needsRoomAlone[$0] && !newcomers.contains($0) }
        if missing <= 0 { return leaving }
        guard let lightest = Self.lightest(movable, missing, model, weight) else { return nil }
        leaving += lightest
        return leaving
    }

    /// A light set with at least `missing` seats: one alone if that is lightest, else greedily by seats per weight.
    private static func lightest(_ events: [Int], _ missing: Int, _ model: TimetableModel, _ weight: [Int]) -> [Int]? {
        func heft(_ event: Int) -> Int { weight[Int(model.blockOfEvent[event])] }
        var greedy: [Int] = []
        var left = missing
        for event in events.sorted(by: { (Int(model.size[$0]) * heft($1), $0) > (Int(model.size[$1]) * heft($0), $1) })
        where left > 0 {
            greedy.append(event)
            left -= Int(model.size[event])
        }
        if left > 0 { return nil }
        let single = events.filter { Int(model.size[$0]) >= missing }.min { (heft($0), $0) < (heft($1), $1) }
        if let single, heft(single) <= greedy.reduce(0, { $0 + heft($1) }) { return [single] }
        return greedy
    }
}
