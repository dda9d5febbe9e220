/// Something wrong in a competition file: which line, what, and what to do.
package struct ExaminationFileFault: Error, Equatable, Sendable {
    /// From 1; nil when it concerns the whole file.
    package var line: Int?
    package var cause: String
    package var action: String
}

/// Every fault of one file.
package struct ExaminationFileFaults: Error, Equatable, Sendable {
    package var all: [ExaminationFileFault]
}

extension ExaminationInstance {
    /// Reads a `.exam` file: CRLF or LF, blanks around words, a comma after the last, empty lines, sections in any order, repeated
    /// constraints and constraints of an exam with itself (both dropped). Anything else is a fault; all are reported.
    package init(reading text: String) throws(ExaminationFileFaults) {
        var reader = ExaminationReader()
        reader.read(text)
        if !reader.faults.isEmpty {
            throw ExaminationFileFaults(all: reader.faults.sorted { ($0.line ?? .max) < ($1.line ?? .max) })
        }
        self = reader.instance
    }
}

private struct ExaminationReader {
    var instance = ExaminationInstance()
    var faults: [ExaminationFileFault] = []
    private var section = ""
    private var announced: [String: Int] = [:]
    private var line = 0
    private var relationLines: [Int] = []
    private var exclusiveLines: [(exam: Int, line: Int)] = []
    private var weighed: Set<String> = []

    private static let counted = ["Exams", "Periods", "Rooms"]
    private static let plain = ["PeriodHardConstraints", "RoomHardConstraints", "InstitutionalWeightings"]
    private static let weights = ["TWOINAROW", "TWOINADAY", "PERIODSPREAD", "NONMIXEDDURATIONS", "FRONTLOAD"]

