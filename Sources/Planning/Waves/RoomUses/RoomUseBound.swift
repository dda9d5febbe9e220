import Solving

/// Bounds of tiers 1, 3, 4 and 5 from `RoomUseProgram`, for plans as good in the earlier tiers as one at hand.
///
/// From the relaxation without whole numbers, with cuts, the bound is raised by one as long as `IntegerSolver` refutes
/// that so little is enough. That needs no good plan to start from, and what is reached holds whenever the work is used up.
final class RoomUseBound {
    private struct Known {
        var bound: Int
        /// More is not to be had.
        var isFinal = false
        /// A solution of the program that needs no more than the bound.
        var values: [Int]?
        var search: IntegerSolver
    }

    private let form: RoomUseProgram?
    /// By the tier's place and the values of the earlier ones.
    private var known: [[Int]: Known] = [:]

    private let mostWork: Int

    /// - Parameters:
    ///   - form: nil: nothing is known.
    ///   - work: numbers the simplex method touches for a tier, at most.
    init(_ form: RoomUseProgram?, work: Int) { (self.form, mostWork) = (form, work) }

    /// Whether anything can be known.
    var isAsked: Bool { form != nil }

    /// At least so much of the tier; people placed count as negative.
    /// - Parameters:
    ///   - index: of tiers 1, 3, 4 and 5.
    ///   - earlier: values of the tiers before.
    ///   - floor: a bound at hand.
    ///   - value: of the plan at hand; a bound that meets it is enough.
    func least(_ index: Int, earlier: [Int], floor: Int, value: Int) -> Int {
        guard let form, floor < value else { return floor }
        var own = known[[index] + earlier] ?? start(form, index, earlier)
        own.bound = max(own.bound, floor)
        let step = max(1, IntegerProgram.commonDivisor(of: form.tiers[index].map(\.amount)))
        while !own.isFinal {
            // With an even number of invigilators in every room their sum is even.
            own.bound += (step - own.bound % step) % step
            if own.bound >= value { break }
            let left = mostWork - own.search.work
            let result = own.search.minimise(
                form.tiers[index], below: own.bound + 1, floor: own.bound, work: max(0, left), isProving: true)
            own.values = result.values
            own.isFinal = result.bound <= own.bound
            own.bound = max(own.bound, result.bound)
        }
        if own.isFinal { own.search = IntegerSolver(IntegerProgram()) }
        known[[index] + earlier] = own
        return own.bound
    }

    /// Who goes where in a solution as good as these tiers 1, 3 and 4 that needs the fewest invigilators, as far as the
    /// search gets; nil if it finds none.
    func shares(asGoodAs earlier: [Int]) -> [RoomUseProgram.Share]? {
        guard let form else { return nil }
        _ = least(3, earlier: earlier, floor: 0, value: Int.max)
        if let values = known[[3] + earlier]?.values { return form.shares(in: values) }
        var search = self.search(form, under: earlier)
        let any = search.minimise(form.tiers[3], below: Int.max / 4, floor: 0, work: mostWork / 2)
        return any.values.map(form.shares)
    }

    /// Who goes where in the solution that the bound of a tier ended with; nil: it ended without one.
    func shares(least index: Int, earlier: [Int]) -> [RoomUseProgram.Share]? {
        guard let form, let values = known[[index] + earlier]?.values else { return nil }
        return form.shares(in: values)
    }

    private func start(_ form: RoomUseProgram, _ index: Int, _ earlier: [Int]) -> Known {
        var search = search(form, under: earlier)
        let relaxed = search.relaxed(form.tiers[index], work: mostWork / 2)
        let bound = max(relaxed, search.tighten(form.tiers[index], below: Int.max, work: mostWork / 4))
        return Known(bound: bound, search: search)
    }

    private func search(_ form: RoomUseProgram, under earlier: [Int]) -> IntegerSolver {
        var search = IntegerSolver(form.program)
        for (tier, value) in earlier.enumerated() {
            let row = form.program.rows[form.tierRows[tier]]
            search.bind(row: form.tierRows[tier], least: row.least, most: value)
        }
        return search
    }
}
