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
        var unreadable: [ExaminationFileFault] = []
        var count = 0
        let bare = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        for (index, raw) in bare.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            for entry in Self.entries(raw) {
                count += 1
                let numbers = entry.split(separator: ",", omittingEmptySubsequences: false).map {
                    Int($0.withoutOuterBlanks) ?? .min
                }
                if numbers.count == 2, numbers == [-1, -1] || instance.has(period: numbers[0], room: numbers[1]) {
                    periods.append(numbers[0])
                    rooms.append(numbers[1])
                } else {
                    let fault = ExaminationFileFault(
                        line: index + 1, cause: "not a period and a room of the instance",
                        action: "write `period, room`")
                    faults.append(fault)
                    if numbers.count != 2 || numbers.contains(.min) { unreadable.append(fault) }
                }
            }
        }
        if count != instance.exams.count {
            // Numbers out of range are then most likely right, for another instance.
            let wrongCount = ExaminationFileFault(
                line: nil, cause: "\(count) lines for \(instance.exams.count) exams",
                action: "write one line for each exam of this instance")
            faults = [wrongCount] + unreadable
        }
        if !faults.isEmpty { throw ExaminationFileFaults(all: faults) }
    }

    /// What a line says: nothing, one exam, or several where the winner's solver left out line ends.
    private static func entries(_ line: Substring) -> [String] {
        var rest = line.withoutOuterBlanks
        var entries: [String] = []
        while let lost = rest.prefixMatch(of: /-1\s*,\s*-1/), lost.range.upperBound < rest.endIndex {
            entries.append("-1,-1")
            rest.removeSubrange(lost.range)
        }
        return rest.isEmpty ? entries : entries + [rest]
    }
}

extension ExaminationInstance {
    fileprivate func has(period: Int, room: Int) -> Bool {
        periods.indices.contains(period) && rooms.indices.contains(room)
    }
}
