/// How full a draft leaves every room, period, venue and run: what an insertion is tried against.
struct Usage {
    struct Wave: Hashable {
        var programme: Int
        var sitting: Int
        var wave: Int
    }

    let model: Model
    /// The periods in use of each room.
    private(set) var periodsOfRoom: [[Int]]
    /// The period of each part of a wave; only the parts somebody sits.
    private(set) var papers: [Wave: [Int: Int]] = [:]
    private let draft: Draft

    // By small numbers instead of in dictionaries: there are a million people to be counted.
    /// By room, then period.
    private var peopleOfUse: [Int32]
    private var isExtended: [Bool]
    /// By programme, then sitting.
    private var placedInRun: [Int32]
    private var waitingForRun: [Int32]

    init(_ draft: Draft, in model: Model) {
        self.model = model
        self.draft = draft
        let (uses, runs) = (model.rooms.count * model.periods.count, model.programmes.count * model.sittings.count)
        periodsOfRoom = Array(repeating: [], count: model.rooms.count)
        peopleOfUse = Array(repeating: 0, count: uses)
        isExtended = Array(repeating: false, count: uses)
        placedInRun = Array(repeating: 0, count: runs)
        waitingForRun = Array(repeating: 0, count: runs)
        count()
    }

    private mutating func count() {
        let waves = 1 + (draft.places.lazy.compactMap { $0?.wave }.max() ?? 0)
        let parts = model.programmes.map(\.subjects.count).max() ?? 0
        var isPaper = [Bool](repeating: false, count: placedInRun.count * waves * parts)
        for (number, place) in draft.places.enumerated() {
            let kind = model.applications[number].kind
            guard let place else {
                guard model.programmes[kind.programme].minimumEnrolment > 1 else { continue }
                for sitting in kind.sittings { waitingForRun[run(kind.programme, sitting)] += 1 }
                continue
            }
            let run = run(kind.programme, place.sitting)
            placedInRun[run] += 1
            for (position, part) in kind.parts.enumerated() {
                let (room, period) = (place.rooms[position], place.periods[position])
                let use = use(room, period)
                if peopleOfUse[use] == 0 { periodsOfRoom[room].append(period) }
                peopleOfUse[use] += 1
                isExtended[use] = model.applications[number].hasExtraTime
                // One period for all of a wave.
                let paper = (run * waves + place.wave) * parts + part
                guard !isPaper[paper] else { continue }
                isPaper[paper] = true
                let wave = Wave(programme: kind.programme, sitting: place.sitting, wave: place.wave)
                papers[wave, default: [:]][part] = period
            }
        }
    }

    private func use(_ room: Int, _ period: Int) -> Int { room * model.periods.count + period }

    private func run(_ programme: Int, _ sitting: Int) -> Int { programme * model.sittings.count + sitting }

    func people(_ room: Int, _ period: Int) -> Int { Int(peopleOfUse[use(room, period)]) }

    /// Nil: nobody sits there.
    func hasExtraTime(_ room: Int, _ period: Int) -> Bool? {
        people(room, period) > 0 ? isExtended[use(room, period)] : nil
    }

    /// How many sit a programme in a sitting.
    func placed(_ programme: Int, in sitting: Int) -> Int { Int(placedInRun[run(programme, sitting)]) }

    /// Those without a place who could come, of programmes with a minimum.
    func waiting(for programme: Int, in sitting: Int) -> Int { Int(waitingForRun[run(programme, sitting)]) }

    /// Invigilators at a venue while `period` runs, at most.
    func staff(at venue: Int, during period: Int) -> Int {
        let interval = model.periods[period]
        var running: [(start: Int, end: Int, staff: Int)] = []
        for room in model.venues[venue].rooms {
            for other in periodsOfRoom[room] {
                running.append(
                    (model.periods[other].start, model.periods[other].end, model.invigilators(for: people(room, other)))
                )
            }
        }
        let instants = [interval.start] + running.map(\.start).filter { interval.start <= $0 && $0 < interval.end }
        return instants.map { instant in
            running.reduce(0) { $0 + ($1.start <= instant && instant < $1.end ? $1.staff : 0) }
        }.max() ?? 0
    }

    func place(of application: Int) -> Place? { draft.places[application] }
}
