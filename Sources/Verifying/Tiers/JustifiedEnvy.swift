import Exams

/// Tier 2, zero is demanded: pairs (u, s) where u paid earlier than s — equal times are ordered by id — and could
/// lawfully have s's place, yet has none, or one in a later month.
///
/// Asking `Exchange` about all pairs of people would be quadratic. People who are alike for every law and, if
/// placed, sit in the same rooms and periods get the same answer, so one of each kind is asked and the pairs are
/// counted. Alike are only people without tickets and without a second application; everybody else is a kind of
/// their own. With k kinds of wishers and h kinds of holders at most k·h questions are asked, and far fewer in a
/// fair plan: a kind whose first payer paid after the last payer of the other has no pair to ask about.
struct JustifiedEnvy {
    private struct Kind: Hashable {
        let programme: Int
        let subjects: [Subject]
        let needs: [String]
        let extraMinutes: Int
        let firstMonth: Month
        let lastDay: Day?
        let banned: [[Day]]
        let sitting: Int?
        let periods: [Int]
        let rooms: [Int]
        /// Set for people who are a kind of their own.
        let only: Int?
    }

    private struct Group {
        /// In order of payment.
        var applications: [Int] = []
    }

    private let seating: Seating
    private let exchange: Exchange
    /// The place of each application in order of payment.
    private let rank: [Int]
    private let applicationsOfPerson: [Int]

    private(set) var pairs = 0

    init(_ seating: Seating) {
        self.seating = seating
        exchange = Exchange(seating)
        let applicants = seating.register.applicants
        let order = applicants.indices.sorted { left, right in
            let (first, second) = (applicants[left].value, applicants[right].value)
            return first.paidAt != second.paidAt ? first.paidAt < second.paidAt : first.id < second.id
        }
        var rank = [Int](repeating: 0, count: order.count)
        for (place, application) in order.enumerated() { rank[application] = place }
        self.rank = rank
        var ofPerson = [Int](repeating: 0, count: seating.register.personCount)
        for applicant in applicants { ofPerson[applicant.person] += 1 }
        applicationsOfPerson = ofPerson
        pairs = count(order)
    }

    private func count(_ order: [Int]) -> Int {
        let holders = groups(order.filter { seating.placedOfApplication[$0] != nil })
        let wishers = groups(order.filter { mayWish($0) })
        var holdersIn: [Int: [Int]] = [:]
        for (index, holder) in holders.enumerated() {
            for period in placement(of: holder)?.seats.map(\.period) ?? [] { holdersIn[period, default: []].append(index) }
        }
        var total = 0
        for wisher in wishers {
            var asked = Set<Int>()
            for sitting in sittings(wishedBy: wisher.applications[0]) {
                for run in exchange.runs(of: wisher.applications[0], in: sitting) {
                    guard let first = run.periods.first else { continue }
                    for index in holdersIn[first] ?? [] where asked.insert(index).inserted {
                        total += pairs(wisher, holders[index])
                    }
                }
            }
        }
        return total
    }

    private func placement(of group: Group) -> Placed? {
        seating.placedOfApplication[group.applications[0]].map { seating.placed[$0] }
    }

    /// Who sits in the first month they wished has nothing earlier to wish for.
    private func mayWish(_ application: Int) -> Bool {
        let value = seating.register.applicants[application].value
        guard value.eligible else { return false }
        guard let at = seating.placedOfApplication[application] else { return true }
        return month(of: seating.placed[at].sitting) > value.firstMonth
    }

    private func month(of sitting: Int) -> Month { seating.register.problem.sittings[sitting].month }

    /// Sittings from the first month wished on, before the month in which the application is placed.
    private func sittings(wishedBy application: Int) -> [Int] {
        let first = seating.register.applicants[application].value.firstMonth
        let current = seating.placedOfApplication[application].map { month(of: seating.placed[$0].sitting) }
        return seating.register.problem.sittings.indices.filter { sitting in
            month(of: sitting) >= first && current.map { month(of: sitting) < $0 } ?? true
        }
    }

    private func groups(_ applications: [Int]) -> [Group] {
        var groups: [Group] = []
        var position: [Kind: Int] = [:]
        for application in applications {
            let kind = kind(of: application)
            let at = position[kind] ?? groups.count
            if at == groups.count {
                position[kind] = at
                groups.append(Group())
            }
            groups[at].applications.append(application)
        }
        return groups
    }

    private func kind(of application: Int) -> Kind {
        let applicant = seating.register.applicants[application]
        let placed = seating.placedOfApplication[application].map { seating.placed[$0] }
        let isOnly = applicationsOfPerson[applicant.person] > 1 || exchange.isPromised(application)
        return Kind(
            programme: applicant.programme, subjects: applicant.value.subjects,
            needs: (applicant.value.needs ?? []).sorted(), extraMinutes: applicant.extraMinutes,
            firstMonth: applicant.value.firstMonth, lastDay: applicant.value.lastDay,
            banned: applicant.value.banned ?? [], sitting: placed?.sitting,
            periods: placed?.seats.map(\.period) ?? [], rooms: placed?.seats.map(\.room) ?? [],
            only: isOnly ? application : nil)
    }

    /// How many of the wishers paid before how many of the holders, if they could have their places.
    private func pairs(_ wishers: Group, _ holders: Group) -> Int {
        guard let first = wishers.applications.first, let last = holders.applications.last, rank[first] < rank[last],
            let holder = seating.placedOfApplication[holders.applications[0]],
            exchange.isLawful(newcomer: first, holder: holder)
        else { return 0 }
        var (pairs, earlier) = (0, 0)
        for application in holders.applications {
            while earlier < wishers.applications.count, rank[wishers.applications[earlier]] < rank[application] {
                earlier += 1
            }
            pairs += earlier
        }
        return pairs
    }
}
