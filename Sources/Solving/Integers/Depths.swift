/// Some of the first whole numbers.
struct Depths {
    private var words: [UInt64]

    init(below end: Int) {
        words = Array(repeating: .max, count: end / 64)
        if end % 64 > 0 { words.append((1 << UInt64(end % 64)) - 1) }
    }

    func contains(_ depth: Int) -> Bool {
        depth / 64 < words.count && words[depth / 64] & 1 << UInt64(depth % 64) != 0
    }

    mutating func insert(_ depth: Int) {
        while words.count <= depth / 64 { words.append(0) }
        words[depth / 64] |= 1 << UInt64(depth % 64)
    }

    mutating func remove(_ depth: Int) {
        if depth / 64 < words.count { words[depth / 64] &= ~(1 << UInt64(depth % 64)) }
    }

    mutating func formUnion(_ other: Depths) {
        while words.count < other.words.count { words.append(0) }
        for index in other.words.indices { words[index] |= other.words[index] }
    }
}
