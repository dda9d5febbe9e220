import Exams

// The problem compiled to dense integers: what the searches read in their inner loops.
//
// Everything static about the laws is settled here once (who may sit where at all); what depends on other
// people's places stays with the searches. Indices are positions in these arrays; they follow the order of
// the document, so the same document always compiles to the same model.

/// A sitting's period.
struct PeriodModel {
    var sitting: Int
    var start: Int
    var end: Int
    var day: Int
    var isLost: Bool
    /// Nobody comes any more, and who is there stays.
    var hasBegun: Bool
}

struct SittingModel {
    var institution: Int
    var month: Int
    /// Into `Model.periods`, in time order.
    var periods: [Int]
    /// Into `Model.programmes`.
    var programmes: [Int]
}

struct ProgrammeModel {
    var institution: Int
    var subjects: [Subject]
    var minutes: [Int]
    var needs: [Set<String>]
    var maxWaves: Int
    var minimumEnrolment: Int
}

struct RoomModel {
    var venue: Int
    var rows: Int
    var columns: Int
    /// Flat seat numbers `row * columns + column`, from 0, of the machines that work.
    var seats: [Int]
    /// Most people in a period (law 7).
    var capacity: Int
    var offers: Set<String>
    /// Nil: all.
    var institutions: Set<Int>?
    /// Nil: always open.
    var open: [(start: Int, end: Int)]?
    var turnover: Int
}

/// A room in a period: what one group of people and its invigilators share.
struct RoomUse: Hashable {
    var room: Int
    var period: Int
}

struct VenueModel {
    var district: String?
    /// Nil: no limit.
    var invigilators: Int?
    var rooms: [Int]
}

/// What applications share that are alike for the laws and for tiers 3 and 4. Each kind is kept once, however many
/// applications are of it: a million applications have some ten thousand kinds.
final class ApplicationKind: Sendable {
    /// Dense, in order of first appearance.
    let number: Int
    let programme: Int
    /// Into the programme's subjects, ascending.
    let parts: [Int]
    let firstMonth: Int
    /// Nil: no last day. Given as the last exam day that keeps it, as nothing else is ever asked.
    let lastDay: Int?
    /// As the exam days they cover; bans that cover none are left out.
    let banned: [(first: Int, last: Int)]
    let extraMinutes: Int
    /// By part: the period of one that has begun, else -1. Empty: none has.
    let begun: [Int]
    let needs: Set<String>
    /// Venues that fulfil the wish; nil: no wish.
    let wished: Set<Int>?
    /// The sittings it may sit in (law 2), in order of month, then document.
    let sittings: [Int]
    /// Groups of rooms fit for each of `parts` (law 8), into `Model.roomLists`.
    let fitRooms: [Int]

    init(
        number: Int, programme: Int, parts: [Int], firstMonth: Int, lastDay: Int?, banned: [(first: Int, last: Int)],
        extraMinutes: Int, begun: [Int] = [], needs: Set<String>, wished: Set<Int>?, sittings: [Int],
        fitRooms: [Int]
    ) {
        self.number = number
        self.programme = programme
        self.parts = parts
        self.firstMonth = firstMonth
        self.lastDay = lastDay
        self.banned = banned
        self.extraMinutes = extraMinutes
        self.begun = begun
        self.needs = needs
        self.wished = wished
        self.sittings = sittings
        self.fitRooms = fitRooms
    }

    /// Of an application that has begun to sit: it keeps the periods and, by these lists, the rooms of what has begun.
    func sitting(_ begun: [Int], in sitting: Int, fitRooms: [Int], number: Int) -> ApplicationKind {
        copy(number: number, begun: begun, sittings: sittings.filter { $0 == sitting }, fitRooms: fitRooms)
    }

    /// Of an application that is to sit in one sitting, at one venue if it can.
    func heading(for sitting: Int, at venue: Int, number: Int) -> ApplicationKind {
        copy(number: number, begun: begun, sittings: [sitting], fitRooms: fitRooms, wished: [venue])
    }

    /// Of an application that may no longer sit anywhere.
    func leaving(number: Int) -> ApplicationKind {
        copy(number: number, begun: begun, sittings: [], fitRooms: fitRooms)
    }

    private func copy(
        number: Int, begun: [Int], sittings: [Int], fitRooms: [Int], wished: Set<Int>? = nil
    ) -> ApplicationKind {
        ApplicationKind(
            number: number, programme: programme, parts: parts, firstMonth: firstMonth, lastDay: lastDay,
            banned: banned,
            extraMinutes: extraMinutes, begun: begun, needs: needs, wished: wished ?? self.wished, sittings: sittings,
            fitRooms: fitRooms)
    }
}

