import Exams

/// What a column can hold. The store's tables are STRICT and hold whole numbers and text only.
enum Binding: Equatable {
    case null
    case integer(Int)
    case text(String)
}

/// A value with one way into a column.
protocol Bindable {
    var binding: Binding { get }
}

extension Int: Bindable {
    var binding: Binding { .integer(self) }
}

extension Bool: Bindable {
    var binding: Binding { .integer(self ? 1 : 0) }
}

extension String: Bindable {
    var binding: Binding { .text(self) }
}

extension Optional: Bindable where Wrapped: Bindable {
    var binding: Binding { self?.binding ?? .null }
}

extension Digest: Bindable {
    var binding: Binding { .text(description) }
}

extension Day: Bindable {
    var binding: Binding { .text(description) }
}

extension Month: Bindable {
    var binding: Binding { .text(description) }
}

extension LocalMinute: Bindable {
    var binding: Binding { .text(description) }
}

extension LocalSecond: Bindable {
    var binding: Binding { .text(description) }
}
