import Exams
import Storage
import Testing

func moment(_ text: String) -> LocalSecond {
    LocalSecond(text) ?? LocalSecond(number: 0)
}

let examDay = Day("2024-03-23") ?? Day(number: 0)
let morning = moment("2024-02-20T09:00:00")

/// The codes of what a piece of work is refused with; empty if it is not.
func codes(_ work: () throws -> Void) -> [String] {
    do {
        try work()
        return []
    } catch let fault as StorageFault {
        return fault.mistakes.map(\.code)
    } catch {
        return [String(describing: error)]
    }
}
