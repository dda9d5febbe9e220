import Foundation
import Solving

/// `kaowu score FILE.exam FILE.sln`: any solution, by plain loops that share nothing with the engine.
enum ScoreCommand {
    static let usage = "usage: kaowu score FILE.exam FILE.sln"

    /// 0 when the solution is feasible, 1 when it or a file is at fault, 2 for wrong usage.
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 2, !arguments.contains(where: { $0.hasPrefix("-") }) else {
            return CompetitionFiles.complain(usage, 2)
        }
        guard let instance = CompetitionFiles.instance(arguments[0]),
            let solution = CompetitionFiles.solution(arguments[1], for: instance)
        else { return 1 }
        let score = ExaminationScore(instance, solution)
        print(score.table)
        return score.distanceToFeasibility == 0 ? 0 : 1
    }
}

extension ExaminationScore {
    /// The seven soft parts, their sum, and the distance to feasibility with what it is made of.
    var table: String {
        let soft = [
            ("two in a row", twoInARow), ("two in a day", twoInADay), ("period spread", periodSpread),
            ("mixed durations", mixedDurations), ("front load", frontLoad), ("room penalty", roomPenalty),
            ("period penalty", periodPenalty), ("soft penalty", penalty),
        ]
        let hard = [
            ("unplaced", unplaced), ("conflicts", conflicts), ("room occupancy", roomOccupancy),
            ("period utilisation", periodUtilisation), ("period related", periodRelated), ("room related", roomRelated),
        ]
        let shown = soft + [("distance to feasibility", distanceToFeasibility)] + hard.filter { $0.1 > 0 }
        return shown.map { "\($0.0.padding(toLength: 24, withPad: " ", startingAt: 0))\($0.1)" }.joined(separator: "\n")
    }
}
