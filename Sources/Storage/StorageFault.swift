import Exams
import Verifying

/// Why the store did not do what it was asked; nothing of the failed piece of work is kept.
package struct StorageFault: Error, Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// Somebody else writes; the same call may succeed later.
        case busy
        /// What was asked would break a promise, or what is stored is not what was written.
        case refused
        /// The file, the disk or the database engine failed.
        case failed
    }

    package var kind: Kind
    /// Never empty; each with code, cause and action.
    package var mistakes: [Mistake]

    package init(_ kind: Kind, _ mistakes: [Mistake]) {
        self.kind = kind
        self.mistakes = mistakes
    }

    package init(_ kind: Kind, _ code: String, cause: String, action: String) {
        self.init(kind, [Mistake(code: code, cause: cause, action: action)])
    }

    /// A row names one of another table that is not there.
    static func dangling(_ table: String, _ named: String) -> StorageFault {
        StorageFault(
            .refused, "database-constraint", cause: "A \(table) names a \(named) that is not there.",
            action: "Nothing was changed. Check that everything named in the input exists once.")
    }

    /// The checker refuses a plan.
    init(_ refusal: Refusal, revision: Int) {
        let mistakes = refusal.breaches.map { breach in
            Mistake(
                code: "plan-unlawful",
                cause: "Revision \(revision)" + (breach.law.map { " breaks law \($0.number)" } ?? "")
                    + ": \(breach.text).",
                action: "Do not use this revision; plan again.")
        }
        self.init(.refused, mistakes)
    }

    /// What is stored cannot be what this program wrote.
    static func damaged(_ cause: String) -> StorageFault {
        StorageFault(
            .refused, "database-damaged", cause: cause,
            action: "运行 kaowu audit，恢复最近一份通过它的备份 (run kaowu audit; restore the last backup that passes it)。")
    }
}
