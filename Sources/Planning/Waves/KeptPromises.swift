/// Where a re-plan by waves starts: everybody with a released ticket stays exactly where it says, as far as the
/// laws still allow that. The promises were lawful together when they were made; what has been lost since — a
/// period, a room, invigilators — is looked at person by person, in the order of payment. Law 13 is settled by the
/// construction, as always.
struct KeptPromises {
    private struct Run: Hashable {
        var programme: Int
        var sitting: Int
    }

    private let model: Model
    private(set) var draft: Draft
    private var people: [RoomUse: Int] = [:]
    private var hasExtraTime: [RoomUse: Bool] = [:]
    private var periodsOfRoom: [[Int]]
    /// By run, the promised waves in order of appearance: waves are labels, and fewer may be left.
    private var waves: [Run: [Int]] = [:]
    private var papers: [Run: [Int: [Int: Int]]] = [:]

    init(_ model: Model) {
        self.model = model
        draft = Draft(places: Array(repeating: nil, count: model.applications.count))
        periodsOfRoom = Array(repeating: [], count: model.rooms.count)
        for number in model.applications.indices.sorted(by: { model.applications[$0].rank < model.applications[$1].rank }) {
            if let promise = model.promises[number] { keep(promise, of: number) }
        }
    }

    private mutating func keep(_ promise: Promise, of number: Int) {
        let application = model.applications[number]
        guard application.sittings.contains(promise.sitting), promise.seats.count == application.parts.count else { return }
        let run = Run(programme: application.programme, sitting: promise.sitting)
        let wave = waves[run]?.firstIndex(of: promise.wave) ?? waves[run]?.count ?? 0
        let place = Place(
            sitting: promise.sitting, wave: wave, periods: promise.seats.map(\.period), rooms: promise.seats.map(\.room),
            seats: promise.seats.map { _ in -1 })
        guard wave < model.programmes[run.programme].maxWaves, isLawful(place, of: number, in: run) else { return }
        if wave == waves[run]?.count ?? 0 { waves[run, default: []].append(promise.wave) }
        for (position, part) in application.parts.enumerated() {
            let use = RoomUse(room: place.rooms[position], period: place.periods[position])
            if people[use] == nil { periodsOfRoom[use.room].append(use.period) }
            people[use, default: 0] += 1
            hasExtraTime[use] = application.hasExtraTime
            papers[run, default: [:]][wave, default: [:]][part] = use.period
        }
        draft.places[number] = place
    }

    private func isLawful(_ place: Place, of number: Int, in run: Run) -> Bool {
        let application = model.applications[number]
        var sat = papers[run]?[place.wave] ?? [:]
        for (position, part) in application.parts.enumerated() {
            let use = RoomUse(room: place.rooms[position], period: place.periods[position])
            let isFree =
                model.periods(for: part, of: application, in: place.sitting).contains(use.period)
                && model.roomLists[application.fitRooms[position]].contains(use.room)
                && model.isOpen(room: use.room, in: use.period)
                && people[use, default: 0] < model.rooms[use.room].capacity
                && hasExtraTime[use, default: application.hasExtraTime] == application.hasExtraTime
                && sat[part, default: use.period] == use.period
                && periodsOfRoom[use.room].allSatisfy { $0 == use.period || !model.exclude($0, use.period, in: use.room) }
                && isStaffed(use)
            guard isFree else { return false }
            sat[part] = use.period
        }
        let order = sat.keys.sorted().compactMap { sat[$0] }
        let others = model.people[application.person].compactMap { $0 == number ? nil : draft.places[$0] }
        return Set(place.rooms.map { model.rooms[$0].venue }).count == 1
            && zip(order, order.dropFirst()).allSatisfy(model.isInOrder)
            && model.isApart(place, others)
    }

    /// Whether the venue has the invigilators for one more person there, at every instant.
    private func isStaffed(_ use: RoomUse) -> Bool {
        let venue = model.rooms[use.room].venue
        guard let limit = model.venues[venue].invigilators else { return true }
        let own = model.periods[use.period]
        var running: [(start: Int, end: Int, staff: Int)] = [(own.start, own.end, 0)]
        for room in model.venues[venue].rooms {
            for period in periodsOfRoom[room] {
                let present = people[RoomUse(room: room, period: period), default: 0]
                running.append((model.periods[period].start, model.periods[period].end, model.invigilators(for: present)))
            }
        }
        let present = people[use, default: 0]
        let more = model.invigilators(for: present + 1) - model.invigilators(for: present)
        return running.map(\.start).filter { own.start <= $0 && $0 < own.end }.allSatisfy { instant in
            running.reduce(more) { $0 + ($1.start <= instant && instant < $1.end ? $1.staff : 0) } <= limit
        }
    }
}
