/// Examination timetabling: give every event a period and a room.
///
/// Hard: events that clash are never in one period (unless `separatesClashes` is off); events told to be together are
/// in one period; an order between two events is kept; a family of events keeps to so many periods; a period or room
/// that is forbidden to an event is not used; a room holds at most its capacity; an event that needs a room alone
/// shares it with none.
/// Soft, a plain sum to be made small: for two events with common people, `people × proximity(period, period)`; the
/// wish costs of each event's period and room; and for every room in a period `mixingCost × (kinds in it − 1)`.
///
/// Two doors put problems to the engine. Only the competition's (`ITC2007`) sets orders, `needsRoomAlone`, `mixingCost`
/// and `sitters`; only the planner's waves (`WaveTimetable`) set families, `splitting` and `separatesClashes`; the rest,
/// and the search, serves both.
///
/// Periods, rooms and events are numbered from 0. Periods carry no clock: how near two of them are is what `proximity`
/// says. Costs are not negative.
package struct TimetableProblem: Sendable {
    /// The cost that means "never".
    package static let forbidden = Int.max

    package struct Event: Sendable {
        /// Seats needed.
        package var size: Int
        /// What `mixingCost` and `Splitting.slots` tell apart, from 0, such as the duration.
        package var kind: Int
        package var needsRoomAlone: Bool

        package init(size: Int, kind: Int = 0, needsRoomAlone: Bool = false) {
            self.size = size
            self.kind = kind
            self.needsRoomAlone = needsRoomAlone
        }
    }

    /// Two events that may not (or not well) be in one period, and how many people sit both (0: a plain exclusion).
    package struct Clash: Sendable {
        package var first: Int
        package var second: Int
        package var people: Int

        package init(_ first: Int, _ second: Int, people: Int) {
            self.first = first
            self.second = second
            self.people = people
        }
    }

    /// Two events of which the first is in a strictly smaller period, or (in `together`) in the same one.
    package struct Pair: Sendable {
        package var first: Int
        package var second: Int

        package init(_ first: Int, _ second: Int) {
            self.first = first
            self.second = second
        }
    }

    /// People who all sit the same events.
    package struct Sitters: Sendable {
        package var events: [Int]
        package var people: Int

        package init(events: [Int], people: Int) {
            self.events = events
            self.people = people
        }
    }

    /// Events that together use at most so many different periods. Periods in which no event takes a seat (with
    /// splitting) are not counted.
    package struct Family: Sendable {
        package var events: [Int]
        package var mostPeriods: Int

        package init(events: [Int], mostPeriods: Int) {
            self.events = events
            self.mostPeriods = mostPeriods
        }
    }

    package var events: [Event]
    package var periodCount: Int
    package var roomCapacities: [Int]
    /// `periodCount × periodCount`, symmetric, by rows: the cost of one person sitting in both periods.
    package var proximity: [Int]
    /// `events × periodCount` by rows; `forbidden` where the event may not be.
    package var periodCosts: [Int]
    /// `events × rooms` by rows; `forbidden` where the event may not be. Too small a room need not be said.
    package var roomCosts: [Int]
    package var mixingCost = 0
    /// Clashes may repeat; their people are added.
    package var clashes: [Clash] = []
    /// Who stands behind the clashes, as far as it is known: counted in `clashes` already, said again for the bound.
    package var sitters: [Sitters] = []
    package var orders: [Pair] = []
    package var together: [Pair] = []
    /// An event is in one family at most.
    package var families: [Family] = []
    /// False: events that clash may share a period, at what the diagonal of `proximity` says. True: never, and the
    /// diagonal says nothing.
    package var separatesClashes = true
    /// Nil: an event is in one room.
    package var splitting: Splitting?

    package init(
        events: [Event], periodCount: Int, roomCapacities: [Int], proximity: [Int]? = nil, periodCosts: [Int]? = nil,
        roomCosts: [Int]? = nil
    ) {
        self.events = events
        self.periodCount = periodCount
        self.roomCapacities = roomCapacities
        self.proximity = proximity ?? Array(repeating: 0, count: periodCount * periodCount)
        self.periodCosts = periodCosts ?? Array(repeating: 0, count: events.count * periodCount)
        self.roomCosts = roomCosts ?? Array(repeating: 0, count: events.count * roomCapacities.count)
    }
}

/// A period and a room for every event, or -1 and -1 where it has none. With splitting the room is always -1.
package struct TimetableSolution: Equatable, Sendable {
    package var periods: [Int]
    package var rooms: [Int]

    package init(periods: [Int], rooms: [Int]) {
        self.periods = periods
        self.rooms = rooms
    }

    package var unplaced: Int { periods.count { $0 < 0 } }
}
