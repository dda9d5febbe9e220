import Exams
import Foundation
import Solving
import Synchronization

/// What the engine is measured on, and for how long.
struct TimetableTask: Sendable {
    /// Competition files, or folders of them; the generated instance if there are none.
    var instances: [String] = []
    /// Seeds 1 to this number.
    var seeds = 1
    /// Of a processor, for each run.
    var seconds = 10.0

    /// The files, those of a folder in the order of their names.
    func files(generated folder: String) throws -> [String] {
        if instances.isEmpty { return [folder + "/" + GeneratedExamination.file] }
        return try instances.flatMap { path -> [String] in
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [path] }
            let found = names.filter { $0.hasSuffix(".exam") }.sorted()
            guard !found.isEmpty else {
                throw Mistakes([
                    Mistake(
                        code: "folder-empty", file: path, cause: "文件夹里没有 .exam 文件 (no .exam file in the folder)。",
                        action: "给出竞赛实例，或它们所在的文件夹。")
                ])
            }
            return found.map { path + "/" + $0 }
        }
    }
}

extension BenchRun {
    /// The engine on competition files, one search after another on one thread, each judged by the plain scorer.
    mutating func measureTimetables(_ task: TimetableTask) throws {
        var rows: [BenchRecord.Timetable] = []
        for file in try task.files(generated: folder) {
            let instance = try stage("read") { try CompetitionFiles.instance(file) }
            record.people = max(record.people, Set(instance.exams.flatMap(\.students)).count)
            let name = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
            for seed in 1...task.seeds {
                rows.append(try BenchRun.timetable(name, instance, seed: seed, seconds: task.seconds, file: file))
            }
        }
        record.timetables = rows
    }

    private static func timetable(
        _ name: String, _ instance: ExaminationInstance, seed: Int, seconds: Double, file: String
    ) throws -> BenchRecord.Timetable {
        var search = TimetableSearch(budget: .processorSeconds(seconds), seed: UInt64(seed))
        let curve = Curve()
        search.progress = { curve.note($0) }
        let outcome = try CompetitionFiles.outcome(search, instance, file)
        let score = ExaminationScore(instance, outcome.solution)
        return BenchRecord.Timetable(
            instance: name, seed: seed,
            parts: [
                score.twoInARow, score.twoInADay, score.periodSpread, score.mixedDurations, score.frontLoad,
                score.roomPenalty, score.periodPenalty,
            ],
            penalty: score.penalty, distance: score.distanceToFeasibility, bound: outcome.bound,
            seconds: outcome.processorSeconds, steps: outcome.statistics.proposals, curve: curve.points)
    }

    /// The best penalty over time, where something better was found.
    private final class Curve: Sendable {
        private let seen = Mutex<[BenchRecord.Timetable.Point]>([])

        func note(_ progress: SearchProgress) {
            if progress.bestUnplaced > 0 { return }
            seen.withLock { points in
                if let last = points.last, last.penalty <= progress.bestCost { return }
                points.append(.init(seconds: progress.seconds, penalty: progress.bestCost))
            }
        }

        var points: [BenchRecord.Timetable.Point] { seen.withLock { $0 } }
    }
}
