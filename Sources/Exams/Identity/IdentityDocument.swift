/// What a person shows at the door: type, number in its canonical form, and for passports the country.
package struct IdentityDocument: Equatable, Sendable {
    package let type: DocumentType
    /// Half-width, upper case, without blanks and brackets.
    package let number: String
    package let country: String?

    /// The number as it may be shown: the first three and the last two characters.
    package var maskedNumber: String { IdentityDocument.masked(Array(number.utf8)) }

    /// Equal for two documents exactly if they name the same human being as far as documents can tell.
    /// The 社保卡 carries the citizen's number; a permit's tenth and eleventh digit only count its re-issues.
    package var personKey: String {
        switch type {
        case .residentID, .socialSecurityCard, .residencePermit: "citizen/" + number
        case .hongKongMacaoPermit: "permit/" + number.prefix(9)
        case .passport: "passport/" + (country ?? "") + "/" + number
        case .hongKongID, .macaoID, .taiwanPermit, .foreignPermanentID: type.rawValue + "/" + number
        }
    }

    package static func masked(_ number: [UInt8]) -> String {
        guard number.count > 7 else { return "***" }
        return String(decoding: number.prefix(3), as: UTF8.self) + String(repeating: "*", count: number.count - 5)
            + String(decoding: number.suffix(2), as: UTF8.self)
    }

    /// Reads a number as people and Excel write it: full-width digits, lower-case x, blanks, brackets, an
    /// apostrophe or `="…"` that keeps Excel from calculating.
    static func read(_ type: DocumentType, _ raw: [UInt8], country: String?) -> Result<IdentityDocument, Fault> {
        let number = canonical(raw)
        if let fault = fault(of: number, type: type, country: country) { return .failure(fault) }
        return .success(
            IdentityDocument(
                type: type, number: String(decoding: number, as: UTF8.self), country: type == .passport ? country : nil)
        )
    }

    private static func canonical(_ raw: [UInt8]) -> [UInt8] {
        var number: [UInt8] = []
        number.reserveCapacity(raw.count)
        for byte in raw {
            switch byte {
            case 0x61...0x7A: number.append(byte - 0x20)
            case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "("),
                UInt8(ascii: ")"), 0x09, 0x0A, 0x0D, 0x20:
                continue
            default: number.append(byte)
            }
        }
        return number
    }

    private static func fault(of number: [UInt8], type: DocumentType, country: String?) -> Fault? {
        switch type {
        case .residentID, .socialSecurityCard: return citizenFault(number)
        case .residencePermit: return residencePermitFault(number)
        case .foreignPermanentID: return foreignFault(number)
        case .hongKongMacaoPermit:
            let isRight = matches(number.prefix(1), "HM") && hasDigits(number.dropFirst(), [8, 10])
            return isRight ? nil : .format("港澳居民来往内地通行证号码是 H 或 M 加 8 位数字（旧证末尾另有 2 位换证次数）。")
        case .taiwanPermit:
            let isRight =
                hasDigits(number[...], [8, 10]) || (hasDigits(number.dropLast(), [10]) && isLetter(number.last))
            return isRight ? nil : .format("台湾居民来往大陆通行证号码是 8 位数字（旧证为 10 位数字加 1 个字母）。")
        case .hongKongID:
            let letters = number.prefix { isLetter($0) }.count
            let digits = number.dropFirst(letters)
            let isRight =
                (1...2).contains(letters)
                && (hasDigits(digits, [6, 7])
                    || (hasDigits(digits.dropLast(), [6]) && digits.last == UInt8(ascii: "A")))
            return isRight ? nil : .format("香港居民身份证号码是 1～2 个字母、6 位数字和括号内的校验码。")
        case .macaoID:
            return hasDigits(number[...], [7, 8]) ? nil : .format("澳门居民身份证号码是 7 位数字和括号内的 1 位校验码。")
        case .passport:
            if country == nil { return .countryMissing }
            if CitizenNumber.isRuined(number) && !CitizenNumber.hasForm(number) { return .ruined }
            let isRight =
                (5...20).contains(number.count) && number.allSatisfy { isLetter($0) || (48...57).contains($0) }
            return isRight ? nil : .format("护照号码是 5～20 个字母和数字。")
        }
    }

    private static func citizenFault(_ number: [UInt8]) -> Fault? {
        if CitizenNumber.isRuined(number) { return .ruined }
        if hasDigits(number[...], [15]) { return .old }
        guard CitizenNumber.hasForm(number) else { return .format("居民身份证号码是 17 位数字加 1 位数字或 X。") }
        if number.starts(with: "81".utf8) || number.starts(with: "82".utf8) || number.starts(with: "83".utf8) {
            return .type("81、82、83 开头的是港澳台居民居住证号码。")
        }
        if number.first == UInt8(ascii: "9") { return .type("9 开头的是外国人永久居留身份证号码。") }
        guard CitizenNumber.hasRightCheck(number) else { return .checksum }
        guard CitizenNumber.isProvince(number) else { return .format("前两位不是省级行政区划代码。") }
        return CitizenNumber.birth(number) == nil ? .format("第 7～14 位不是有效的出生日期。") : nil
    }

    private static func residencePermitFault(_ number: [UInt8]) -> Fault? {
        if CitizenNumber.isRuined(number) { return .ruined }
        guard CitizenNumber.hasForm(number) else { return .format("港澳台居民居住证号码是 17 位数字加 1 位数字或 X。") }
        guard ["810000", "820000", "830000"].contains(where: { number.starts(with: $0.utf8) }) else {
            return .type("港澳台居民居住证号码以 810000、820000 或 830000 开头。")
        }
        guard CitizenNumber.hasRightCheck(number) else { return .checksum }
        return CitizenNumber.birth(number) == nil ? .format("第 7～14 位不是有效的出生日期。") : nil
    }

    /// Cards of before 2023-12-01 keep three letters and twelve digits until they expire.
    private static func foreignFault(_ number: [UInt8]) -> Fault? {
        if CitizenNumber.isRuined(number) { return .ruined }
        let isOldCard =
            number.count == 15 && number.prefix(3).allSatisfy { isLetter($0) } && hasDigits(number.dropFirst(3), [12])
        if isOldCard { return nil }
        guard CitizenNumber.hasForm(number) else {
            return .format("外国人永久居留身份证号码是 9 开头的 18 位，或旧证的 3 个字母加 12 位数字。")
        }
        guard number.first == UInt8(ascii: "9") else { return .type("18 位的外国人永久居留身份证号码以 9 开头。") }
        return CitizenNumber.hasRightCheck(number) ? nil : .checksum
    }

    private static func isLetter(_ byte: UInt8?) -> Bool { byte.map { (0x41...0x5A).contains($0) } ?? false }

    private static func matches(_ bytes: ArraySlice<UInt8>, _ letters: String) -> Bool {
        bytes.first.map { letters.utf8.contains($0) } ?? false
    }

    private static func hasDigits(_ bytes: ArraySlice<UInt8>, _ counts: [Int]) -> Bool {
        counts.contains(bytes.count) && bytes.allSatisfy { (48...57).contains($0) }
    }
}

