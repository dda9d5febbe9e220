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

/// An application that may be placed at all (law 1).
struct ApplicationModel {
    /// Into `Problem.applications`.
    var document: Int
    var person: Int
    var programme: Int
    /// Into the programme's subjects, ascending.
    var parts: [Int]
    /// Position in the order of payment; equal times by id.
    var rank: Int
    var firstMonth: Int
    /// Nil: no last day.
    var lastDay: Int?
    var banned: [(first: Int, last: Int)]
    var extraMinutes: Int
    /// The first minute at which it may begin to sit; whoever has begun keeps what he has.
    var notBefore = Int.min
    var needs: Set<String>
    /// -1: none.
    var unit: Int
    /// Venues that fulfil the wish; nil: no wish.
    var wished: Set<Int>?
    /// The sittings it may sit in (law 2), in order of month, then document.
    var sittings: [Int]
    /// Groups of rooms fit for each of `parts` (law 8), into `Model.roomLists`.
    var fitRooms: [Int]

    var hasExtraTime: Bool { extraMinutes > 0 }
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
    /// Applications of each person, ascending.
    var people: [[Int]] = []
    var periodIDs: [String] = []
    var roomIDs: [String] = []
    /// What `released` promises, by application; nil where nothing is.
    var promises: [Promise?] = []
    var isReplan: Bool { problem.released != nil }
}

/// The released placement of an application, in dense numbers.
struct Promise {
    struct Seat {
        var period: Int
        var room: Int
        /// Flat; nil if the machine no longer works.
        var seat: Int?
    }

    var sitting: Int
    var wave: Int
    /// In the order of the application's `parts`.
    var seats: [Seat]
}
