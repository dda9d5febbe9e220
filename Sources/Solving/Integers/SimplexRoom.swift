/// What a step of `BoundedSimplex` writes to. Copies share it: between steps nothing in it matters.
final class SimplexRoom {
    let rows: Int
    let variables: Int
    let byRow: UnsafeMutablePointer<Double>
    let byPlace: UnsafeMutablePointer<Double>
    /// By row: multiples of the rows that make a row of the dictionary.
    let line: UnsafeMutablePointer<Double>
    /// By place: the column that enters, and the edge it goes along.
    let entering: UnsafeMutablePointer<Double>
    let edge: UnsafeMutablePointer<Double>
    /// By variable: a row of the dictionary; zero between steps, and where not touched.
    let sums: UnsafeMutablePointer<Double>
    let touched: UnsafeMutablePointer<Int32>
    @exclusivity(unchecked) private(set) var touchedCount = 0
    private let memory = FlatMemory()

    init(rows: Int, variables: Int) {
        self.rows = rows
        self.variables = variables
        byRow = memory.array(rows, of: 0)
        byPlace = memory.array(rows, of: 0)
        line = memory.array(rows, of: 0)
        entering = memory.array(rows, of: 0)
        edge = memory.array(rows, of: 0)
        sums = memory.array(variables, of: 0)
        touched = memory.array(variables, of: 0)
    }

    @inline(__always)
    func touch(_ variable: Int) {
        touched[touchedCount] = Int32(variable)
        touchedCount += 1
    }

    func clear() {
        for index in 0..<touchedCount { sums[Int(touched[index])] = 0 }
        touchedCount = 0
    }
}
