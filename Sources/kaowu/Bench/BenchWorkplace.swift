import Exams
import Foundation

/// A folder with one family's input, and the processes that are measured on it.
struct BenchWorkplace {
    private let family: BenchFamily
    private let folder: String
    private let isKept: Bool
    /// Handed on to the measuring process.
    private let options: [String]

    /// - Parameter kept: where inputs stay; an input that is there already is used again.
    init(_ family: BenchFamily, kept: String?, options: [String], _ terminal: Terminal) throws {
        self.family = family
        self.options = options
        isKept = kept != nil
        let parent = kept ?? NSTemporaryDirectory() + "kaowu-bench-\(getpid())"
        folder = parent + "/" + family.name
        let mark = folder + "/.complete"
        guard !InputFile.exists(mark) else { return }
        terminal.progress("正在生成 \(family.name) (generating)")
        try OutputFile.makeFolder(folder)
        try family.prepare(folder)
        try OutputFile.write([], to: mark)
    }

    func leave() {
        // A folder that stays behind is only untidy; the next run has another name.
        if !isKept { try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent) }
    }

    func fastest(of runs: Int, threads: Int, _ terminal: Terminal) throws -> BenchRecord {
        var best: BenchRecord?
        for _ in 0..<runs {
            terminal.progress("正在测量 \(family.name) (measuring)")
            var record = try measured(threads: threads)
            record.shellSeconds = shellImport()
            if let known = best?.shellSeconds { record.shellSeconds = min(known, record.shellSeconds ?? known) }
            if let known = best, known.seconds <= record.seconds {
                best?.shellSeconds = record.shellSeconds
            } else {
                best = record
            }
        }
        return best ?? BenchRecord(family: family.name)
    }

    private func measured(threads: Int) throws -> BenchRecord {
        let executable = Bundle.main.executablePath ?? CommandLine.arguments[0]
        let arguments = ["bench", family.name, "--measure", folder, "--threads", "\(threads)"] + options
        let (status, output) = try run(executable, arguments)
        guard status == 0, let record = try? JSONDecoder().decode(BenchRecord.self, from: output) else {
            throw Mistakes([
                Mistake(
                    code: "bench-failed", file: folder, cause: "测量进程没有完成（退出码 \(status)）。",
                    action: "看上面的错误；内存不足时换较小的测量族。")
            ])
        }
        return record
    }

    /// The `sqlite3` shell on the same sheet, all columns as text into one new table.
    private func shellImport() -> Double? {
        guard case .scenario = family.input else { return nil }
        let database = folder + "/shell.sqlite"
        unlink(database)
        defer { unlink(database) }
        let start = ContinuousClock.now
        let command = ".import --csv --skip 1 \"\(folder)/applications.csv\" sheet"
        guard let result = try? run("/usr/bin/env", ["sqlite3", database, command]), result.status == 0 else {
            return nil
        }
        return BenchRun.seconds(since: start)
    }

    private func run(_ executable: String, _ arguments: [String]) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, data)
    }
}
