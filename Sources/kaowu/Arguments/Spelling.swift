/// The name somebody probably meant.
enum Spelling {
    /// Nil if nothing is near: more than two edits, or more than half of the word, is a guess and no help.
    static func nearest(to word: String, among names: [String]) -> String? {
        let ranked = names.map { (name: $0, edits: edits(from: Array(word), to: Array($0))) }
        guard let best = ranked.min(by: { ($0.edits, $0.name) < ($1.edits, $1.name) }) else { return nil }
        return best.edits <= min(2, max(1, word.count / 2)) ? best.name : nil
    }

    /// Levenshtein's distance, one row at a time.
    private static func edits(from source: [Character], to target: [Character]) -> Int {
        var row = Array(0...target.count)
        for (index, character) in source.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let substituted = diagonal + (character == target[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
            }
        }
        return row[target.count]
    }
}
