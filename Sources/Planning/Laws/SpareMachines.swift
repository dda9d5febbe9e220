/// Law 7. Of N working machines in a room at most ⌊N·a/b⌋ are used in any period.
extension Model {
    func spareMachinesCapacity(working: Int) -> Int { working * policy.spare[0] / policy.spare[1] }
}
