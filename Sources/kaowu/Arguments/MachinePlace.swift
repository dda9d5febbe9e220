/// A machine as staff write it: `2行3列`, `2,3`.
enum MachinePlace {
    /// `[row, column]`, from 1; nil if there are not just two numbers.
    static func read(_ text: String) -> [Int]? {
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        return numbers.count == 2 ? numbers : nil
    }
}
