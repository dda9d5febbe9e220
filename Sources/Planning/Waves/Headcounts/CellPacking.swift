// The fewest invigilators for the people a venue has in periods that share its rooms, and the rooms that do it.
//
// Problem. A cell is a venue and periods that exclude one another in some room of it, or share its invigilators; most
// cells have one period. How many people need which rooms is given, with and without extra time. Each room in use has
// one clock and one more person costs nothing until the next invigilator is due, so what counts is which rooms are
// open and with how many invigilators.
// Method. Per period, depth first over rooms and numbers of invigilators, cut by the best rate of people per
// invigilator; whether everybody fits is Hall's condition over the sets of rooms asked for. Cells of several periods
// choose room sets period by period, cheapest first.
// Complexity: (steps per room + 1) ^ rooms in the worst case; venues have few rooms. Limits: `nodes` of the search per
// question, after which the best packing found stands.
struct CellPacking {
    struct OpenRoom {
        var room: Int
        var period: Int
        var extra: Bool
        /// People whom its invigilators watch.
        var seats: Int
    }

    struct Answer {
        var rooms: [OpenRoom] = []
        var invigilators = 0
        /// The invigilators, less the more the nearer the next one is to being saved.
        var energy = 0.0
    }

    /// People by the set of rooms (bits: places in `rooms`) they need, in one period.
    struct Demand {
        var period: Int
        var plain: [(mask: UInt64, people: Int)] = []
        var extra: [(mask: UInt64, people: Int)] = []
    }

    private let frame: WaveFrame
    let rooms: [Int]
    private let limit: Int
    /// By room: people watched and invigilators, for each number of them.
    let steps: [[(seats: Int, cost: Int)]]
    private let bestRate: Double
    private let nodes = 5_000
    private let mostSets = 8

    init(_ frame: WaveFrame, venue: Int) {
        self.frame = frame
        rooms = frame.model.venues[venue].rooms.filter { frame.capacityOfRoom[$0] > 0 }
        limit = frame.staff[venue]
        steps = rooms.map { frame.model.watchSteps(upTo: frame.capacityOfRoom[$0]) }
        bestRate = steps.joined().reduce(0) { max($0, $1.cost == 0 ? 1e9 : Double($1.seats) / Double($1.cost)) }
    }

    /// Nil if nothing was found.
    func answer(_ demands: [Demand]) -> Answer? { weighed(demands).answer }

    /// The answer and the steps it took.
    func weighed(_ demands: [Demand]) -> (answer: Answer?, steps: Int) {
        guard demands.allSatisfy({ $0.plain.count <= mostSets && $0.extra.count <= mostSets }) else { return (nil, 0) }
        var search = Several(packing: self, demands: demands, left: 40)
        search.choose(0, [])
        return (search.best, search.steps)
    }

    fileprivate func mask(_ period: Int, without used: [OpenRoom]) -> UInt64 {
        var mask: UInt64 = 0
        for (place, room) in rooms.enumerated() where frame.isOpen(room, period) {
            let rivals = frame.rivals(of: period, in: room)
            if !used.contains(where: { $0.room == room && rivals.contains($0.period) }) { mask |= 1 << UInt64(place) }
        }
        return mask
    }

    /// Depth first over the periods of a cell.
    private struct Several {
        let packing: CellPacking
        let demands: [Demand]
        var left: Int
        var best: Answer?
        var steps = 0

        mutating func choose(_ index: Int, _ used: [OpenRoom]) {
            let cost = used.reduce(0) { $0 + packing.frame.invigilators(for: $1.seats) }
            if let best, cost >= best.invigilators { return }
            guard index < demands.count else {
                best = Answer(rooms: used, invigilators: cost, energy: Double(cost) - packing.promise(demands, used))
                return
            }
            let period = demands[index].period
            let open = packing.mask(period, without: used)
            // With one period there is one question; with several, giving up a room may help a later period.
            var masks = [open]
            if demands.count > 1 {
                for place in packing.rooms.indices where open & 1 << UInt64(place) != 0 {
                    masks.append(open & ~(1 << UInt64(place)))
                }
            }
            for mask in masks where left > 0 {
                left -= 1
                var one = One(
                    packing: packing, demand: demands[index], mask: mask, most: packing.staffLeft(period, used),
                    left: packing.nodes)
                let solved = one.solved()
                steps += packing.nodes - one.left
                guard let rooms = solved else { continue }
                choose(index + 1, used + rooms)
            }
        }
    }

    fileprivate func staffLeft(_ period: Int, _ used: [OpenRoom]) -> Int {
        guard limit < Int.max else { return Int.max }
        return frame.beginsWithin[period].reduce(limit) { left, begin in
            let busy = used.reduce(0) {
                frame.beginsWithin[$1.period].contains(begin) ? $0 + frame.invigilators(for: $1.seats) : $0
            }
            return min(left, limit - busy)
        }
    }

