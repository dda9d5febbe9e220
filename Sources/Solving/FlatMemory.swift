/// Owns plain arrays that live exactly as long as it does.
///
/// The search reads and writes them through bare pointers: no bounds, exclusivity or reference counting in its loops.
/// Everything that hands out such pointers keeps its `FlatMemory` beside them.
final class FlatMemory {
    private var arrays: [UnsafeMutableRawPointer] = []

    deinit {
        for array in arrays { array.deallocate() }
    }

    /// `count` times `value`, at the start of a cache line. Never of length zero, so that the pointer is always good.
    func array<Element: BitwiseCopyable>(_ count: Int, of value: Element) -> UnsafeMutablePointer<Element> {
        let length = max(count, 1)
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: length * MemoryLayout<Element>.stride, alignment: 64)
        arrays.append(raw)
        return raw.initializeMemory(as: Element.self, repeating: value, count: length)
    }

    func array<Element: BitwiseCopyable>(_ values: [Element], or empty: Element) -> UnsafeMutablePointer<Element> {
        let pointer = array(values.count, of: empty)
        for (index, value) in values.enumerated() { pointer[index] = value }
        return pointer
    }

    /// Lists one after another: the items of list `i` are at `starts[i] ..< starts[i + 1]`.
    func lists(_ lists: [[Int]]) -> (starts: UnsafeMutablePointer<Int32>, items: UnsafeMutablePointer<Int32>) {
        let starts = array(lists.count + 1, of: Int32(0))
        for (index, list) in lists.enumerated() { starts[index + 1] = starts[index] + Int32(list.count) }
        return (starts, array(lists.flatMap { $0.map(Int32.init) }, or: 0))
    }
}