    mutating func read(_ text: String) {
        let bare = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        for (index, raw) in bare.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            line = index + 1
            var words = raw.split(separator: ",", omittingEmptySubsequences: false).map { $0.withoutOuterBlanks }
            if words.allSatisfy(\.isEmpty) { continue }
            if words.last?.isEmpty == true { words.removeLast() }
            if words[0].hasPrefix("[") { open(words.joined(separator: ",")) } else { take(words) }
        }
        finish()
    }

    private mutating func fault(_ cause: String, _ action: String, at line: Int?) {
        faults.append(ExaminationFileFault(line: line, cause: cause, action: action))
    }

    private mutating func open(_ header: String) {
        let inside = header.dropFirst().prefix { $0 != "]" }.split(separator: ":").map(String.init)
        section = inside.first ?? ""
        if !Self.counted.contains(section) && !Self.plain.contains(section) {
            fault("unknown section \(header)", "use the sections of the competition's format", at: line)
        } else if announced[section] != nil {
            fault("section \(section) comes twice", "keep one of them", at: line)
        } else if Self.counted.contains(section) {
            guard inside.count == 2, let count = Int(inside[1]), count >= 0 else {
                fault("section \(section) does not say how many lines follow", "write [\(section):N]", at: line)
                announced[section] = -1
                return
            }
            announced[section] = count
        } else {
            announced[section] = 0
        }
    }

    private mutating func take(_ words: [String]) {
        switch section {
        case "Exams": takeExam(words)
        case "Periods": takePeriod(words)
        case "Rooms":
            guard let numbers = numbers(words, count: 2) else { return }
            instance.rooms.append(ExaminationInstance.Room(capacity: numbers[0], penalty: numbers[1]))
        case "PeriodHardConstraints": takeRelation(words)
        case "RoomHardConstraints":
            guard words.count == 2, words[1] == "ROOM_EXCLUSIVE", let exam = Int(words[0]) else {
                return fault("not a room constraint", "write `exam, ROOM_EXCLUSIVE`", at: line)
            }
            exclusiveLines.append((exam, line))
        case "InstitutionalWeightings": takeWeight(words)
        default:
            // Said once: of a file of another kind every line is one.
            if announced.isEmpty && faults.isEmpty {
                fault("a line before the first section", "start with [Exams:N]", at: line)
            }
        }
    }

    private mutating func takeExam(_ words: [String]) {
        let filled = words.filter { !$0.isEmpty }
        guard let numbers = numbers(filled, atLeast: 1) else {
            instance.exams.append(ExaminationInstance.Exam(duration: 0, students: []))
            return
        }
        var students = numbers.dropFirst().sorted()
        students = students.enumerated().filter { $0.offset == 0 || students[$0.offset - 1] != $0.element }.map(
            \.element)
        instance.exams.append(ExaminationInstance.Exam(duration: numbers[0], students: students))
    }

    private mutating func takePeriod(_ words: [String]) {
        guard words.count == 4, let duration = number(words[2]), let penalty = number(words[3]), !words[0].isEmpty
        else {
            return fault("not a period", "write `dd:mm:yyyy, hh:mm:ss, duration, penalty`", at: line)
        }
        // 1:6:2005 is the day 01:06:2005.
        let parts = words[0].split(separator: ":").map { Int($0).map(String.init) ?? String($0) }
        instance.periods.append(
            ExaminationInstance.Period(
                date: parts.joined(separator: ":"), time: words[1], duration: duration, penalty: penalty))
    }

    private mutating func takeRelation(_ words: [String]) {
        guard words.count == 3, let first = Int(words[0]), let second = Int(words[2]),
            let relation = ExaminationInstance.Relation(rawValue: words[1])
        else {
            return fault(
                "not a period constraint", "write `exam, AFTER|EXAM_COINCIDENCE|EXCLUSION, exam`", at: line)
        }
        instance.periodConstraints.append(
            ExaminationInstance.PeriodConstraint(first: first, relation: relation, second: second))
        relationLines.append(line)
    }

    private mutating func takeWeight(_ words: [String]) {
        guard Self.weights.contains(words[0]) else {
            return fault("unknown weight \(words[0])", "use the weights of the competition's format", at: line)
        }
        if !weighed.insert(words[0]).inserted {
            return fault("weight \(words[0]) comes twice", "keep one of them", at: line)
        }
        guard let values = numbers(Array(words.dropFirst()), count: words[0] == "FRONTLOAD" ? 3 : 1) else { return }
        switch words[0] {
        case "TWOINAROW": instance.weights.twoInARow = values[0]
        case "TWOINADAY": instance.weights.twoInADay = values[0]
        case "PERIODSPREAD": instance.weights.periodSpread = values[0]
        case "NONMIXEDDURATIONS": instance.weights.mixedDurations = values[0]
        default:
            (instance.weights.largeExams, instance.weights.latePeriods) = (values[0], values[1])
            instance.weights.frontLoad = values[2]
        }
    }

    // MARK: Numbers

    /// Whole, not negative, and small enough that sums of them stay exact.
    private func number(_ word: String) -> Int? {
        Int(word).flatMap { (0..<1_000_000_000).contains($0) ? $0 : nil }
    }

    private mutating func numbers(_ words: [String], count: Int? = nil, atLeast least: Int = 0) -> [Int]? {
        let found = words.compactMap(number)
        if found.count != words.count || found.count < least || (count.map { $0 != found.count } ?? false) {
            let wanted = count.map { "\($0) numbers" } ?? "numbers"
            fault("expected \(wanted) from 0 to 999999999", "correct the line", at: line)
            return nil
        }
        return found
    }

    // MARK: The whole

    private mutating func finish() {
        let counts = [instance.exams.count, instance.periods.count, instance.rooms.count]
        for (name, count) in zip(Self.counted, counts) {
            guard let promised = announced[name] else {
                fault("section \(name) is missing", "add [\(name):N]", at: nil)
                continue
            }
            if promised >= 0 && promised != count {
                fault(
                    "[\(name):\(promised)] is followed by \(count) good lines", "correct the number or the lines",
                    at: nil)
            }
        }
        for name in Self.plain where announced[name] == nil {
            fault("section \(name) is missing", "add [\(name)]; is the file whole?", at: nil)
        }
        for name in Self.weights where announced["InstitutionalWeightings"] != nil && !weighed.contains(name) {
            fault("weight \(name) is missing", "add it, with 0 if it does not count; is the file whole?", at: nil)
        }
        keepKnownRelations()
        keepKnownExclusives()
    }

    private mutating func keepKnownRelations() {
        var kept: [ExaminationInstance.PeriodConstraint] = []
        var seen: Set<[Int]> = []
        for (constraint, line) in zip(instance.periodConstraints, relationLines) {
            guard instance.exams.indices.contains(constraint.first), instance.exams.indices.contains(constraint.second)
            else {
                fault("a constraint names an exam that does not exist", "use numbers from 0", at: line)
                continue
            }
            var pair = [constraint.first, constraint.second]
            if constraint.relation != .after { pair.sort() }
            let key = pair + [constraint.relation.rawValue.count]
            if constraint.first != constraint.second && seen.insert(key).inserted { kept.append(constraint) }
        }
        instance.periodConstraints = kept
    }

    private mutating func keepKnownExclusives() {
        var isExclusive = Array(repeating: false, count: instance.exams.count)
        for (exam, line) in exclusiveLines {
            if isExclusive.indices.contains(exam) {
                isExclusive[exam] = true
            } else {
                fault("a constraint names an exam that does not exist", "use numbers from 0", at: line)
            }
        }
        instance.exclusiveExams = isExclusive.indices.filter { isExclusive[$0] }
    }
}

extension Substring {
    var withoutOuterBlanks: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