/// An application that may be placed at all (law 1).
struct ApplicationModel {
    var kind: ApplicationKind
    // There are a million of them.
    private let (documentKept, personKept, rankKept, unitKept): (Int32, Int32, Int32, Int32)

    init(kind: ApplicationKind, document: Int, person: Int, rank: Int, unit: Int) {
        self.kind = kind
        (documentKept, personKept, rankKept, unitKept) = (Int32(document), Int32(person), Int32(rank), Int32(unit))
    }

    /// Into `Problem.applications`.
    var document: Int { Int(documentKept) }
    var person: Int { Int(personKept) }
    /// Position in the order of payment; equal times by id.
    var rank: Int { Int(rankKept) }
    /// -1: none.
    var unit: Int { Int(unitKept) }

    var programme: Int { kind.programme }
    var parts: [Int] { kind.parts }
    var firstMonth: Int { kind.firstMonth }
    var lastDay: Int? { kind.lastDay }
    var banned: [(first: Int, last: Int)] { kind.banned }
    var extraMinutes: Int { kind.extraMinutes }
    /// Part of it is over or under way.
    var hasBegun: Bool { !kind.begun.isEmpty }
    var needs: Set<String> { kind.needs }
    var wished: Set<Int>? { kind.wished }
    var sittings: [Int] { kind.sittings }
    var fitRooms: [Int] { kind.fitRooms }
    var hasExtraTime: Bool { kind.extraMinutes > 0 }
}

/// The applications of each person, ascending.
struct ApplicationsOfPeople {
    private var starts: [Int32]
    private var items: [Int32]

    init(_ applications: [ApplicationModel], people: Int) {
        starts = Array(repeating: 0, count: people + 1)
        for application in applications { starts[application.person + 1] += 1 }
        for person in 0..<people { starts[person + 1] += starts[person] }
        var next = starts
        items = Array(repeating: 0, count: applications.count)
        for (number, application) in applications.enumerated() {
            items[Int(next[application.person])] = Int32(number)
            next[application.person] += 1
        }
    }

    /// People, those without an application included.
    var count: Int { starts.count - 1 }

    subscript(person: Int) -> some RandomAccessCollection<Int> {
        items[Int(starts[person])..<Int(starts[person + 1])].lazy.map { Int($0) }
    }
}

struct Model {
    let problem: Problem
    let policy: Policy
    var periods: [PeriodModel] = []
    var sittings: [SittingModel] = []
    var programmes: [ProgrammeModel] = []
    var venues: [VenueModel] = []
    var rooms: [RoomModel] = []
    var applications: [ApplicationModel] = []
    /// Distinct lists of rooms that share fitness, each ascending.
    var roomLists: [[Int]] = []
    /// By kind number.
    var kinds: [ApplicationKind] = []
    var people = ApplicationsOfPeople([], people: 0)
    var periodIDs: [String] = []
    var roomIDs: [String] = []
    /// What `released` promises, by application; nil where nothing is.
    var promises: [Promise?] = []
    /// Programmes in sittings, numbered as in a roster, that somebody with a place has begun to sit, whatever has become
    /// of him since: too late to call them off.
    var begunRuns: Set<Int> = []
    var isReplan: Bool { problem.released != nil }

    /// Equal for applications that may sit in the same places, whatever others do; negative: like no other, as the
    /// person has several.
    func likeness(_ number: Int) -> Int {
        let application = applications[number]
        return people[application.person].count == 1 ? application.kind.number : -1 - number
    }

    /// All applications, the earliest payer first.
    var inOrderOfPayment: [Int] {
        // Ranks are places in the document's order of payment.
        var numbers = Array(repeating: Int32(-1), count: problem.applications.count)
        for (number, application) in applications.enumerated() { numbers[application.rank] = Int32(number) }
        return numbers.compactMap { $0 < 0 ? nil : Int($0) }
    }
}

/// The released placement of an application, in dense numbers.
struct Promise {
    struct Seat {
        var period: Int
        var room: Int
        /// Flat; nil if the machine no longer works.
        var seat: Int?
        /// Whoever is promised it has begun to sit there.
        var hasBegun = false
    }

    var sitting: Int
    var wave: Int
    /// In the order of the application's `parts`.
    var seats: [Seat]
}
