/// A number for each part of an application, in order: its periods, rooms or seats.
///
/// An application has at most three parts, as there are three subjects (`Subject`). Kept in place: a list would need
/// memory of its own for each of a million people, and each step of a search would count references to it.
struct PerPart: Hashable {
    private var first: Int32 = 0
    private var second: Int32 = 0
    private var third: Int32 = 0
    private var size: Int32 = 0

    init() {}

    /// - Parameter numbers: at most three.
    init(_ numbers: some Sequence<Int>) {
        for number in numbers { append(number) }
    }

    init(repeating number: Int, count: Int) {
        for _ in 0..<count { append(number) }
    }

    mutating func append(_ number: Int) {
        precondition(size < 3, "an application has at most three parts")
        size += 1
        self[Int(size) - 1] = number
    }

    /// One for each part again, without a list in between.
    func mapValues(_ transform: (Int) -> Int) -> PerPart {
        var mapped = self
        for position in indices { mapped[position] = transform(self[position]) }
        return mapped
    }
}

extension PerPart: RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral {
    init(arrayLiteral numbers: Int...) { self.init(numbers) }

    var startIndex: Int { 0 }
    var endIndex: Int { Int(size) }

    subscript(position: Int) -> Int {
        get {
            precondition(position >= 0 && position < Int(size))
            return Int(position == 0 ? first : position == 1 ? second : third)
        }
        set {
            precondition(position >= 0 && position < Int(size))
            switch position {
            case 0: first = Int32(newValue)
            case 1: second = Int32(newValue)
            default: third = Int32(newValue)
            }
        }
    }
}
