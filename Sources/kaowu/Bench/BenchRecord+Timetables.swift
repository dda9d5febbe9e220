extension BenchRecord {
    /// One search on one competition instance.
    struct Timetable: Codable, Sendable {
        /// The best penalty known after so many seconds of the wall clock.
        struct Point: Codable, Sendable {
            var seconds: Double
            var penalty: Int
        }

        var instance: String
        var seed: Int
        /// In the order of `headings`.
        var parts: [Int]
        var penalty: Int
        /// To feasibility: broken hard rules and exams without a place.
        var distance: Int
        var bound: Int
        /// Of a processor.
        var seconds: Double
        /// Moves proposed.
        var steps: Int
        var curve: [Point]

        static let headings = ["同日相邻", "同日", "间隔", "混合时长", "靠后", "考场", "时段"]

        var movesPerSecond: Int { Int(Double(steps) / max(seconds, 1e-9)) }
    }

    /// A line for each search, and the median of those that differ in the seed only.
    static func timetableTable(_ rows: [Timetable]) -> String {
        let head = ["实例", "种子"] + Timetable.headings + ["罚分", "不可行", "界", "处理器秒", "步每秒"]
        var table = TextTable(head, numeric: Set(1..<head.count))
        for (index, row) in rows.enumerated() {
            table.add(
                [row.instance, "\(row.seed)"] + row.parts.map(String.init)
                    + [
                        "\(row.penalty)", "\(row.distance)", "\(row.bound)", decimal(row.seconds),
                        "\(row.movesPerSecond)",
                    ])
            let same = rows.filter { $0.instance == row.instance }
            let isLast = index + 1 == rows.count || rows[index + 1].instance != row.instance
            if isLast && same.count > 1 {
                let blanks = Timetable.headings.map { _ in "" }
                table.add([row.instance, "中位"] + blanks + [median(same.map(\.penalty))])
            }
        }
        return table.text
    }

    /// Of an even number, the mean of the two in the middle.
    private static func median(_ values: [Int]) -> String {
        let sorted = values.sorted()
        let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
        return (low + high) % 2 == 0 ? "\((low + high) / 2)" : "\((low + high) / 2).5"
    }
}
