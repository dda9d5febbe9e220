/// How full a draft leaves every room, period, venue and run: what an insertion is tried against.
struct Usage {
    struct Wave: Hashable {
        var programme: Int
        var sitting: Int
        var wave: Int
    }

    let model: Model
    private(set) var people: [RoomUse: Int] = [:]
    private(set) var hasExtraTime: [RoomUse: Bool] = [:]
    /// The periods in use of each room.
    private(set) var periodsOfRoom: [[Int]]
    /// The period of each part of a wave; only the parts somebody sits.
    private(set) var papers: [Wave: [Int: Int]] = [:]
    private(set) var placedInRun: [Encoding.Run: Int] = [:]
    /// Those without a place who could come, of programmes with a minimum.
    private(set) var waitingForRun: [Encoding.Run: Int] = [:]
    private let draft: Draft

    init(_ draft: Draft, in model: Model) {
        self.model = model
        self.draft = draft
        periodsOfRoom = Array(repeating: [], count: model.rooms.count)
        for (number, place) in draft.places.enumerated() {
            let application = model.applications[number]
            guard let place else {
                guard model.programmes[application.programme].minimumEnrolment > 1 else { continue }
                for sitting in application.sittings {
                    waitingForRun[Encoding.Run(programme: application.programme, sitting: sitting), default: 0] += 1
                }
                continue
            }
            placedInRun[Encoding.Run(programme: application.programme, sitting: place.sitting), default: 0] += 1
            let wave = Wave(programme: application.programme, sitting: place.sitting, wave: place.wave)
            for (position, part) in application.parts.enumerated() {
                let use = RoomUse(room: place.rooms[position], period: place.periods[position])
                if people[use] == nil { periodsOfRoom[use.room].append(use.period) }
                people[use, default: 0] += 1
                hasExtraTime[use] = application.hasExtraTime
                papers[wave, default: [:]][part] = use.period
            }
        }
    }

    /// Invigilators at a venue while `period` runs, at most.
    func staff(at venue: Int, during period: Int) -> Int {
        let interval = model.periods[period]
        var running: [(start: Int, end: Int, staff: Int)] = []
        for room in model.venues[venue].rooms {
            for other in periodsOfRoom[room] {
                let use = RoomUse(room: room, period: other)
                running.append(
                    (model.periods[other].start, model.periods[other].end, model.invigilators(for: people[use] ?? 0)))
            }
        }
        let instants = [interval.start] + running.map(\.start).filter { interval.start <= $0 && $0 < interval.end }
        return instants.map { instant in
            running.reduce(0) { $0 + ($1.start <= instant && instant < $1.end ? $1.staff : 0) }
        }.max() ?? 0
    }

    func place(of application: Int) -> Place? { draft.places[application] }
}
