// What freedom from justified envy (tier 2) says of how many of each class are placed.
//
// Of one class the earliest payers are placed, or one who waits would envy one who does not. The same holds between
// classes where everybody of the one could take any seats of the other's: as many of its subjects or fewer, all the
// rooms and periods, the same clock. So if so many of the later class are placed, all those of the earlier class who
// paid before the last of them are placed as well.
// What is left out: people with several applications, those who sit in a later month, exchanges that only some waves
// or rooms allow. So every plan without envy keeps the rules, but not only those.
// Complexity: classes² × (rooms + periods), and the members of each pair.
struct PaymentOrder {
    /// If at least so many of the one class are placed, so are at least so many of the other.
    struct Rule {
        var later: (applicants: Int, count: Int)
        var earlier: (applicants: Int, count: Int)
    }

    private(set) var rules: [Rule] = []
    private let plan: HeadcountFrame
    private var frame: WaveFrame { plan.frame }

    init(_ plan: HeadcountFrame) {
        self.plan = plan
        let classes = plan.frame.classes.indices.filter {
            plan.frame.classes[$0].siblings.isEmpty && !plan.classes[$0].slots.isEmpty
        }
        for later in classes {
            for earlier in classes where earlier != later && mayReplace(later, by: earlier) {
                compare(later, earlier)
            }
        }
    }

    private func mayReplace(_ sitter: Int, by payer: Int) -> Bool {
        let (sitting, paying) = (frame.classes[sitter], frame.classes[payer])
        guard programme(sitter) == programme(payer), sitting.hasExtraTime == paying.hasExtraTime,
            sitting.runs.allSatisfy(paying.runs.contains)
        else { return false }
        return paying.parts.enumerated().allSatisfy { position, part in
            guard let theirs = sitting.parts.firstIndex(of: part) else { return false }
            let rooms = frame.model.roomLists[paying.fitRooms[position]]
            return frame.model.roomLists[sitting.fitRooms[theirs]].allSatisfy(rooms.contains)
                && frame.model.periods.indices.allSatisfy {
                    !plan.maySit(sitter, theirs, in: $0) || plan.maySit(payer, position, in: $0)
                }
        }
    }

    private func programme(_ number: Int) -> Int {
        frame.model.applications[frame.classes[number].sample].programme
    }

    private mutating func compare(_ later: Int, _ earlier: Int) {
        let ranks = frame.classes[earlier].members.map { frame.model.applications[$0].rank }
        var known = 0
        for (index, member) in frame.classes[later].members.enumerated() {
            let rank = frame.model.applications[member].rank
            let before = ranks.prefix { $0 < rank }.count
            guard before > known else { continue }
            known = before
            rules.append(Rule(later: (later, index + 1), earlier: (earlier, before)))
        }
    }
}
