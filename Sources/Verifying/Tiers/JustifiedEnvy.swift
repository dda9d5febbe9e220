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

        /// What most kinds differ in; all of it would take longer than comparing.
        func hash(into hasher: inout Hasher) {
            hasher.combine(only ?? programme)
            hasher.combine(periods.first)
            hasher.combine(rooms.first)
            hasher.combine(rooms.last)
        }
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
        let applications = seating.register.applications
        let paidAt = applications.map(\.paidAt)
        let order = applications.indices.sorted { left, right in
            paidAt[left] != paidAt[right]
                ? paidAt[left] < paidAt[right] : applications[left].id < applications[right].id
        }
        var rank = [Int](repeating: 0, count: order.count)
        for (place, application) in order.enumerated() { rank[application] = place }
        self.rank = rank
        var ofPerson = [Int](repeating: 0, count: seating.register.personCount)
        for applicant in seating.register.applicants { ofPerson[applicant.person] += 1 }
        applicationsOfPerson = ofPerson
        pairs = count(order)
    }

    private func count(_ order: [Int]) -> Int {
        let wishers = groups(order.filter { mayWish($0) })
        let isWished = periodsWished(by: wishers)
        let holders = groups(
            order.filter { application in
                guard let at = seating.placement(of: application) else { return false }
                return seating.placed[at].seats.contains { isWished[$0.period] }
            })
        var holdersIn: [Int: [Int]] = [:]
        for (index, holder) in holders.enumerated() {
            for period in placement(of: holder)?.seats.map(\.period) ?? [] {
                holdersIn[period, default: []].append(index)
            }
        }
        var total = 0
        for wisher in wishers {
            var asked = Set<Int>()
            for sitting in sittings(wishedBy: wisher.applications[0]) {
                for run in exchange.runs(of: wisher.applications[0], in: sitting) {
                    guard let first = run.periods.first,
                        var wish = Wish(of: wisher.applications[0], run: run, in: sitting, seating)
                    else { continue }
                    for index in holdersIn[first] ?? [] where mayPay(wisher, before: holders[index]) {
                        guard let at = seating.placement(of: holders[index].applications[0]),
                            wish.mayComeTrue(onSeatsOf: seating.placed[at]), asked.insert(index).inserted
                        else { continue }
                        total += pairs(wisher, holders[index])
                    }
                }
            }
        }
        return total
    }

    /// By period: does a run begin in it that somebody could wish for and might have? Whoever sits in none of these is
    /// envied by nobody.
    private func periodsWished(by wishers: [Group]) -> [Bool] {
        var isWished = [Bool](repeating: false, count: seating.register.periods.count)
        for wisher in wishers {
            for sitting in sittings(wishedBy: wisher.applications[0]) {
                for run in exchange.runs(of: wisher.applications[0], in: sitting) {
                    guard let first = run.periods.first, !isWished[first] else { continue }
                    isWished[first] = Wish.isPossible(wisher.applications[0], run: run, in: sitting, seating)
                }
            }
        }
        return isWished
    }

    private func placement(of group: Group) -> Placed? {
        seating.placement(of: group.applications[0]).map { seating.placed[$0] }
    }

    /// Who sits in the first month they wished has nothing earlier to wish for.
    private func mayWish(_ application: Int) -> Bool {
        let value = seating.register.applications[application]
        guard value.eligible else { return false }
        guard let at = seating.placement(of: application) else { return true }
        return month(of: seating.placed[at].sitting) > value.firstMonth
    }

    private func month(of sitting: Int) -> Month { seating.register.problem.sittings[sitting].month }

    /// Sittings from the first month wished on, before the month in which the application is placed.
    private func sittings(wishedBy application: Int) -> [Int] {
        let first = seating.register.applications[application].firstMonth
        let current = seating.placement(of: application).map { month(of: seating.placed[$0].sitting) }
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
        let value = seating.register.applications[application]
        let placed = seating.placement(of: application).map { seating.placed[$0] }
        let isOnly = applicationsOfPerson[applicant.person] > 1 || exchange.isPromised(application)
        return Kind(
            programme: applicant.programme, subjects: value.subjects, needs: (value.needs ?? []).sorted(),
            extraMinutes: applicant.extraMinutes, firstMonth: value.firstMonth, lastDay: value.lastDay,
            banned: value.banned ?? [], sitting: placed?.sitting,
            periods: placed?.seats.map(\.period) ?? [], rooms: placed?.seats.map(\.room) ?? [],
            only: isOnly ? application : nil)
    }

    private func mayPay(_ wishers: Group, before holders: Group) -> Bool {
        guard let first = wishers.applications.first, let last = holders.applications.last else { return false }
        return rank[first] < rank[last]
    }

    /// How many of the wishers paid before how many of the holders, if they could have their places.
    private func pairs(_ wishers: Group, _ holders: Group) -> Int {
        guard let first = wishers.applications.first,
            let holder = seating.placement(of: holders.applications[0]),
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
