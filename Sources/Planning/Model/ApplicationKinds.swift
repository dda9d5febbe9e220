import Exams

/// Sorts applications into kinds. Whatever the document says of an application becomes a small number first, so
/// that telling a million of them apart costs one look-up each.
struct ApplicationKinds {
    private struct Key: Hashable {
        var programme: Int
        /// A bit for each subject.
        var subjects: Int
        var firstMonth: Int
        var lastDay: Int
        var extraMinutes: Int
        var needs: Int
        var banned: Int
        var wish: Int

        /// What most kinds differ in; all of it would take longer than comparing.
        func hash(into hasher: inout Hasher) {
            hasher.combine(programme &* 4 &+ firstMonth)
            hasher.combine(wish)
            hasher.combine(lastDay)
        }
    }

    private struct RoomListKey: Hashable {
        var institution: Int
        var tags: [String]
    }

    private let model: Model
    private var programmes: NameTable
    private let venues: Numbering
    private var wishOfVenue: [String: Int] = [:]
    private var wishOfDistrict: [String: Int] = [:]
    private var wishByVenues: [Set<Int>: Int] = [:]
    private var needs: [Set<String>: Int] = [:]
    private var bans: [[Int]: Int] = [:]
    private var known: [Key: Int] = [:]
    private var listByKey: [RoomListKey: Int] = [:]
    private var listByRooms: [[Int]: Int] = [:]
    /// Days with a period, ascending.
    private let examDays: [Int]
    private(set) var kinds: [ApplicationKind] = []
    private(set) var roomLists: [[Int]] = []

    /// - Parameter model: programmes, sittings and rooms are compiled.
    init(_ model: Model) {
        self.model = model
        programmes = NameTable(model.problem.programmes.map(\.id))
        venues = Numbering(model.problem.venues.map(\.id))
        examDays = Set(model.periods.map(\.day)).sorted()
    }

    mutating func kind(of application: Application) -> ApplicationKind {
        let personal = application.needs.map { Set($0) } ?? []
        let banned = bannedDays(application)
        let key = Key(
            programme: programmes.numbered(application.programme),
            subjects: application.subjects.reduce(0) { $0 | 1 << ApplicationKinds.bit($1) },
            firstMonth: application.firstMonth.number, lastDay: lastExamDay(application) ?? Int.max,
            extraMinutes: application.extraMinutes ?? 0,
            needs: personal.isEmpty ? -1 : Self.number(personal, in: &needs),
            banned: banned.isEmpty ? -1 : Self.number(banned.flatMap { [$0.first, $0.last] }, in: &bans),
            wish: wish(application))
        if let number = known[key] { return kinds[number] }
        known[key] = kinds.count
        let kind = newKind(application, key, personal, banned)
        kinds.append(kind)
        return kind
    }

    private static func bit(_ subject: Subject) -> Int {
        switch subject {
        case .theory: 0
        case .skill: 1
        case .review: 2
        }
    }

    private static func number<Value>(_ value: Value, in table: inout [Value: Int]) -> Int {
        if let known = table[value] { return known }
        table[value] = table.count
        return table.count - 1
    }

    /// Wishes that the same venues fulfil are one; -1: no wish. A venue that does not exist fulfils none.
    private mutating func wish(_ application: Application) -> Int {
        if let venue = application.wishVenue {
            if let known = wishOfVenue[venue] { return known }
        } else if let district = application.wishDistrict {
            if let known = wishOfDistrict[district] { return known }
        }
        guard let wished = wishedVenues(application) else { return -1 }
        let wish = Self.number(wished, in: &wishByVenues)
        if let venue = application.wishVenue {
            wishOfVenue[venue] = wish
        } else if let district = application.wishDistrict {
            wishOfDistrict[district] = wish
        }
        return wish
    }

    private func wishedVenues(_ application: Application) -> Set<Int>? {
        if let wish = application.wishVenue { return Set([venues.number(wish)].compactMap { $0 }) }
        guard let district = application.wishDistrict else { return nil }
        return Set(model.venues.indices.filter { model.venues[$0].district == district })
    }

    /// Nil if every exam day is early enough; before the first exam day if none is.
    private func lastExamDay(_ application: Application) -> Int? {
        guard let lastDay = application.lastDay?.number, let end = examDays.last, lastDay < end else { return nil }
        return examDays.last { $0 <= lastDay } ?? (examDays[0] - 1)
    }

    private func bannedDays(_ application: Application) -> [(first: Int, last: Int)] {
        (application.banned ?? []).compactMap { span in
            guard let first = examDays.first(where: { $0 >= span[0].number }),
                let last = examDays.last(where: { $0 <= span[1].number }), first <= last
            else { return nil }
            return (first, last)
        }
    }

    private mutating func newKind(
        _ application: Application, _ key: Key, _ personal: Set<String>, _ banned: [(first: Int, last: Int)]
    ) -> ApplicationKind {
        let programme = model.programmes[key.programme]
        let parts = programme.subjects.indices.filter { application.subjects.contains(programme.subjects[$0]) }
        let fitRooms = parts.map {
            roomList(institution: programme.institution, tags: programme.needs[$0].union(personal).sorted())
        }
        let sittings = model.sittings.indices
            .filter {
                programme.maxWaves > 0 && model.offers(sitting: $0, programme: key.programme, from: key.firstMonth)
            }
            .sorted { (model.sittings[$0].month, $0) < (model.sittings[$1].month, $1) }
        return ApplicationKind(
            number: kinds.count, programme: key.programme, parts: parts, firstMonth: key.firstMonth,
            lastDay: lastExamDay(application), banned: banned, extraMinutes: key.extraMinutes, needs: personal,
            wished: wishedVenues(application), sittings: sittings, fitRooms: fitRooms)
    }

    /// Needs that the same rooms meet share a list.
    private mutating func roomList(institution: Int, tags: [String]) -> Int {
        let key = RoomListKey(institution: institution, tags: tags)
        if let known = listByKey[key] { return known }
        let rooms = model.rooms.indices.filter { model.isFit(room: $0, institution: institution, tags: tags) }
        let number = listByRooms[rooms] ?? roomLists.count
        if number == roomLists.count {
            listByRooms[rooms] = number
            roomLists.append(rooms)
        }
        listByKey[key] = number
        return number
    }
}
