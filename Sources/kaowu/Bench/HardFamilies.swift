import Exams

extension BenchFamily {
    /// Small inputs, each hard for one reason.
    static let hard: [BenchFamily] = []
}