extension IdentityDocument {
    /// Why a number cannot be right. None quotes the number.
    enum Fault: Error, Equatable {
        /// Excel turned it into a floating-point number.
        case ruined
        case checksum
        /// A 15-digit number, void since 2013-01-01.
        case old
        case format(String)
        /// Right for another type of document.
        case type(String)
        case countryMissing

        var code: String {
            switch self {
            case .ruined: "id-number-ruined"
            case .checksum: "id-number-checksum"
            case .old: "id-number-old"
            case .format: "id-number-format"
            case .type: "document-type-mismatch"
            case .countryMissing: "passport-country-missing"
            }
        }

        func cause(_ masked: String) -> String {
            switch self {
            case .ruined: "证件号码 \(masked) 已被 Excel 改成数值，末几位丢失。"
            case .checksum: "证件号码 \(masked) 的校验码不对，至少有一位抄错。"
            case .old: "证件号码 \(masked) 是 15 位的旧号码，2013 年起停用。"
            case .format(let rule): "证件号码 \(masked) 的格式不对：\(rule)"
            case .type(let rule): "证件号码 \(masked) 与证件类型不符：\(rule)"
            case .countryMissing: "护照没有填写签发国家或地区，不同国家的护照号码可能相同。"
            }
        }

        var action: String {
            switch self {
            case .ruined: "把证件号码一列的格式设为“文本”，从报名系统重新导出；丢失的数字无法恢复。"
            case .checksum: "对照证件原件改正号码。"
            case .old: "填写现行 18 位号码。"
            case .format: "对照证件原件改正号码，并检查证件类型。"
            case .type: "改正证件类型或号码。"
            case .countryMissing: "填写“国家/地区”一列。"
            }
        }
    }
}
