import Exams
import Foundation
import Solving

/// Reading the competition's files for `solve` and `score`: every fault of a file at once.
enum CompetitionFiles {
    static func instance(_ path: String) throws -> ExaminationInstance {
        do {
            return try ExaminationInstance(reading: try text(path))
        } catch let faults as ExaminationFileFaults {
            throw mistakes(faults, path)
        }
    }

    static func solution(_ path: String, for instance: ExaminationInstance) throws -> TimetableSolution {
        do {
            return try TimetableSolution(reading: try text(path), for: instance)
        } catch let faults as ExaminationFileFaults {
            throw mistakes(faults, path)
        }
    }

    /// - Throws: what the engine cannot take, such as exams that must and may not be in one period.
    static func outcome(
        _ search: TimetableSearch, _ instance: ExaminationInstance, _ path: String
    ) throws(Mistakes) -> TimetableOutcome {
        do {
            return try search.run(instance.timetableProblem())
        } catch {
            throw Mistakes([
                Mistake(
                    code: "competition-instance", file: path, cause: error.description,
                    action: "Correct the instance; events are its exams, numbered from 0.")
            ])
        }
    }

    private static func text(_ path: String) throws(Mistakes) -> String {
        String(decoding: try InputFile.data(at: path), as: UTF8.self)
    }

    private static func mistakes(_ faults: ExaminationFileFaults, _ path: String) -> Mistakes {
        Mistakes(
            faults.all.map {
                Mistake(code: "competition-file", file: path, row: $0.line, cause: $0.cause, action: $0.action)
            })
    }
}
