/// People of one run who sit in one wave, whichever, at one venue: the events the engine moves about as one block.
struct WaveLump {
    var run: Int
    var venue: Int
    var shares: [(applicants: Int, count: Int)] = []

    var people: Int { shares.reduce(0) { $0 + $1.count } }
}

/// Cuts who waits for a month's runs into lumps.
///
/// People come to venues first, because nobody changes venue between two subjects: to the one they wish, the others so
/// that every venue gets its share by seats. There are more lumps than waves, so that the engine can choose how many
/// sit each wave: `lumpsPerWave`, or fewer where a lump would be smaller than `leastPeople`. People who may sit few of
/// the patterns are kept together, and so are those who also sit another programme: then one wave can be put where they
/// need it, and the others are free of them.
struct WaveLumps {
    private(set) var lumps: [WaveLump] = []
    /// By run that has lumps: the patterns its waves may take, and the waves.
    private(set) var patterns: [Int: [PerPart]] = [:]
    private(set) var waves: [Int: [Int]] = [:]
    private let frame: WaveFrame

    /// Patterns and lumps of a month; of more patterns, as many are taken at equal distances.
    private static let mostPatterns = 800
    private static let mostLumps = 500
    private static let lumpsPerWave = 8
    private static let leastPeople = 4
    private static let mostWaves = 12

    /// Lumps of a month may grow to this, a few rooms full; what the engine says of larger ones says little of people.
    private static let mostPeople = 200

    /// Whether lumps stay small enough to be worth moving about.
    static func areFine(for frame: WaveFrame) -> Bool {
        frame.model.applications.count <= mostPeople * mostLumps * frame.months.count
    }

    init(_ frame: WaveFrame, month: Int, _ state: WaveState) {
        self.frame = frame
        let runs = frame.months[month].runs
        let sittings = Set(runs.map { frame.runs[$0].sitting }).count
        let everybody = runs.reduce(0) { sum, run in sum + frame.runs[run].classes.reduce(0) { $0 + state.waiting[$1] }
        }
        for run in runs {
            let demand = frame.runs[run].classes.filter { state.waiting[$0] > 0 }
            let people = demand.reduce(0) { $0 + state.waiting[$1] }
            let least = frame.model.programmes[frame.runs[run].programme].minimumEnrolment
            let first = frame.runs[run].firstWave
            let free = (first..<(first + max(0, frame.runs[run].waveCount))).filter { state.waves[$0].blocks.isEmpty }
            guard people > 0, people >= least, !free.isEmpty else { continue }
            let own = patterns(of: run, demand, most: max(20, Self.mostPatterns / (3 * sittings)))
            guard !own.isEmpty else { continue }
            patterns[run] = own
            waves[run] = Array(free.prefix(Self.mostWaves))
            let even = people / (Self.lumpsPerWave * min(free.count, Self.mostWaves))
            let size = max(Self.leastPeople, even, everybody / Self.mostLumps)
            let shares = VenueShares(frame, classes: sorted(demand, own), state)
            for venue in shares.byVenue.indices where !shares.byVenue[venue].isEmpty {
                cut(shares.byVenue[venue], lumpsOf: size, WaveLump(run: run, venue: venue))
            }
        }
    }

    private func patterns(of run: Int, _ demand: [Int], most: Int) -> [PerPart] {
        let subjects = frame.model.programmes[frame.runs[run].programme].subjects.indices
        let needed = subjects.filter { part in demand.contains { frame.classes[$0].parts.contains(part) } }
        let all = WavePatterns(frame: frame, run: run, demand: demand)
            .all(completing: PerPart(repeating: -1, count: subjects.count), with: needed)
        return all.count <= most ? all : (0..<most).map { all[$0 * all.count / most] }
    }

    private func sorted(_ demand: [Int], _ patterns: [PerPart]) -> [Int] {
        let keyed = demand.map { applicants in
            let isFree = frame.maySitAny(applicants)
            let choices = isFree ? patterns.count : patterns.count { frame.maySit(applicants, pattern: $0) }
            let other = frame.classes[applicants].siblings.first.map {
                frame.model.applications[frame.classes[$0].sample].programme
            }
            return (choices, other ?? -1, applicants)
        }
        return keyed.sorted { $0 < $1 }.map(\.2)
    }

    private mutating func cut(_ shares: [(applicants: Int, count: Int)], lumpsOf size: Int, _ empty: WaveLump) {
        let people = shares.reduce(0) { $0 + $1.count }
        let count = max(1, people / size)
        var cut = Array(repeating: empty, count: count)
        var (number, done) = (0, 0)
        for share in shares {
            var left = share.count
            while left > 0 {
                let room = (number + 1) * people / count - done
                let taken = min(left, room)
                if taken > 0 { cut[number].shares.append((share.applicants, taken)) }
                left -= taken
                done += taken
                if taken == room { number += 1 }
            }
        }
        lumps += cut.filter { !$0.shares.isEmpty }
    }
}

extension WaveFrame {
    /// Whether a class may sit whatever another of its run may: nothing of its own keeps it from a period.
    func maySitAny(_ applicants: Int) -> Bool {
        let application = model.applications[classes[applicants].sample]
        return application.banned.isEmpty && application.lastDay == nil && application.extraMinutes == 0
    }

    func maySit(_ applicants: Int, pattern: PerPart) -> Bool {
        classes[applicants].parts.allSatisfy { pattern[$0] >= 0 && maySit(applicants, part: $0, in: pattern[$0]) }
    }
}
