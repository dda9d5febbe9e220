import Solving

// Totals of a program of numbers, minimised one after another by `IntegerSolver`, each under the values reached in
// the earlier ones. It starts from a plan at hand and looks only for better ones. What it proves of a total holds for
// plans as good in the earlier ones as the plan it ends with. Limit: `work`, in numbers touched by the simplex method;
// half of what is left goes to each total, all of it to the last.
struct TierByTier {
    /// By total: what the best plan so far comes to.
    private(set) var values: [Int]
    /// By total.
    private(set) var bounds: [Int] = []
    /// The best plan by column; nil: nothing better than the plan at hand was found.
    private(set) var found: [Int]?

    private let form: HeadcountProgram
    private let totals: [HeadcountProgram.Total]
    private var left: Int
    private let most: Int
    /// Numbers touched so far.
    var work: Int { most - left }

    /// - Parameter values: of the plan at hand.
    init(_ form: HeadcountProgram, _ totals: [HeadcountProgram.Total], from values: [Int], work: Int) {
        (self.form, self.totals, self.values) = (form, totals, values)
        (left, most) = (work, work)
    }

    /// - Parameter floor: a bound at hand of a total, by its number, for a plan that comes to these values.
    mutating func improve(floor: (Int, [Int]) -> Int) {
        var search = IntegerSolver(form.program, probing: left / 100)
        var presence = form.presence
        for (index, total) in totals.enumerated() {
            var bound = floor(index, values)
            if values[index] > bound {
                let before = search.work
                let share = index == totals.count - 1 ? left : left / 2
                search.add(brokenOf: &presence, minimising: total.sum, work: share / 4)
                let result = form.minimise(total, below: values[index], floor: bound, work: share, by: &search)
                bound = result.bound
                if let better = result.values {
                    found = better
                    values = totals.map { form.program.value(of: $0.sum, at: better) }
                }
                left = max(0, left - (search.work - before))
            }
            bounds.append(bound)
            search.bind(row: total.row, least: form.program.rows[total.row].least, most: values[index])
        }
    }
}
