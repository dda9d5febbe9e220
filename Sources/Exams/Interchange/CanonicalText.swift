import Foundation

/// JSON as `JSONEncoder` writes it with sorted keys and bare slashes, byte for byte, put together without a tree:
/// what documents have a million of states its members here, in the order of their names.
package struct CanonicalText {
    private(set) var bytes: [UInt8] = []
    /// Whether the next member is the first of its object.
    private var isFirst = true

    package init() {}

    mutating func empty() { bytes.removeAll(keepingCapacity: true) }

    mutating func object(_ members: (inout CanonicalText) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    /// Names are plain ASCII.
    private mutating func name(_ name: StaticString) {
        name.withUTF8Buffer { name in
            CanonicalText.append(name, between: isFirst ? "\"" : ",\"", and: "\":", to: &bytes)
        }
        isFirst = false
    }

    mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        string(value)
    }

    mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        number(value)
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        raw(value ? "true" : "false")
    }

    mutating func member(_ name: StaticString, _ value: some FixedWidthText) {
        self.name(name)
        quoted(value)
    }

    mutating func member<Element>(
        _ name: StaticString, _ elements: [Element], _ write: (inout CanonicalText, Element) -> Void
    ) {
        self.name(name)
        list(elements, write)
    }

    mutating func list<Element>(_ elements: [Element], _ write: (inout CanonicalText, Element) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func quoted(_ value: some FixedWidthText) {
        bytes.append(UInt8(ascii: "\""))
        value.write(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func number(_ value: Int) {
        guard value >= 0 else { return raw(String(value)) }
        appendDigits(of: value, to: &bytes)
    }

    mutating func string(_ value: String) {
        var value = value
        let isPlain = value.withUTF8 { text in
            guard CanonicalText.isPlain(text) else { return false }
            CanonicalText.append(text, between: "\"", and: "\"", to: &bytes)
            return true
        }
        // Others are so rare that the encoder may write them.
        if !isPlain { encoded(value) }
    }

    /// Nothing in it need be escaped. All bytes are looked at, whatever the first say: that goes many at a time.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var odd: UInt8 = 0
        for byte in text {
            odd |= (byte < 0x20 ? 1 : 0) | (byte == 0x7F ? 1 : 0)
            odd |= (byte == UInt8(ascii: "\"") ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
        }
        return odd == 0
    }

    /// What is short is put together before it is appended, which costs as much for one byte as for many.
    private static func append(
        _ text: UnsafeBufferPointer<UInt8>, between left: StaticString, and right: StaticString, to bytes: inout [UInt8]
    ) {
        let (before, after) = (left.utf8CodeUnitCount, right.utf8CodeUnitCount)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: before + text.count + after) { whole in
            _ = whole.initialize(from: left.withUTF8Buffer { $0 })
            _ = whole[before...].initialize(from: text)
            _ = whole[(before + text.count)...].initialize(from: right.withUTF8Buffer { $0 })
            bytes.append(contentsOf: whole)
        }
    }

    /// The documents hold only strings, integers, booleans and lists of them; such values always encode.
    mutating func encoded(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            bytes.append(contentsOf: try encoder.encode(value))
        } catch {
            preconditionFailure("a document of plain values did not encode: \(error)")
        }
    }
}

/// Documents have a million of it.
protocol CanonicallyWritten {
    func write(to text: inout CanonicalText)
}

extension Application: CanonicallyWritten {
    func write(to text: inout CanonicalText) {
        text.object { text in
            if let banned { text.member("banned", banned) { text, span in text.list(span) { $0.quoted($1) } } }
            text.member("eligible", eligible)
            if let extraMinutes { text.member("extraMinutes", extraMinutes) }
            text.member("firstMonth", firstMonth)
            text.member("id", id)
            if let ineligibleReason { text.member("ineligibleReason", ineligibleReason) }
            if let lastDay { text.member("lastDay", lastDay) }
            if let needs { text.member("needs", needs) { $0.string($1) } }
            text.member("paidAt", paidAt)
            text.member("person", person)
            text.member("programme", programme)
            text.member("subjects", subjects) { $0.string($1.rawValue) }
            if let unit { text.member("unit", unit) }
            if let wishDistrict { text.member("wishDistrict", wishDistrict) }
            if let wishVenue { text.member("wishVenue", wishVenue) }
        }
    }
}

extension Placement: CanonicallyWritten {
    func write(to text: inout CanonicalText) {
        text.object { text in
            text.member("application", application)
            text.member("sitting", sitting)
            text.member("subjects", subjects) { text, seat in
                text.object { text in
                    text.member("column", seat.column)
                    text.member("period", seat.period)
                    text.member("room", seat.room)
                    text.member("row", seat.row)
                    text.member("subject", seat.subject.rawValue)
                }
            }
            text.member("wave", wave)
        }
    }
}

extension Outcome: CanonicallyWritten {
    func write(to text: inout CanonicalText) {
        text.object { text in
            text.member("application", application)
            text.member("reason", reason)
            if let remedy { text.member("remedy", remedy) }
            text.member("state", state.rawValue)
        }
    }
}

extension Person: CanonicallyWritten {
    func write(to text: inout CanonicalText) {
        text.object { text in
            if let documentCountry { text.member("documentCountry", documentCountry) }
            text.member("documentNumber", documentNumber)
            text.member("documentType", documentType.rawValue)
            if let email { text.member("email", email) }
            text.member("generated", generated)
            text.member("id", id)
            text.member("name", name)
            if let phone { text.member("phone", phone) }
            if let photo { text.member("photo", photo) }
        }
    }
}

extension Registration: CanonicallyWritten {
    func write(to text: inout CanonicalText) {
        text.object { text in
            text.member("banned", banned) { text, span in text.list(span) { $0.quoted($1) } }
            text.member("extraMinutes", extraMinutes)
            text.member("feeDue", feeDue)
            text.member("feePaid", feePaid)
            text.member("firstMonth", firstMonth)
            text.member("id", id)
            text.member("institution", institution)
            text.member("needs", needs) { $0.string($1) }
            if let paidAt { text.member("paidAt", paidAt) }
            text.member("person", person)
            text.member("programme", programme)
            if let resultsPublished { text.member("resultsPublished", resultsPublished) }
            text.member("review", review.rawValue)
            text.member("subjects", subjects) { $0.string($1.rawValue) }
            if let unit { text.member("unit", unit) }
            if let wishDistrict { text.member("wishDistrict", wishDistrict) }
            if let wishVenue { text.member("wishVenue", wishVenue) }
            text.member("withdrawn", withdrawn)
        }
    }
}
