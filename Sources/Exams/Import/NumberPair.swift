/// Two numbers in one cell: `2行3列`, `2排3座`, `10比11`, `2-3`, `10/11`. Excel turns the last two into dates when
/// somebody opens the sheet (`2月3日`), so those are read too; no other meaning is possible there.
enum NumberPair {
    private static let betweens = ["行", "排", "比", "-", "/", ":", "月", ","]
    private static let ends = ["列", "座", "号", "日"]

    static func read(_ cell: Cell) -> (Int, Int)? {
        let word = cell.word
        for between in betweens {
            let halves = word.split(separator: between, maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let first = Int(halves[0]) else { continue }
            var rest = halves[1]
            for end in ends where rest.hasSuffix(end) { rest = rest.dropLast() }
            guard let second = Int(rest), second >= 0 else { return nil }
            return (first, second)
        }
        return nil
    }
}
