import Foundation
import Solving

/// Reading and writing the competition's files for the commands; faults go to standard error, all of a file at once.
enum CompetitionFiles {
    static func instance(_ path: String) -> ExaminationInstance? {
        guard let text = text(path) else { return nil }
        do {
            return try ExaminationInstance(reading: text)
        } catch {
            report(error, path)
            return nil
        }
    }

    static func solution(_ path: String, for instance: ExaminationInstance) -> TimetableSolution? {
        guard let text = text(path) else { return nil }
        do {
            return try TimetableSolution(reading: text, for: instance)
        } catch {
            report(error, path)
            return nil
        }
    }

    /// Whole or not at all.
    static func write(_ solution: TimetableSolution, to path: String) -> Bool {
        do {
            try Data(solution.competitionText.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            return true
        } catch {
            _ = complain("\(path): cannot be written: \(error.localizedDescription)", 1)
            return false
        }
    }

    static func complain(_ message: String, _ code: Int32) -> Int32 {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        return code
    }

    private static func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else {
            _ = complain("\(path): cannot be read; check the name", 1)
            return nil
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func report(_ faults: ExaminationFileFaults, _ path: String) {
        for fault in faults.all {
            let place = fault.line.map { "\(path):\($0)" } ?? path
            _ = complain("\(place): \(fault.cause); \(fault.action)", 1)
        }
    }
}
