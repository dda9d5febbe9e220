/// A sentence, or a piece of one, in both languages.
struct Bilingual: Hashable {
    var zh: String
    var en: String

    init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    /// As the documents have it: Chinese, then English.
    var text: String { zh + " / " + en }
}

extension Sequence where Element == Bilingual {
    func joined(_ zh: String, _ en: String) -> Bilingual {
        Bilingual(map(\.zh).joined(separator: zh), map(\.en).joined(separator: en))
    }
}
