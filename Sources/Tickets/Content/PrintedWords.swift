import Exams

// The words and forms of dates in which tickets print the values of `Exams`.

extension Subject {
    var printed: String {
        switch self {
        case .theory: "理论知识"
        case .skill: "技能考核"
        case .review: "综合评审"
        }
    }
}

extension DocumentType {
    var printed: String {
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
}

extension Day {
    /// `2026年4月11日（周六）`.
    var printed: String { printedDate + "（周" + weekdayCharacter + "）" }

    /// `2026年4月11日`.
    var printedDate: String {
        let parts = components
        return "\(parts.year)年\(parts.month)月\(parts.day)日"
    }

    private var weekdayCharacter: String {
        switch weekday {
        case 1: "一"
        case 2: "二"
        case 3: "三"
        case 4: "四"
        case 5: "五"
        case 6: "六"
        default: "日"
        }
    }
}

extension Month {
    /// `2026年4月`.
    var printed: String { "\(year)年\(monthOfYear)月" }
}
