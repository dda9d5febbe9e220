extension RuleBook {
    /// The rows examined in a month, in the notice's order; none in another year than the book's.
    package func rows(in month: Month) -> [CatalogueRow] {
        guard month.year == year.value else { return [] }
        return catalogue.filter { $0.months.contains(month.monthOfYear) }
    }

    /// The row of an interchange programme id, `ZJCX-22`.
    package func row(programmeID: String) -> CatalogueRow? {
        catalogue.first { $0.programmeID(of: id) == programmeID }
    }

    /// The row a sheet names by occupation, work type and level, in the spellings notices use.
    package func row(occupation: String, workType: String?, level: Level) -> CatalogueRow? {
        var named = CatalogueText.occupation(occupation)
        if let workType = workType.flatMap(CatalogueText.workType) { named.workType = workType }
        return catalogue.first { ($0.occupation, $0.workType, $0.level) == (named.occupation, named.workType, level) }
    }

    /// The months of the book's year in which the institution examines anything, ascending.
    package var months: [Month] {
        (1...12).compactMap { Month(year: year.value, month: $0) }.filter { !rows(in: $0).isEmpty }
    }

    /// The subjects of a row in the order they are sat. A rule that names the row's occupation goes before one for
    /// all occupations.
    package func subjects(of row: CatalogueRow) -> [SubjectRule] {
        Subject.allCases.flatMap { subject in
            closest(subjects.filter { $0.subject == subject && $0.levels.contains(row.level) }, \.occupation, to: row)
        }
    }

    /// 分 for one subject; nil if the row has no such subject.
    package func fee(for row: CatalogueRow, _ subject: Subject, retake: Bool) -> Int? {
        guard let rule = feeRules(for: row, subject).first else { return nil }
        return retake ? rule.retakeFee.value : rule.fee.value
    }

    /// 分 for several subjects; nil if the row lacks one of them.
    package func fee(for row: CatalogueRow, _ subjects: [Subject], retake: Bool) -> Int? {
        subjects.reduce(0 as Int?) { sum, subject in
            guard let sum, let fee = fee(for: row, subject, retake: retake) else { return nil }
            return sum + fee
        }
    }

    func feeRules(for row: CatalogueRow, _ subject: Subject) -> [FeeRule] {
        closest(fees.filter { $0.subject == subject && $0.levels.contains(row.level) }, \.occupation, to: row)
    }

    private func closest<Rule>(_ rules: [Rule], _ occupation: (Rule) -> String?, to row: CatalogueRow) -> [Rule] {
        let own = rules.filter { occupation($0) == row.occupation }
        return own.isEmpty ? rules.filter { occupation($0) == nil } : own
    }
}
