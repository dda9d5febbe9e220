import Exams

/// A law that a plan breaks, and where.
package struct Breach: Error, Equatable, Sendable {
    /// Nil: the document itself is at fault (an unknown id, a wrong tier, an outcome missing).
    package var law: Law?
    /// One sentence that names the applications, rooms and periods concerned.
    package var text: String

    package init(law: Law?, text: String) {
        self.law = law
        self.text = text
    }
}

/// Everything the checker found, never only the first.
package struct Refusal: Error, Equatable, Sendable {
    package var breaches: [Breach]
}