    /// Depth first over the rooms in one period.
    private struct One {
        private struct Choice {
            var place: Int
            var extra: Bool
            var seats: Int
        }

        let packing: CellPacking
        let demand: Demand
        let mask: UInt64
        let most: Int
        var left: Int
        private let plainUnions: [Union]
        private let extraUnions: [Union]
        private var best: [Choice]?
        private var bestCost = Int.max
        private var chosen: [Choice] = []

        init(packing: CellPacking, demand: Demand, mask: UInt64, most: Int, left: Int) {
            (self.packing, self.demand, self.mask, self.most, self.left) = (packing, demand, mask, most, left)
            plainUnions = CellPacking.unions(of: demand.plain)
            extraUnions = CellPacking.unions(of: demand.extra)
        }

        mutating func solved() -> [OpenRoom]? {
            bestCost = most == Int.max ? most : most + 1
            choose(0, demand.plain.reduce(0) { $0 + $1.people }, demand.extra.reduce(0) { $0 + $1.people }, 0)
            return best?.map { choice in
                OpenRoom(
                    room: packing.rooms[choice.place], period: demand.period, extra: choice.extra, seats: choice.seats)
            }
        }

        /// - Parameters: people still without a seat, were it not for the sets.
        private mutating func choose(_ place: Int, _ plain: Int, _ extra: Int, _ cost: Int) {
            left -= 1
            let need = Double(max(0, plain) + max(0, extra))
            guard left > 0, cost + Int((need / packing.bestRate - 1e-9).rounded(.up)) < bestCost else { return }
            if plain <= 0, extra <= 0, fits() {
                bestCost = cost
                best = chosen
                return
            }
            guard place < packing.rooms.count else { return }
            if mask & 1 << UInt64(place) != 0 {
                let steps = packing.steps[place]
                for index in steps.indices.reversed() {
                    let step = steps[index]
                    if !demand.plain.isEmpty {
                        chosen.append(Choice(place: place, extra: false, seats: step.seats))
                        choose(place + 1, plain - step.seats, extra, cost + step.cost)
                        chosen.removeLast()
                    }
                    if !demand.extra.isEmpty {
                        chosen.append(Choice(place: place, extra: true, seats: step.seats))
                        choose(place + 1, plain, extra - step.seats, cost + step.cost)
                        chosen.removeLast()
                    }
                }
            }
            choose(place + 1, plain, extra, cost)
        }

        private func fits() -> Bool { fits(plainUnions, extra: false) && fits(extraUnions, extra: true) }

        private func fits(_ unions: [Union], extra: Bool) -> Bool {
            for union in unions {
                var seats = 0
                for choice in chosen where choice.extra == extra && union.mask & 1 << UInt64(choice.place) != 0 {
                    seats += choice.seats
                }
                if seats < union.people { return false }
            }
            return true
        }
    }

    /// People whose rooms all lie within `mask`, for every mask that is a union of sets asked for.
    private struct Union {
        var mask: UInt64
        var people: Int
    }

    private static func unions(of sets: [(mask: UInt64, people: Int)]) -> [Union] {
        if sets.count <= 1 { return sets.map { Union(mask: $0.mask, people: $0.people) } }
        var masks: [UInt64] = []
        for set in sets {
            for mask in masks + [0] where !masks.contains(mask | set.mask) { masks.append(mask | set.mask) }
        }
        return masks.map { mask in
            Union(mask: mask, people: sets.reduce(0) { $1.mask & ~mask == 0 ? $0 + $1.people : $0 })
        }
    }

    /// What the seats left over promise: half of a step, by the root of how empty it is.
    private func promise(_ demands: [Demand], _ rooms: [OpenRoom]) -> Double {
        var sum = 0.0
        for demand in demands {
            for extra in [false, true] {
                let people = (extra ? demand.extra : demand.plain).reduce(0) { $0 + $1.people }
                let open = rooms.filter { $0.period == demand.period && $0.extra == extra }
                let spare = open.reduce(-people) { $0 + $1.seats }
                sum += open.reduce(0.0) { most, room in
                    let place = self.rooms.firstIndex(of: room.room) ?? 0
                    let cost = frame.invigilators(for: room.seats)
                    let below = steps[place].last { $0.cost < cost } ?? (0, 0)
                    let size = Double(room.seats - below.seats)
                    let filled = max(0, size - Double(spare)) / size
                    return max(most, 0.5 * Double(cost - below.cost) * (1 - filled.squareRoot()))
                }
            }
        }
        return sum
    }
}
