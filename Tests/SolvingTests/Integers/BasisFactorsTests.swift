import Testing

@testable import Solving

@Suite struct BasisFactorsTests {
    /// A square matrix by columns, few entries each.
    private struct Sample {
        var columns: [[(row: Int, value: Double)]]
        private var dice: DrawnNumbers

        init(seed: Int) {
            dice = DrawnNumbers(state: UInt64(seed))
            columns = []
            let size = 1 + dice.below(30)
            for place in 0..<size { columns.append(column(size, from: place)) }
        }

        /// Mostly with an entry of its own row, so that few matrices are singular.
        mutating func column(_ size: Int, from place: Int) -> [(row: Int, value: Double)] {
            if dice.below(3) == 0 { return [(place, -1)] }
            var values: [Int: Double] = dice.below(8) == 0 ? [:] : [place: Double(dice.below(7) - 3)]
            for _ in 0..<dice.below(6) { values[dice.below(size)] = Double(dice.below(9) - 4) }
            return values.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }

        mutating func exchange() -> (place: Int, column: [(row: Int, value: Double)]) {
            let place = dice.below(columns.count)
            return (place, column(columns.count, from: place))
        }

        mutating func vector() -> [Double] { columns.map { _ in Double(dice.below(11) - 5) } }
    }

    @Test func `solves both ways, after exchanges too, and mends what is singular`() {
        var (mended, exchanged) = (0, 0)
        for seed in 1...400 {
            var sample = Sample(seed: seed)
            var factors = BasisFactors()
            let size = sample.columns.count
            let columns = sample.columns
            let repairs = factors.factor(size: size) { place, entry in
                for (row, value) in columns[place] { entry(Int32(row), value) }
            }
            for (place, row) in repairs { sample.columns[place] = [(row, -1)] }
            mended += repairs.isEmpty ? 0 : 1
            check(factors, &sample, seed)
            for _ in 0..<10 {
                let (place, column) = sample.exchange()
                let solved = solution(factors, sample.columns.count, of: column)
                guard abs(solved[place]) > 1e-3 else { continue }
                var copy = solved
                copy.withUnsafeMutableBufferPointer { factors.exchange(place, for: $0.baseAddress!) }
                sample.columns[place] = column
                exchanged += 1
                check(factors, &sample, seed)
            }
        }
        #expect(mended > 50 && exchanged > 1_000, "\(mended) mended, \(exchanged) exchanged")
    }

    private func solution(_ factors: BasisFactors, _ size: Int, of column: [(row: Int, value: Double)]) -> [Double] {
        var right = Array(repeating: 0.0, count: size)
        for (row, value) in column { right[row] = value }
        return solution(factors, right)
    }

    private func solution(_ factors: BasisFactors, _ right: [Double]) -> [Double] {
        var (right, solution) = (right, right)
        right.withUnsafeMutableBufferPointer { right in
            solution.withUnsafeMutableBufferPointer { factors.solve(right.baseAddress!, into: $0.baseAddress!) }
        }
        #expect(right.allSatisfy { $0 == 0 })
        return solution
    }

    private func check(_ factors: BasisFactors, _ sample: inout Sample, _ seed: Int) {
        let right = sample.vector()
        let down = solution(factors, right)
        var product = Array(repeating: 0.0, count: right.count)
        for (place, column) in sample.columns.enumerated() {
            for (row, value) in column { product[row] += value * down[place] }
        }
        let most = down.reduce(1) { max($0, abs($1)) }
        #expect(zip(product, right).allSatisfy { abs($0 - $1) < 1e-7 * most }, "\(seed)")
        var (costs, across) = (right, right)
        costs.withUnsafeMutableBufferPointer { costs in
            across.withUnsafeMutableBufferPointer { factors.solveAcross(costs.baseAddress!, into: $0.baseAddress!) }
        }
        let highest = across.reduce(1) { max($0, abs($1)) }
        for (place, column) in sample.columns.enumerated() {
            let sum = column.reduce(0) { $0 + $1.value * across[$1.row] }
            #expect(abs(sum - right[place]) < 1e-7 * highest, "\(seed)")
        }
    }
}

private struct DrawnNumbers {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
