/// A Boolean variable or its negation.
package struct Literal: Hashable, Sendable {
    /// `2·variable`, plus 1 if negated.
    package let code: Int32

    init(code: Int32) { self.code = code }
    init(variable: Int, isNegated: Bool) { code = Int32(variable << 1 | (isNegated ? 1 : 0)) }

    var variable: Int { Int(code >> 1) }
    var index: Int { Int(code) }
    package var isNegated: Bool { code & 1 == 1 }

    package static prefix func ! (literal: Literal) -> Literal { Literal(code: literal.code ^ 1) }
}

/// A literal with a non-negative weight, in a linear constraint or an objective.
package struct Term: Sendable {
    package var literal: Literal
    package var weight: Int

    package init(_ literal: Literal, _ weight: Int = 1) {
        self.literal = literal
        self.weight = weight
    }
}

/// How a search ended. *Refuted* is a proof, *gave up* is not; they are never mixed.
package enum Verdict: Equatable, Sendable {
    case satisfied
    /// No assignment satisfies the constraints together with these of the assumptions.
    case refuted(core: [Literal])
    /// The step limit was reached.
    case gaveUp
}
