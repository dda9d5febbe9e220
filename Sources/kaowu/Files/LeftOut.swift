import Exams
import Releasing
import Storage
import Tickets

/// Who is not on the papers of a sitting though the current plan seats him: no longer entitled, or without a seat
/// since something was recorded. The re-plan settles both.
struct LeftOut {
    /// The periods in which an application is left out.
    private(set) var periods: [String: Set<String>] = [:]
    /// What staff are told, by reason.
    private(set) var remarks: [Mistake] = []

    /// - Parameter sittings: only these; empty: all.
    init(_ office: Office, sittings: [String]) throws {
        let books = keyed(office.scenario.ruleBooks, \.id)
        let premises = try Premises(office.store)
        let begun = try office.store.loadPlan().problem.begun?.second
        let heard = [try office.store.pendingChanges().lastAt, begun].compactMap(\.self).max()
        var gone: [Obstacle: [String]] = [:]
        var lost: [LostSeat: [String]] = [:]
        for entry in try office.store.ticketEntries() where entry.revision != nil {
            guard let book = books[entry.institution], sittings.isEmpty || sittings.contains(entry.sitting) else {
                continue
            }
            if let obstacle = Obstacle(entry, rule: book.ticketWindow) {
                periods[entry.application] = Set(entry.seats.map(\.period.id))
                gone[obstacle, default: []].append(entry.application)
                continue
            }
            let seats = premises.lostSeats(of: entry, at: nil).filter { seat, why in
                (why != .roomClosed && why != .machineBroken) || !premises.goesOn(seat, heard: heard)
            }
            for why in Set(seats.map(\.why)) { lost[why, default: []].append(entry.application) }
            // Who only has a broken machine comes to this room, and is given another there.
            for seat in seats where seat.why != .machineBroken {
                periods[entry.application, default: []].insert(seat.seat.period.id)
            }
        }
        let named = NamedApplications(office.scenario)
        for obstacle in Obstacle.allCases {
            guard let applications = gone[obstacle] else { continue }
            add("left-out-\(obstacle.rawValue)", "\(obstacle.text)，没有印上 \(named.text(applications))")
        }
        for why in LostSeat.allCases {
            guard let applications = lost[why] else { continue }
            let words = why == .machineBroken ? "仍印在原来的机位" : "没有印上"
            add("left-out-\(why.rawValue)", "\(why.title)，\(words) \(named.text(applications))")
        }
    }

    private mutating func add(_ code: String, _ cause: String) {
        remarks.append(
            Mistake(code: code, cause: cause + "。", action: "用 kaowu replan 重排，再用 --since 补印变动的考场。"))
    }
}

/// Applications with the names of their people, the first twenty of many.
private struct NamedApplications {
    private let names: [String: String]

    init(_ scenario: Scenario) {
        let people = keyed(scenario.people, \.id).mapValues(\.name)
        names = keyed(scenario.registrations, \.id).mapValues { people[$0.person] ?? "" }
    }

    func text(_ applications: [String]) -> String {
        let list = applications.prefix(20).map { "\($0) \(names[$0] ?? "")" }.joined(separator: "、")
        return "\(applications.count) 人：\(list)" + (applications.count > 20 ? " 等" : "")
    }
}
