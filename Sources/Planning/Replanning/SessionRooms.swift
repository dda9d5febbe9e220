// Which room of a venue serves which session, and who sits where, when some rooms are gone.
//
// The sessions of one venue that exclude one another (they overlap, or differ in clock only) compete for rooms; each
// room serves one of them, or several that leave it time to turn over. Given the choice, a session's people are a
// flow into its rooms: a person costs one if he leaves the session, then one if he changes his room. The choices are
// searched depth first, the rooms' own sessions first. Cut off is what is already as dear as the best found:
// sitters whose room now serves another session must change it, and by Hall's theorem (1935) as many people must
// leave a session as those with a common list of rooms outnumber all seats these rooms could still have.
//
// Left out are invigilators, waves and where leavers go; so the least cost is a lower bound for the whole problem,
// and the arrangement found is a proposal that the roster still has to admit. Complexity: exponential in the rooms
// in the worst case, but rooms that keep their session cost nothing, so few are ever changed; at most `nodeLimit`.

/// People at one time with one clock.
struct Session: Hashable {
    var period: Int
    var extra: Bool
}

struct SessionRooms {
    /// People alike in session, fit rooms, own room and what they cost.
    struct Group {
        /// Into `sessions`.
        var session: Int
        /// Into `rooms`, ascending.
        var fit: [Int]
        /// Into `rooms`; nil: gone, or not fit any more.
        var room: Int?
        var costs: Costs
        var members: [Int]
    }

    /// Whether a person's leaving the session, and whether his changing the room, counts.
    struct Costs: Hashable {
        var leaving: Bool
        var changing: Bool
    }

    struct Cost: Comparable {
        var leaving = 0
        /// Left or changed the room.
        var changing = 0

        static func < (left: Cost, right: Cost) -> Bool {
            (left.leaving, left.changing) < (right.leaving, right.changing)
        }
    }

    struct Arrangement {
        var cost = Cost()
        /// By group: its members' rooms, into `rooms`; members beyond them leave.
        var seats: [[Int]]
    }

    private let sessions: [Session]
    private let groups: [Group]
    private let capacities: [Int]
    private let allowance: Int
    /// By room: the sets of sessions it could serve, the dearest to give up first.
    private var states: [[[Int]]] = []
    /// By session: the rooms, as bits, that some of the lists asked for have together, and all whose leaving costs and
    /// who have no others.
    private var demands: [[(rooms: UInt64, people: Int)]] = []
    /// By session: the rooms, as bits, that could serve it.
    private var servers: [UInt64] = []
    private let isTooLarge: Bool
    private var best: Arrangement?
    private var nodes = 0

    private static let nodeLimit = 20_000
    /// Of more different lists of rooms in one session the deficits are not looked into; the bound is weaker then.
    private static let mostLists = 8

    /// - Parameters:
    ///   - rooms: into `Model.rooms`.
    ///   - allowance: this many may leave each session without its counting as leaving.
    ///   - canServe: may the room, into `rooms`, serve the session at all?
    init(
        _ model: Model, rooms: [Int], sessions: [Session], groups: [Group], allowance: Int = 0,
        canServe: (Int, Session) -> Bool
    ) {
        self.allowance = allowance
        isTooLarge = rooms.count > 64
        self.sessions = sessions
        self.groups = groups
        capacities = rooms.map { model.rooms[$0].capacity }
        var own = rooms.map { _ in Array(repeating: 0, count: sessions.count) }
        for group in groups where group.costs.changing {
            if let room = group.room { own[room][group.session] += group.members.count }
        }
        states = rooms.indices.map { room in
            let possible = sessions.indices.filter { canServe(room, sessions[$0]) }
            let sets = SessionRooms.largestSets(of: possible) { one, other in
                sessions[one].period == sessions[other].period
                    || model.exclude(sessions[one].period, sessions[other].period, in: rooms[room])
            }
            func kept(_ set: [Int]) -> Int { set.reduce(0) { $0 + own[room][$1] } }
            return sets.sorted { (-kept($0), $0.first ?? 0) < (-kept($1), $1.first ?? 0) }
        }
        servers = sessions.indices.map { session in
            SessionRooms.bits(rooms.indices.filter { room in states[room].contains { $0.contains(session) } })
        }
        demands = sessions.indices.map { SessionRooms.demands(of: $0, groups) }
    }

    private static func bits(_ rooms: [Int]) -> UInt64 { rooms.reduce(0) { $0 | 1 << UInt64($1) } }

