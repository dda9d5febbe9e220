import Exams
import Foundation

/// A family of invented inputs with a fixed seed: the same bytes on every machine, so that numbers taken on one
/// machine side by side can be compared.
struct BenchFamily: Sendable {
    enum Input: Sendable {
        /// A scenario folder with this many people: measured from the sheets to the stored plan.
        case scenario(people: Int)
        /// A problem document: measured from the document to the verified plan.
        case problem(@Sendable () -> Problem)
        /// A scenario folder with this many people: measured is the drawing of its tickets, each a file.
        case tickets(people: Int)
        /// A scenario folder with this many people: measured by answers to events on its plan.
        case replanning(people: Int)
        /// Competition files: measured is the engine alone.
        case timetables
    }

    let name: String
    let summary: Words
    let input: Input

    static var all: [BenchFamily] { scale + tickets + hard + replanning + timetables }

    static func named(_ name: String) throws(UsageFault) -> BenchFamily {
        if let family = all.first(where: { $0.name.lowercased() == name.lowercased() }) { return family }
        throw UsageFault(
            "没有测量族“\(name)” (no such family)", "可用的有：" + all.map(\.name).joined(separator: "、"))
    }

    /// Writes the input into an empty folder.
    func prepare(_ folder: String) throws {
        switch input {
        case .scenario(let people), .tickets(let people), .replanning(let people):
            try ScaleScenario(people: people).write(into: URL(fileURLWithPath: folder, isDirectory: true))
        case .problem(let make):
            try OutputFile.write(make().encoded(), to: folder + "/" + BenchFamily.problemFile)
        case .timetables:
            try OutputFile.write(Array(GeneratedExamination.text().utf8), to: folder + "/" + GeneratedExamination.file)
        }
    }

    static let problemFile = "problem.json"
}

extension BenchFamily {
    /// By size. The number of rooms grows with the people, as it would in a city.
    private static let scale = [("S", 300), ("M", 10_000), ("L", 100_000), ("XL", 1_000_000), ("XXL", 3_000_000)]
        .map { name, people in
            BenchFamily(
                name: name, summary: Words("\(people) 人的季度", "a quarter of \(people) people"),
                input: .scenario(people: people))
        }

    private static let tickets = [
        BenchFamily(
            name: "tickets", summary: Words("2000 人的准考证，每张一个 PDF", "tickets of 2000 people, each a PDF"),
            input: .tickets(people: 2_000))
    ]

    private static let timetables = [
        BenchFamily(
            name: "itc",
            summary: Words(
                "通用引擎解竞赛实例，默认解一个生成的", "the engine on competition instances, a generated one if none is given"),
            input: .timetables)
    ]
}
