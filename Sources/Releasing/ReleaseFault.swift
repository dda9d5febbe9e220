import Exams

/// Why a release could not go on. What had been done stays done, and the next run goes on from there.
package struct ReleaseFault: Error, Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// The disk or the folder is in the way; the same call may succeed later.
        case obstructed
        /// What was asked would break a promise; nothing was done.
        case refused
    }

    package var kind: Kind
    package var mistake: Mistake

    init(_ kind: Kind, _ mistake: Mistake) {
        self.kind = kind
        self.mistake = mistake
    }
}