    /// By every set of lists; nothing where there are too many.
    private static func demands(of session: Int, _ groups: [Group]) -> [(rooms: UInt64, people: Int)] {
        var lists: [(rooms: UInt64, people: Int)] = []
        for group in groups where group.session == session && group.costs.leaving {
            let fit = bits(group.fit)
            if let known = lists.firstIndex(where: { $0.rooms == fit }) {
                lists[known].people += group.members.count
            } else {
                lists.append((fit, group.members.count))
            }
        }
        lists = Array(lists.prefix(mostLists))
        var sets: [(rooms: UInt64, people: Int)] = [(0, 0)]
        for list in lists { sets += sets.map { ($0.rooms | list.rooms, $0.people + list.people) } }
        return Array(sets.dropFirst())
    }

    /// Sets no session of which excludes another, none within another.
    private static func largestSets(of sessions: [Int], _ excludes: (Int, Int) -> Bool) -> [[Int]] {
        var sets: [[Int]] = [[]]
        for session in sessions {
            sets += sets.filter { set in set.allSatisfy { !excludes($0, session) } }.map { $0 + [session] }
        }
        return sets.filter { set in
            sessions.allSatisfy { session in set.contains(session) || set.contains { excludes($0, session) } }
        }
    }

    /// The cheapest arrangement, and whether nothing cheaper exists; nil if there is too much to look at.
    mutating func cheapest() -> (arrangement: Arrangement, isProved: Bool)? {
        guard !isTooLarge else { return nil }
        best = nil
        nodes = 0
        extend([])
        return best.map { ($0, nodes < SessionRooms.nodeLimit) }
    }

    private mutating func extend(_ chosen: [[Int]]) {
        nodes += 1
        guard nodes < SessionRooms.nodeLimit else { return }
        if let best, !(leastCost(chosen, under: best.cost) < best.cost) { return }
        guard chosen.count < states.count else {
            let found = seated(chosen)
            if best.map({ found.cost < $0.cost }) ?? true { best = found }
            return
        }
        for state in states[chosen.count] { extend(chosen + [state]) }
    }

    private func leastCost(_ chosen: [[Int]], under limit: Cost) -> Cost {
        var least = Cost()
        for (group, value) in groups.enumerated() where value.costs.changing {
            guard let room = value.room, room < chosen.count, !chosen[room].contains(value.session) else { continue }
            least.changing += groups[group].members.count
        }
        for session in demands.indices {
            least.leaving += deficit(of: session, chosen)
            if least.leaving > limit.leaving { break }
        }
        return least
    }

    /// Hall's deficit; a room not chosen yet counts for every session it could serve.
    private func deficit(of session: Int, _ chosen: [[Int]]) -> Int {
        var open = servers[session]
        for (room, state) in chosen.enumerated() where !state.contains(session) { open &= ~(1 << UInt64(room)) }
        var least = 0
        for demand in demands[session] where demand.people > least {
            var seats = 0
            var rooms = demand.rooms & open
            while rooms != 0 {
                seats += capacities[rooms.trailingZeroBitCount]
                rooms &= rooms - 1
            }
            least = max(least, demand.people - seats)
        }
        return max(0, least - allowance)
    }

    /// A cheapest flow for every session.
    private func seated(_ chosen: [[Int]]) -> Arrangement {
        var found = Arrangement(seats: Array(repeating: [], count: groups.count))
        for session in sessions.indices {
            let own = groups.indices.filter { groups[$0].session == session }
            let serving = chosen.indices.filter { chosen[$0].contains(session) }
            let flow = SeatFlow(
                supplies: own.map { groups[$0].members.count },
                capacities: serving.map { capacities[$0] } + [allowance],
                costs: own.map { group in
                    serving.map { cost(of: groups[group], in: $0) } + [groups[group].costs.changing ? 1 : 0]
                },
                stayingAway: own.map { group in
                    (groups[group].costs.leaving ? SeatFlow.dear : 0) + (groups[group].costs.changing ? 1 : 0)
                })
            for (place, group) in own.enumerated() {
                for (column, room) in serving.enumerated() {
                    let amount = flow.amounts[place][column]
                    if amount == 0 { continue }
                    found.seats[group] += Array(repeating: room, count: amount)
                    found.cost.changing += amount * cost(of: groups[group], in: room)
                }
                let away = groups[group].members.count - found.seats[group].count
                if groups[group].costs.leaving { found.cost.leaving += away - flow.amounts[place][serving.count] }
                if groups[group].costs.changing { found.cost.changing += away }
            }
        }
        return found
    }

    private func cost(of group: Group, in room: Int) -> Int {
        guard group.fit.contains(room) else { return SeatFlow.impossible }
        return group.costs.changing && group.room != room ? 1 : 0
    }
}
