// What freedom from justified envy (tier 2) says of how many of each class are placed, and in which months.
//
// Classes any two of whose members could exchange any places form a line: the same subjects, rooms, periods, months
// and clock, other wishes perhaps. Whoever paid earlier in a line has a place if one who paid later has one, and no
// later a month: so for every month there is somebody after whom nobody of the line has a place up to that month. The
// same holds between lines, of whether they have places, where everybody of the one could take any seats of the
// other's (as many of its subjects or fewer); and of months, where the one's later months are the other's as well.
// What is left out: people with several applications, exchanges that only some waves or rooms allow. So every plan
// without envy keeps the rules, but not only those.
// Complexity: classes² × (rooms + periods), and the members of each pair of lines, a month.
struct PaymentOrder {
    struct Line {
        var classes: [Int]
        /// Applications with their classes, in the order of payment.
        var members: [(application: Int, applicants: Int)]
        /// In which they may have a place, in order.
        var months: [Int]
        var runs: [Int]
    }

    /// So many of a line, the first in the order of payment, have a place in one of its first months.
    struct Claim {
        var line: Int
        /// The last of these months, by place.
        var month: Int
        var count: Int
    }

    /// If the one holds, so does the other.
    struct Rule {
        var later: Claim
        var earlier: Claim
    }

    private(set) var lines: [Line] = []
    private(set) var rules: [Rule] = []
    private let plan: HeadcountFrame
    private var frame: WaveFrame { plan.frame }

    init(_ plan: HeadcountFrame) {
        self.plan = plan
        for number in plan.frame.classes.indices
        where plan.frame.classes[number].siblings.isEmpty && !plan.classes[number].slots.isEmpty {
            enter(number)
        }
        let applications = plan.frame.model.applications
        for line in lines.indices {
            lines[line].members.sort { applications[$0.application].rank < applications[$1.application].rank }
        }
        for later in lines.indices {
            for earlier in lines.indices where earlier != later { compare(later, earlier) }
        }
    }

    private func rank(_ application: Int) -> Int { frame.model.applications[application].rank }

    private mutating func enter(_ number: Int) {
        let members = frame.classes[number].members.map { (application: $0, applicants: number) }
        let own = lines.firstIndex {
            let other = $0.classes[0]
            return Set(frame.classes[other].runs) == Set(frame.classes[number].runs)
                && mayReplace(other, by: number) && mayReplace(number, by: other)
        }
        if let own {
            lines[own].classes.append(number)
            lines[own].members += members
            return
        }
        let runs = frame.classes[number].runs
        lines.append(
            Line(classes: [number], members: members, months: Set(runs.map(frame.month(of:))).sorted(), runs: runs))
    }

    /// Whether a claim is of places, in whatever month.
    func isOfPlaces(_ claim: Claim) -> Bool { claim.month == lines[claim.line].months.count - 1 }

    /// In a run of both.
    private func mayReplace(_ sitter: Int, by payer: Int) -> Bool {
        let (sitting, paying) = (frame.classes[sitter], frame.classes[payer])
        guard programme(sitter) == programme(payer), sitting.hasExtraTime == paying.hasExtraTime else { return false }
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
        let (sitting, paying) = (lines[later], lines[earlier])
        guard mayReplace(sitting.classes[0], by: paying.classes[0]) else { return }
        let isMutual = mayReplace(paying.classes[0], by: sitting.classes[0])
        for (place, last) in sitting.months.enumerated() {
            // Whoever waits may take any place up to this month.
            guard sitting.runs.allSatisfy({ frame.month(of: $0) > last || paying.runs.contains($0) }) else { return }
            if place == sitting.months.count - 1 {
                let all = paying.months.count - 1
                compare(Claim(line: later, month: place, count: 0), Claim(line: earlier, month: all, count: 0))
            }
            // Whoever has a later place gives that for it.
            guard isMutual, let theirs = paying.months.lastIndex(where: { $0 <= last }),
                theirs < paying.months.count - 1,
                paying.runs.allSatisfy({ frame.month(of: $0) <= last || sitting.runs.contains($0) })
            else { continue }
            compare(Claim(line: later, month: place, count: 0), Claim(line: earlier, month: theirs, count: 0))
        }
    }

    private mutating func compare(_ later: Claim, _ earlier: Claim) {
        let ranks = lines[earlier.line].members.map { rank($0.application) }
        var known = 0
        for (index, member) in lines[later.line].members.enumerated() {
            let before = ranks.prefix { $0 < rank(member.application) }.count
            guard before > known else { continue }
            known = before
            var (one, other) = (later, earlier)
            (one.count, other.count) = (index + 1, before)
            rules.append(Rule(later: one, earlier: other))
        }
    }
}
