extension Scenario {
    /// The scenario as `JSONEncoder` writes it with sorted keys, a piece at a time: what tells whether an import
    /// brings anything new. A million people need no copy of it in memory.
    package func write(to sink: ([UInt8]) -> Void) {
        var text = CanonicalText()
        func flush() {
            guard text.bytes.count > 1 << 16 else { return }
            sink(text.bytes)
            text.empty()
        }
        func member(_ name: String, _ value: some Encodable) {
            text.raw((name == "blackouts" ? "{" : ",") + "\"\(name)\":")
            text.encoded(value)
        }
        func list(_ name: String, _ elements: [some CanonicallyWritten]) {
            text.raw(",\"\(name)\":[")
            // By index: a copy of each of a million elements would cost as much as writing it.
            for index in elements.indices {
                if index > 0 { text.raw(",") }
                elements[index].write(to: &text)
                flush()
            }
            text.raw("]")
        }
        member("blackouts", blackouts)
        member("calendars", calendars)
        member("name", name)
        member("needs", needs)
        list("people", people)
        member("policy", policy)
        list("registrations", registrations)
        member("ruleBooks", ruleBooks)
        member("sittings", sittings)
        member("venues", venues)
        text.raw("}")
        sink(text.bytes)
    }
}
