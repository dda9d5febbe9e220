/// Why a message did not go.
package struct MailFault: Error, Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// The mail system itself does not answer: the next message would fare no better.
        case unavailable
        /// This message may go later.
        case temporary
        /// The mail system says that this message never will, as it stands.
        case final
    }

    package var kind: Kind
    package var cause: String

    package init(_ kind: Kind, _ cause: String) {
        self.kind = kind
        self.cause = cause
    }
}
