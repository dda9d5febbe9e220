/// Exchanges chosen so far to be made at once, and whom they leave for more.
struct EnvyRound {
    private struct Run: Hashable {
        var programme: Int
        var sitting: Int
    }

    private let seating: EnvySeating
    private let model: Model
    private(set) var chosen: [Exchange] = []
    private var busyPeople: [Bool]
    /// By group: all members from here on are busy.
    private var idleCounts: [Int]
    /// People whom the chosen exchanges take out of a run.
    private var leaving: [Run: Int] = [:]

    init(_ seating: EnvySeating, in model: Model) {
        self.seating = seating
        self.model = model
        busyPeople = Array(repeating: false, count: model.people.count)
        idleCounts = (0..<seating.sitterGroupCount).map { seating.members(of: $0).count }
    }

    /// Has the application's person a part in an exchange already?
    func isBusy(_ application: Int) -> Bool { busyPeople[model.applications[application].person] }

    /// The members of a group without those at the end who are busy; the latest payers are asked first.
    mutating func idle(of group: Int) -> ArraySlice<Int> {
        let members = seating.members(of: group)
        var count = idleCounts[group]
        while count > 0, isBusy(members[count - 1]) { count -= 1 }
        idleCounts[group] = count
        return members[..<count]
    }

    /// The sitter is not busy, and whatever is made of the chosen exchanges, no run falls below its minimum.
    func mayChoose(_ exchange: Exchange) -> Bool {
        !isBusy(exchange.sitter)
            && left(by: exchange).allSatisfy { run in
                let stay = seating.enrolment(of: run.programme, in: run.sitting) - leaving[run, default: 0] - 1
                return stay >= model.programmes[run.programme].minimumEnrolment
            }
    }

    mutating func choose(_ exchange: Exchange) {
        chosen.append(exchange)
        busyPeople[model.applications[exchange.payer].person] = true
        busyPeople[model.applications[exchange.sitter].person] = true
        for run in left(by: exchange) { leaving[run, default: 0] += 1 }
    }

    /// Runs with a minimum that have one fewer afterwards.
    private func left(by exchange: Exchange) -> [Run] {
        let payer = model.applications[exchange.payer].programme
        let sitter = model.applications[exchange.sitter].programme
        guard payer != sitter else { return [] }
        var runs = [Run(programme: sitter, sitting: exchange.payerPlace.sitting)]
        if let later = exchange.sitterPlace?.sitting { runs.append(Run(programme: payer, sitting: later)) }
        return runs.filter { model.programmes[$0.programme].minimumEnrolment > 1 }
    }
}
