// Gomory's mixed-integer cuts (1960), true in spite of rounding (Cook, Dash, Fukasawa and Goycoolea, 2009).
//
// Problem. A column of the dictionary is not whole. Find a constraint that every whole solution meets and this one
// does not.
// Method. Whatever the multiples p of rows, Σ p·(the row's variable − its sum) = 0 holds between whole variables. The
// dictionary suggests p; taken as whole numbers of 1/`unit` the equation is exact. Each variable is counted from the
// bound it rests at: Σ c·v = b with v ≥ 0. With f the fractions of c and f0 that of b,
//   Σ_{f ≤ f0} f/f0·v + Σ_{f > f0} (1 − f)/(1 − f0)·v ≥ 1
// holds for whole v, and no v that rests is more than 0 here. Coefficients are rounded up to whole numbers of
// 1/`scale`; one too small for that is paid for on the right by the most its variable can be.
// Complexity: the terms of the rows used, a cut.
extension BoundedSimplex {
    private static let unit = 1 << 32
    private static let scale = 1000.0
    private static let leastFraction = 0.02
    /// The most of a cut that is given to small coefficients.
    private static let mostLost = 0.3
    private static let mostMultiple = 10_000.0
    /// Two cuts closer than this cosine do one's work.
    private static let mostAlike = 0.9

    /// Constraints of all whole solutions within the present bounds that the present solution breaks, those farthest
    /// from it first.
    func roundingCuts(most: Int) -> [IntegerProgram.Row] {
        let solution = solution
        var found: [(row: IntegerProgram.Row, amounts: [Double], depth: Double)] = []
        for place in basic.indices where basic[place] < columns {
            let value = solution[basic[place]]
            guard abs(value - value.rounded()) > Self.leastFraction, let cut = cut(from: place) else { continue }
            var amounts = Array(repeating: 0.0, count: columns)
            for term in cut.terms { amounts[term.column] = Double(term.amount) }
            let norm = amounts.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let sum = zip(amounts, solution).reduce(0) { $0 + $1.0 * $1.1 }
            let depth = (Double(cut.least) - sum) / norm
            if depth > 1e-4 { found.append((cut, amounts.map { $0 / norm }, depth)) }
        }
        found.sort { $0.depth > $1.depth }
        var kept: [(row: IntegerProgram.Row, amounts: [Double], depth: Double)] = []
        for cut in found where kept.count < most {
            let isNew = kept.allSatisfy { other in
                zip(cut.amounts, other.amounts).reduce(0) { $0 + $1.0 * $1.1 } < Self.mostAlike
            }
            if isNew { kept.append(cut) }
        }
        return kept.map(\.row)
    }

    /// A variable with an amount, counted from one of its bounds.
    private struct Term {
        var variable: Int
        var amount: Int
        var isUpper: Bool
    }

    private func cut(from place: Int) -> IntegerProgram.Row? {
        guard let terms = equation(from: place) else { return nil }
        var constant = 0
        var counted: [(term: Term, range: Double)] = []
        for term in terms {
            let (low, high) = (Int(least[term.variable]), Int(most[term.variable]))
            let (part, isLarge) = term.amount.multipliedReportingOverflow(by: term.isUpper ? high : low)
            let (sum, isLarger) = constant.subtractingReportingOverflow(part)
            guard !isLarge, !isLarger else { return nil }
            constant = sum
            let amount = term.isUpper ? -term.amount : term.amount
            if low < high {
                counted.append(
                    (Term(variable: term.variable, amount: amount, isUpper: term.isUpper), Double(high - low)))
            }
        }
        let goal = Self.fraction(constant)
        guard goal > Self.leastFraction, goal < 1 - Self.leastFraction else { return nil }
        var lost = 0.0
        var sums = Array(repeating: 0, count: columns)
        var least = 0
        for (term, range) in counted {
            let fraction = Self.fraction(term.amount)
            let share = fraction <= goal ? fraction / goal : (1 - fraction) / (1 - goal)
            if share * Self.scale < 0.5 {
                lost += share * range
                guard lost < Self.mostLost else { return nil }
                continue
            }
            let amount = Int((share * Self.scale + 1e-6).rounded(.up))
            let bound = Int(term.isUpper ? self.most[term.variable] : self.least[term.variable])
            let signed = term.isUpper ? -amount : amount
            least += signed * bound
            if term.variable < columns {
                sums[term.variable] += signed
            } else {
                for own in program.rows[term.variable - columns].terms { sums[own.column] += signed * own.amount }
            }
        }
        least += Int((Self.scale * (1 - lost) - 1e-6).rounded(.down))
        return Self.row(sums, least: least, columns: program.columns)
    }

    /// Whole numbers of 1/`unit` that add up to nothing, from a row of the dictionary.
    private func equation(from place: Int) -> [Term]? {
        var sums = Array(repeating: 0, count: columns)
        var terms: [Term] = []
        for (row, part) in multiples(of: place).enumerated() where part != 0 && isResting(columns + row) {
            guard abs(part) < Self.mostMultiple else { return nil }
            let multiple = Int((part * Double(Self.unit)).rounded())
            guard multiple != 0 else { continue }
            terms.append(Term(variable: columns + row, amount: multiple, isUpper: isUpper[columns + row]))
            for own in program.rows[row].terms {
                let (part, isLarge) = multiple.multipliedReportingOverflow(by: own.amount)
                let (sum, isLarger) = sums[own.column].subtractingReportingOverflow(part)
                guard !isLarge, !isLarger else { return nil }
                sums[own.column] = sum
            }
        }
        for column in 0..<columns where sums[column] != 0 {
            terms.append(
                Term(variable: column, amount: sums[column], isUpper: isResting(column) && isUpper[column]))
        }
        return terms
    }

    /// Of a whole number of 1/`unit`.
    private static func fraction(_ amount: Int) -> Double { Double(amount & (unit - 1)) / Double(unit) }

    /// Σ amount·column ≥ least, divided by what divides all amounts.
    private static func row(_ sums: [Int], least: Int, columns: [IntegerProgram.Column]) -> IntegerProgram.Row? {
        let shared = IntegerProgram.commonDivisor(of: sums)
        guard shared > 0 else { return nil }
        let terms = sums.enumerated().filter { $0.element != 0 }.map {
            (column: $0.offset, amount: $0.element / shared)
        }
        let most = terms.reduce(0) { sum, term in
            sum + max(term.amount * columns[term.column].least, term.amount * columns[term.column].most)
        }
        let bound = Int((Double(least) / Double(shared)).rounded(.up))
        return IntegerProgram.Row(terms: terms, least: min(bound, most), most: most)
    }
}
