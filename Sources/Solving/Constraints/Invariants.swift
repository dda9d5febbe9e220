extension ConstraintSolver {
    /// Recomputes what the solver keeps up to date and stops the program at the first difference. For tests and
    /// debugging; linear in the size of the system.
    package func checkInvariants() {
        precondition(order.isOrdered, "the activity heap is out of order")
        for clause in given + learned {
            let range = literals(of: clause)
            for watched in range.prefix(2) {
                precondition(
                    watches[Int(arena[watched])].contains { $0.clause == clause }, "a watched literal lost its clause")
            }
        }
        for linear in linears {
            let slack = linear.terms.reduce(-linear.bound) { slack, index in
                let term = terms[index]
                let isSeen = values[term.literal.index] == -1 && Int(position[term.literal.variable]) < head
                return slack + (isSeen ? 0 : term.weight)
            }
            precondition(slack == linear.slack, "a slack is \(linear.slack), recomputed \(slack)")
        }
        for (index, literal) in trail.enumerated() {
            precondition(values[literal.index] == 1 && values[(!literal).index] == -1, "the trail and values differ")
            precondition(Int(position[literal.variable]) == index, "a trail position is wrong")
            for cause in falseLiterals(behind: literal) {
                precondition(position[cause.variable] < index, "a reason came after its consequence")
            }
        }
    }
}
