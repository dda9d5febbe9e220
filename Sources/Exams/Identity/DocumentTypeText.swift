extension DocumentType {
    package var title: String {
        switch self {
        case .residentID: "居民身份证"
        case .socialSecurityCard: "社保卡"
        case .hongKongMacaoPermit: "港澳居民来往内地通行证"
        case .residencePermit: "港澳台居民居住证"
        case .hongKongID: "香港居民身份证"
        case .macaoID: "澳门居民身份证"
        case .taiwanPermit: "台湾居民来往大陆通行证"
        case .foreignPermanentID: "外国人永久居留身份证"
        case .passport: "护照"
        }
    }

    /// Other names in use. `港澳居民往来港澳通行证` is how three of the 2024 notices misname the permit.
    private var aliases: [String] {
        switch self {
        case .residentID: ["身份证", "二代身份证", "第二代居民身份证", "中华人民共和国居民身份证", "residentid"]
        case .socialSecurityCard: ["北京社保卡", "社会保障卡", "socialsecuritycard"]
        case .hongKongMacaoPermit: ["回乡证", "港澳通行证", "港澳居民往来港澳通行证", "港澳居民往来内地通行证", "hongkongmacaopermit"]
        case .residencePermit: ["居住证", "港澳居民居住证", "台湾居民居住证", "residencepermit"]
        case .hongKongID: ["香港身份证", "hongkongid"]
        case .macaoID: ["澳门身份证", "macaoid"]
        case .taiwanPermit: ["台胞证", "台湾居民往来大陆通行证", "taiwanpermit"]
        case .foreignPermanentID: ["外国人永居证", "永居证", "foreignpermanentid"]
        case .passport: ["港澳护照", "passport"]
        }
    }

    /// From a cell's word (`Cell.word`): half-width, lower case, no blanks.
    init?(word: String) {
        guard let type = DocumentType.allCases.first(where: { $0.title == word || $0.aliases.contains(word) }) else {
            return nil
        }
        self = type
    }
}
