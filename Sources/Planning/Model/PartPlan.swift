/// What a search found for one part of the problem.
struct PartPlan {
    var draft: Draft
    /// By tier; for tier 1 an upper bound, for all others a lower one.
    var bounds: Bounds
}
