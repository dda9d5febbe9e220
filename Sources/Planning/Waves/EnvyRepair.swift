/// Ends all justified envy by exchanges. Each gives an earlier payer an earlier month and takes it from a later
/// payer, so the list of everybody's months in the order of payment falls lexicographically: it must end.
struct EnvyRepair {
    private let finder: EnvyFinder

    init(_ model: Model) { finder = EnvyFinder(model) }

    init(_ finder: EnvyFinder) { self.finder = finder }

    func repair(_ draft: inout Draft) {
        while true {
            let round = finder.round(in: draft)
            if round.isEmpty { return }
            for exchange in round { exchange.apply(to: &draft) }
        }
    }
}
