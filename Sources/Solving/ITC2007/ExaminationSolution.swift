/// A solution file of the competition: one line `period, room` for each exam, in the order of the exams.
extension TimetableSolution {
    /// CRLF as the competition's own files have. An exam without a place is written `-1, -1`.
    package var competitionText: String {
        zip(periods, rooms).map { "\($0), \($1)\r\n" }.joined()
    }

    /// Reads what a competitor wrote. Numbers out of range are faults; `-1, -1` (even without a line end, as the
    /// winner's solver writes it) is an exam without a place.
    package init(reading text: String, for instance: ExaminationInstance) throws(ExaminationFileFaults) {
        self.init(periods: [], rooms: [])
        var faults: [ExaminationFileFault] = []
        let parted = text.split(separator: "-1, -1", omittingEmptySubsequences: false).joined(separator: "-1, -1\n")
        var line = 0
        for raw in parted.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            line += 1
            let words = raw.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.filter { !$0.isWhitespace }
            }
            if words.allSatisfy(\.isEmpty) { continue }
            let numbers = words.compactMap { Int($0) }
            guard words.count == 2, numbers.count == 2,
                numbers == [-1, -1]
                    || (instance.periods.indices.contains(numbers[0]) && instance.rooms.indices.contains(numbers[1]))
            else {
                faults.append(
                    ExaminationFileFault(
                        line: line, cause: "not a period and a room of the instance", action: "write `period, room`"))
                continue
            }
            periods.append(numbers[0])
            rooms.append(numbers[1])
        }
        if faults.isEmpty && periods.count != instance.exams.count {
            faults.append(
                ExaminationFileFault(
                    line: nil, cause: "\(periods.count) lines for \(instance.exams.count) exams",
                    action: "write one line for each exam"))
        }
        if !faults.isEmpty { throw ExaminationFileFaults(all: faults) }
    }
}
