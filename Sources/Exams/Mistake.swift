/// One thing wrong with what a user gave us: what, where, why, and what to do about it.
/// Mistakes are collected and shown all at once; nothing is half-imported.
package struct Mistake: Error, Equatable, Sendable {
    /// A stable short name that scripts may match, such as `id-number-ruined`.
    package var code: String
    package var file: String?
    /// From 1, as the spreadsheet counts; the header is row 1.
    package var row: Int?
    /// The column's header, or its JSON path.
    package var column: String?
    /// What is wrong, in one sentence. Never quotes an ID number in full.
    package var cause: String
    /// What the user can do about it, in one sentence.
    package var action: String

    package init(
        code: String, file: String? = nil, row: Int? = nil, column: String? = nil, cause: String, action: String
    ) {
        self.code = code
        self.file = file
        self.row = row
        self.column = column
        self.cause = cause
        self.action = action
    }
}

/// Everything wrong with one input.
package struct Mistakes: Error, Equatable, Sendable {
    package var all: [Mistake]

    package init(_ all: [Mistake]) { self.all = all }
}
