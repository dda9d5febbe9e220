import Solving

enum ScoreCommand: Command {
    static let name = "score"
    static let summary = Words("为 2007 年国际考试编排竞赛的解打分", "score a solution of the 2007 timetabling competition")

    static let signature = Signature(words: [
        .init(name: "FILE.exam", help: Words("竞赛实例", "the instance")),
        .init(name: "FILE.sln", help: Words("解", "the solution")),
    ])
    static let details = [
        Words(
            "逐项直接重算，不与求解引擎共用代码；解不可行时退出码为 1。",
            "By plain loops that share nothing with the engine; exit code 1 if the solution is not feasible.")
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let instance = try CompetitionFiles.instance(given.words[0])
        let score = ExaminationScore(instance, try CompetitionFiles.solution(given.words[1], for: instance))
        try terminal.say(score.table)
        return score.distanceToFeasibility == 0 ? .done : .atFault
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
