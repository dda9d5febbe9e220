/// A help text in both languages: coordinators read the first line, the people who install it the second.
struct Words: Sendable {
    let chinese: String
    let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }
}
