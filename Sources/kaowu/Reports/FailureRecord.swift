import Exams
import Releasing
import Storage
import Verifying

/// A failure as `--json` writes it, so that a script finds one JSON value on standard output whatever
/// happens. A command that is written wrongly is no failure of its work and only gets words.
struct FailureRecord: Encodable {
    let isDone = false
    let exitCode: Int32
    let mistakes: [MistakeRecord]

    private enum CodingKeys: String, CodingKey { case isDone, exitCode, mistakes }

    init(_ error: any Error, _ code: ExitCode) {
        exitCode = code.rawValue
        mistakes = FailureRecord.mistakes(error).map(MistakeRecord.init)
    }

    private static func mistakes(_ error: any Error) -> [Mistake] {
        switch error {
        case let mistakes as Mistakes: mistakes.all
        case let fault as StorageFault: fault.mistakes
        case let fault as ReleaseFault: [fault.mistake]
        case let refusal as Refusal:
            refusal.breaches.map {
                Mistake(code: $0.law?.rawValue ?? "document", cause: $0.text, action: "")
            }
        default: [Mistake(code: "bug", cause: String(describing: error), action: "")]
        }
    }

    /// Standard error has said it already; an output that is closed can take no more.
    func write(to terminal: Terminal) { try? terminal.say(json: self) }
}
