/// Somebody who does not exist. Every name begins with 测试. The area code 110199 is assigned to no county, the
/// passports are of Utopia (ICAO's specimen country), the mobile numbers begin with 120, which no operator has:
/// a generated record cannot be mistaken for, or reach, a real person.
struct InventedPerson {
    let name: String
    let documentType: DocumentType
    let documentNumber: String
    let country: String?
    let phone: String

    private static let syllables = Array("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张")
    private static let minorityNames = ["古丽·样例汗", "阿依·演练别克", "卓玛·例句措", "吐尔逊·模拟江"]
    /// Outside the characters most fonts have: 䶮 (extension A), 𬭎 (extension E), 㛃.
    private static let rareCharacters = ["䶮", "𬭎", "㛃"]

    /// - Parameters:
    ///   - serial: from 1, unique among the people of one generated list.
    ///   - offset: the same for all people of a list, not negative.
    static func make(serial: Int, offset: Int, random: inout SeededRandom) -> InventedPerson {
        let phone = "120" + padded(serial, 8)
        let name = name(serial: serial, random: &random)
        let kind = random.int(in: 0...999)
        switch kind {
        case 0..<8:
            return InventedPerson(
                name: name, documentType: .passport, documentNumber: "TST" + padded(serial, 6), country: "UTO",
                phone: phone)
        case 8..<14:
            return InventedPerson(
                name: name, documentType: .hongKongMacaoPermit, documentNumber: "H" + hongKongDigits(serial),
                country: nil,
                phone: phone)
        case 14..<18:
            return InventedPerson(
                name: name, documentType: .taiwanPermit, documentNumber: padded(serial, 8), country: nil,
                phone: phone)
        default:
            return InventedPerson(
                name: name, documentType: kind < 40 ? .socialSecurityCard : .residentID,
                documentNumber: citizenNumber(serial: serial, offset: offset), country: nil, phone: phone)
        }
    }

    /// Eight digits: up from 99000001, and beyond a million down from 98000000.
    private static func hongKongDigits(_ serial: Int) -> String {
        String(serial < 1_000_000 ? 99_000_000 + serial : 99_000_000 - serial)
    }

    private static func name(serial: Int, random: inout SeededRandom) -> String {
        let first = random.pick(syllables).map(String.init) ?? ""
        let second = random.pick(syllables).map(String.init) ?? ""
        let rarity = random.int(in: 0...999)
        if rarity < 12 { return "测试" + (random.pick(minorityNames) ?? first) }
        // Two in every list, however short, so that printing is always tried with them.
        if serial == 7 || serial == 19 || rarity < 14 { return "测试" + (random.pick(rareCharacters) ?? first) + first }
        return "测试" + first + (random.happens(perMille: 700) ? second : "")
    }

    /// Born 1966 to 2005. Multiplying by a number prime to the count of all combinations visits each once, so
    /// no two serials below thirteen million share a number.
    private static func citizenNumber(serial: Int, offset: Int) -> String {
        let combination = (serial * 7_368_787 + offset) % (40 * 12 * 28 * 999)
        let sequence = combination % 999 + 1
        let day = combination / 999 % 28 + 1
        let month = combination / (999 * 28) % 12 + 1
        let year = 1966 + combination / (999 * 28 * 12)
        let digits = Array(("110199" + padded(year, 4) + padded(month, 2) + padded(day, 2) + padded(sequence, 3)).utf8)
        let check = CitizenNumber.check(digits).map { String(decoding: [$0], as: UTF8.self) } ?? ""
        return String(decoding: digits, as: UTF8.self) + check
    }

    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
