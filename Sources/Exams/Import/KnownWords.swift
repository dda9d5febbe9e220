/// What the words met so far mean: a sheet spells its few programmes, reviews and documents a million times.
struct KnownWords {
    /// As a cell has it. Compared as bytes: strings that are not plain ASCII are brought into a normal form first, each
    /// time.
    struct Word: Hashable {
        let bytes: ArraySlice<UInt8>

        static func == (left: Word, right: Word) -> Bool { left.bytes.elementsEqual(right.bytes) }

        func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
    }

    struct Programme: Hashable {
        let institution: Word
        let occupation: Word
        let workType: Word
        let level: Word
    }

    /// Who waits for a programme from a month on.
    struct Wait: Hashable {
        let programme: String
        let month: Month
    }

    /// The first sitting that could take somebody.
    enum FirstSitting {
        case nowhere
        /// The day it begins; nil if it has no period.
        case on(Day?)
    }

    var programmes: [Programme: Catalogue.Entry] = [:]
    var reviews: [Word: Registration.Review] = [:]
    var documentTypes: [Word: DocumentType] = [:]
    /// Venues by code and name.
    var venues: [String: String] = [:]
    var districts: Set<String> = []
    /// By rule book: the documents it accepts; nil: it names none.
    var documentsOfBooks: [[DocumentType]?] = []
    var firstSittings: [Wait: FirstSitting] = [:]
}

/// A person may have one live application for a programme and month, and one retake. Small numbers, as there are as
/// many as rows.
struct Claim: Hashable {
    let person: Int32
    let programme: Int32
    let month: Int32
    let isRetake: Bool
}

extension Registration.Review {
    /// From a cell's word.
    init?(word: String) {
        switch word {
        case "审核通过", "通过", "已通过", "合格", "approved": self = .approved
        case "审核不通过", "不通过", "未通过", "驳回", "不合格", "rejected": self = .rejected
        case "待审核", "审核中", "已提交", "未审核", "submitted": self = .submitted
        default: return nil
        }
    }
}
