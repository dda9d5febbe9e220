/// The variables not yet decided, the most active first; equal activity by number, so that runs repeat.
///
/// A binary heap with positions. Bumping raises a variable's activity; decay is done by growing the bump
/// instead of shrinking all activities, with a rescale before the numbers overflow.
struct ActivityHeap {
    private var heap: [Int] = []
    /// -1: not in the heap.
    private var places: [Int] = []
    private var activity: [Double] = []
    private var bumpSize = 1.0
    private let decay = 0.95

    mutating func insertNew(_ variable: Int) {
        activity.append(0)
        places.append(-1)
        insert(variable)
    }

    mutating func insert(_ variable: Int) {
        guard places[variable] < 0 else { return }
        places[variable] = heap.count
        heap.append(variable)
        rise(heap.count - 1)
    }

    mutating func removeFirst() -> Int? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        places[first] = -1
        if !heap.isEmpty {
            heap[0] = last
            places[last] = 0
            sink(0)
        }
        return first
    }

    mutating func bump(_ variable: Int) {
        activity[variable] += bumpSize
        if activity[variable] > 1e100 {
            for index in activity.indices { activity[index] *= 1e-100 }
            bumpSize *= 1e-100
        }
        if places[variable] >= 0 { rise(places[variable]) }
    }

    mutating func decayAll() { bumpSize /= decay }

    func contains(_ variable: Int) -> Bool { places[variable] >= 0 }

    var isOrdered: Bool {
        heap.indices.dropFirst().allSatisfy { !precedes(heap[$0], heap[($0 - 1) / 2]) }
            && heap.indices.allSatisfy { places[heap[$0]] == $0 }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        activity[left] != activity[right] ? activity[left] > activity[right] : left < right
    }

    private mutating func rise(_ start: Int) {
        var index = start
        let variable = heap[index]
        while index > 0 {
            let parent = (index - 1) / 2
            guard precedes(variable, heap[parent]) else { break }
            heap[index] = heap[parent]
            places[heap[index]] = index
            index = parent
        }
        heap[index] = variable
        places[variable] = index
    }

    private mutating func sink(_ start: Int) {
        var index = start
        let variable = heap[index]
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
            guard precedes(heap[child], variable) else { break }
            heap[index] = heap[child]
            places[heap[index]] = index
            index = child
        }
        heap[index] = variable
        places[variable] = index
    }
}
