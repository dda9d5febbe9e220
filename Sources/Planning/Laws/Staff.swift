/// Law 11. Invigilators per room and period: max(least, ⌈n / for⌉); at every instant their sum over a venue
/// stays within what the venue has.
extension Model {
    func invigilators(for people: Int) -> Int {
        people == 0
            ? 0
            : max(policy.invigilatorsLeast, (people + policy.invigilatorFor - 1) / policy.invigilatorFor)
    }
}
