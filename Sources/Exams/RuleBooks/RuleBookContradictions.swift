extension RuleBook {
    /// Everything in the book that cannot be meant: months that do not exist, rows twice, subjects without a fee,
    /// rules that name no row. Empty for a book that may be used.
    func contradictions(file: String) -> [Mistake] {
        var findings = Findings(file: file)
        checkNames(&findings)
        checkCatalogue(&findings)
        checkRules(&findings)
        for (index, row) in catalogue.enumerated() { checkSubjects(of: row, at: index, &findings) }
        checkNumbers(&findings)
        return findings.mistakes
    }

    private struct Findings {
        let file: String
        var mistakes: [Mistake] = []

        mutating func add(_ code: String, _ column: String, _ cause: String, _ action: String) {
            mistakes.append(Mistake(code: code, file: file, column: column, cause: cause, action: action))
        }

        mutating func require(_ value: Sourced<Int>, in range: ClosedRange<Int>, _ column: String) {
            guard !range.contains(value.value) else { return }
            add(
                "number-out-of-range", column + ".value",
                "\(value.value) is not within \(range.lowerBound) to \(range.upperBound)",
                "Compare with the notice's line.")
        }
    }

    private func checkNames(_ findings: inout Findings) {
        if id.isEmpty || !id.allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber) }) {
            findings.add(
                "id-malformed", "id", "“\(id)” is not a short code", "Use capital letters and digits, such as ZJCX.")
        }
        if numberCode.count != 3 || !numberCode.allSatisfy({ $0.isASCII && $0.isNumber }) {
            findings.add(
                "id-malformed", "numberCode", "“\(numberCode)” is not three digits",
                "Use three digits no other book uses.")
        }
    }

    private func checkCatalogue(_ findings: inout Findings) {
        if catalogue.isEmpty {
            findings.add("catalogue-empty", "catalogue", "there are no rows", "Add the notice's rows.")
        }
        for (index, row) in catalogue.enumerated() {
            let place = "catalogue[\(index)]"
            if row.number < 1 {
                findings.add("row-number", place + ".number", "rows are numbered from 1", "Use the notice's 序号.")
            }
            for (earlier, other) in catalogue[..<index].enumerated() {
                if other.number == row.number {
                    findings.add(
                        "row-duplicate", place + ".number", "\(row.number) is also the number of catalogue[\(earlier)]",
                        "Give each row the 序号 of the notice.")
                }
                if (other.occupation, other.workType, other.level) == (row.occupation, row.workType, row.level) {
                    findings.add(
                        "row-duplicate", place, "\(row.title) is listed twice (catalogue[\(earlier)])",
                        "Remove one of the two, or correct its level or work type.")
                }
            }
            checkMonths(of: row, at: place + ".months", &findings)
        }
    }

    private func checkMonths(of row: CatalogueRow, at place: String, _ findings: inout Findings) {
        if row.months.isEmpty {
            findings.add("month-missing", place, "\(row.title) has no month", "List the notice's months.")
        }
        for month in row.months where !(1...12).contains(month) {
            findings.add("month-out-of-range", place, "\(month) is not a month", "Write 1 to 12.")
        }
        if zip(row.months, row.months.dropFirst()).contains(where: { $0 >= $1 }) {
            findings.add(
                "month-order", place, "the months are out of order or repeated", "List each month once, ascending.")
        }
    }

    private func checkRules(_ findings: inout Findings) {
        let rules =
            subjects.enumerated().map { ("subjects[\($0)]", $1.occupation, $1.levels) }
            + fees.enumerated().map { ("fees[\($0)]", $1.occupation, $1.levels) }
        for (place, occupation, levels) in rules {
            if levels.isEmpty {
                findings.add("level-missing", place + ".levels", "the rule is for no level", "List its levels.")
            }
            if let occupation, !catalogue.contains(where: { $0.occupation == occupation }) {
                findings.add(
                    "occupation-unknown", place + ".occupation", "no row is for “\(occupation)”",
                    "Spell the occupation as the catalogue does.")
            }
        }
    }

    private func checkSubjects(of row: CatalogueRow, at index: Int, _ findings: inout Findings) {
        let place = "catalogue[\(index)]"
        let sat = subjects(of: row)
        if sat.isEmpty {
            findings.add(
                "subject-missing", place, "\(row.title) has no subject", "Add a rule to “subjects” for its level.")
        }
        for subject in Subject.allCases where sat.count(where: { $0.subject == subject }) > 1 {
            findings.add(
                "subject-duplicate", place, "two rules say how \(row.title) sits \(subject.title)", "Keep one of them.")
        }
        for rule in sat where feeRules(for: row, rule.subject).count != 1 {
            let none = feeRules(for: row, rule.subject).isEmpty
            findings.add(
                none ? "fee-missing" : "fee-duplicate", place,
                "\(row.title) has \(none ? "no fee" : "two fees") for \(rule.subject.title)",
                none ? "Add its fee to “fees”." : "Keep one of them.")
        }
    }

    private func checkNumbers(_ findings: inout Findings) {
        findings.require(year, in: 2000...2100, "year")
        for (index, rule) in subjects.enumerated() {
            findings.require(rule.minutes, in: 1...600, "subjects[\(index)].minutes")
        }
        for (index, rule) in fees.enumerated() {
            findings.require(rule.fee, in: 0...10_000_000, "fees[\(index)].fee")
            findings.require(rule.retakeFee, in: 0...10_000_000, "fees[\(index)].retakeFee")
        }
        findings.require(payment.deadlineDaysBefore, in: 0...365, "payment.deadlineDaysBefore")
        if case .daysBefore(let days) = ticketWindow.opening.value {
            findings.require(Sourced(days, ticketWindow.opening.source), in: 0...365, "ticketWindow.opening")
        }
        findings.require(retake.validityYears, in: 1...10, "retake.validityYears")
        findings.require(retake.times, in: 0...10, "retake.times")
        if let ban { findings.require(ban.years, in: 1...100, "ban.years") }
        switch results.deadline.value {
        case .days(let count), .workingDays(let count):
            findings.require(Sourced(count, results.deadline.source), in: 1...365, "results.deadline")
        }
        findings.require(results.publicDays, in: 0...365, "results.publicDays")
    }
}
