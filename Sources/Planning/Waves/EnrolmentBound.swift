// How many a least enrolment keeps out or late, programme by programme.
//
// Problem. A run takes place with its least enrolment or not at all. Wanted: the fewest people of all programmes left
// without a place, and the least delay of a plan that leaves out a given number.
// Method. Every plan opens some set of a programme's runs. Whoever may join none of them is left out; the others sit
// in the first open one they may join or later. A run that is the first for too few takes the missing people from
// those whose first open run is earlier, each of whom is late by at least the months from the open run before it.
// Sets that cannot be: a run nobody near enough may join, or more least enrolments than people. Then a knapsack
// over the programmes shares out the people left out beyond the fewest.
// Complexity: 2 ^ runs of a programme, and programmes × (people left out beyond the fewest)². What is forgotten: rooms,
// hours, other applications of a person. Limits: `mostRuns`, `mostLeftOut`.
struct EnrolmentBound {
    private struct Way {
        var leftOut: Int
        /// People by the delay they cannot avoid, the longest first.
        var delays: [(delay: Int, people: Int)]
        /// Delay of those who fill a run for which they are not due.
        var filling: Int

        /// The delay if so many more are left out.
        func delay(leavingOut more: Int) -> Int {
            var left = more
            return delays.reduce(filling) { sum, group in
                let gone = min(left, group.people)
                left -= gone
                return sum + group.delay * (group.people - gone)
            }
        }
    }

    private let frame: WaveFrame
    private let mostRuns = 8
    private let mostLeftOut = 300
    /// By programme.
    private var ways: [[Way]] = []
    /// No plan leaves out fewer.
    private(set) var leftOut = 0

    init(_ frame: WaveFrame) {
        self.frame = frame
        var classes = Array(repeating: [Int](), count: frame.model.programmes.count)
        var runs = classes
        for (number, applicants) in frame.classes.enumerated() {
            classes[frame.model.applications[applicants.sample].programme].append(number)
        }
        for (number, run) in frame.runs.enumerated() { runs[run.programme].append(number) }
        for programme in classes.indices where !classes[programme].isEmpty {
            let own = ways(of: classes[programme], runs: runs[programme])
            leftOut += own.map(\.leftOut).min() ?? 0
            ways.append(own)
        }
    }

    /// No plan that leaves out so many has less delay.
    func delay(leavingOut people: Int) -> Int {
        let more = people - leftOut
        guard (0...mostLeftOut).contains(more) else { return 0 }
        var best = Array(repeating: 0, count: more + 1)
        for own in ways {
            let fewest = own.map(\.leftOut).min() ?? 0
            let costs = (0...more).map { more in
                own.filter { $0.leftOut <= fewest + more }
                    .map { $0.delay(leavingOut: fewest + more - $0.leftOut) }.min() ?? 0
            }
            best = (0...more).map { left in (0...left).map { best[left - $0] + costs[$0] }.min() ?? 0 }
        }
        return best[more]
    }

    /// - Parameter runs: in order of month.
    private func ways(of classes: [Int], runs: [Int]) -> [Way] {
        let isFree = runs.count > mostRuns || runs.allSatisfy { least($0) <= 1 }
        // With nobody to wait for, more open runs are never worse.
        guard !isFree else { return [way(classes, Set(runs), least: { _ in 0 })].compactMap { $0 } }
        return (0..<(1 << runs.count)).compactMap { set in
            let open = runs.indices.filter { set & 1 << $0 != 0 }.map { runs[$0] }
            return way(classes, Set(open), least: least)
        }
    }

    private func least(_ run: Int) -> Int {
        frame.begunRuns.contains(run) ? 0 : frame.model.programmes[frame.runs[run].programme].minimumEnrolment
    }

    /// Nil if no plan opens just these runs.
    private func way(_ classes: [Int], _ open: Set<Int>, least: (Int) -> Int) -> Way? {
        var (leftOut, placed) = (0, 0)
        var mayJoin: [Int: Int] = [:]
        var due: [Int: Int] = [:]
        var people: [Int: Int] = [:]
        for number in classes {
            let applicants = frame.classes[number]
            let own = applicants.runs.filter(open.contains)
            guard let first = own.first else {
                leftOut += applicants.members.count
                continue
            }
            placed += applicants.members.count
            for run in own { mayJoin[run, default: 0] += applicants.members.count }
            due[first, default: 0] += applicants.members.count
            people[frame.monthOfRun[first] - applicants.firstMonth, default: 0] += applicants.members.count
        }
        let runs = open.sorted { (frame.monthOfRun[$0], $0) < (frame.monthOfRun[$1], $1) }
        guard runs.allSatisfy({ mayJoin[$0, default: 0] >= least($0) }) else { return nil }
        guard runs.reduce(0, { $0 + least($1) }) <= placed else { return nil }
        var filling = 0
        for (run, before) in zip(runs.dropFirst(), runs) {
            let missing = max(0, least(run) - due[run, default: 0])
            filling += missing * (frame.monthOfRun[run] - frame.monthOfRun[before])
        }
        return Way(
            leftOut: leftOut, delays: people.sorted { $0.key > $1.key }.map { ($0.key, $0.value) }, filling: filling)
    }
}
