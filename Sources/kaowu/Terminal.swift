import Exams
import Foundation

/// Where a run speaks: results to standard output, everything else to standard error.
struct Terminal: Sendable {
    /// Whether a person watches; a log file gets no progress.
    let isWatched = isatty(STDERR_FILENO) == 1

    /// - Throws: `output-unwritable`, so that a full disk is not taken for success.
    func say(_ text: String) throws(Mistakes) { try say(Data((text + "\n").utf8)) }

    func say(_ bytes: Data) throws(Mistakes) {
        do {
            try FileHandle.standardOutput.write(contentsOf: bytes)
        } catch {
            throw Mistakes([
                Mistake(
                    code: "output-unwritable", cause: "标准输出写不进去 (standard output cannot be written)。",
                    action: "检查磁盘空间和管道另一端的程序。")
            ])
        }
    }

    /// Keys sorted, one form for equal values.
    func say(json value: some Encodable) throws(Mistakes) { try say(value, [.prettyPrinted]) }

    /// On one line, for results that come one after another.
    func say(jsonLine value: some Encodable) throws(Mistakes) { try say(value, []) }

    private func say(_ value: some Encodable, _ layout: JSONEncoder.OutputFormatting) throws(Mistakes) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = layout.union([.sortedKeys, .withoutEscapingSlashes])
        let text: Data
        do {
            text = try encoder.encode(value)
        } catch {
            preconditionFailure("a report of plain values did not encode: \(error)")
        }
        try say(text + Data("\n".utf8))
    }

    /// Diagnostics. There is nobody left to tell if even this fails.
    func note(_ text: String) {
        do { try FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) } catch {}
    }

    /// What long work is at, for a person who waits.
    func progress(_ text: String) {
        if isWatched { note("… " + text) }
    }

    func progress(_ stage: PlanStage) { progress(stage.words) }
}
