import Testing

@testable import Exams

/// The numbers are specimens: the standard's own example, permits with invented dates, or of area 110199, which
/// is assigned to no county.
@Suite struct IdentityDocumentTests {
    private func read(_ type: DocumentType, _ number: String, _ country: String? = nil) -> (
        number: String?, fault: String?
    ) {
        switch IdentityDocument.read(type, Array(number.utf8), country: country) {
        case .success(let document): (document.number, nil)
        case .failure(let fault): (nil, fault.code)
        }
    }

    @Test(arguments: [
        (DocumentType.residentID, "11010519491231002X"),
        (.residentID, "440524188001010014".replacing("1880", with: "1980")),
    ]) func checkDecides(type: DocumentType, number: String) throws {
        let digits = Array(number.utf8.prefix(17))
        let check = try #require(CitizenNumber.check(digits))
        let right = String(decoding: digits + [check], as: UTF8.self)
        #expect(read(type, right).number == right)
        for wrong in "0123456789X" where String(wrong) != String(decoding: [check], as: UTF8.self) {
            let fault = read(type, String(decoding: digits, as: UTF8.self) + String(wrong)).fault
            #expect(fault == "id-number-checksum")
        }
    }

    @Test func theStandardsExampleIsRight() {
        #expect(read(.residentID, "11010519491231002X").fault == nil)
        #expect(read(.residentID, "11010519491231002x").number == "11010519491231002X")
        #expect(read(.socialSecurityCard, " 110105 19491231 002X").number == "11010519491231002X")
        #expect(read(.residentID, "'11010519491231002X").number == "11010519491231002X")
        #expect(read(.residentID, "=\"11010519491231002X\"").number == "11010519491231002X")
    }

    @Test(arguments: ["1.1E+17", "1.10105E+17", "1.10105194912310E+17", "110105194912310000", "4.40524E+17"])
    func whatExcelRuinedIsRecognised(number: String) {
        #expect(read(.residentID, number).fault == "id-number-ruined")
    }

    /// A right check wins: people whose sequence is x00 and whose check is 0 exist.
    @Test func threeZeroesWithARightCheckAreANumber() throws {
        let number = try #require(
            (1...28).lazy.map { "110199199001\($0 < 10 ? "0" : "")\($0)100" }
                .first { CitizenNumber.check(Array($0.utf8)) == UInt8(ascii: "0") })
        #expect(read(.residentID, number + "0").fault == nil)
    }

    @Test func otherFaultsHaveTheirOwnCodes() {
        #expect(read(.residentID, "110105491231002").fault == "id-number-old")
        #expect(read(.residentID, "1101051949123100").fault == "id-number-format")
        #expect(read(.residentID, "810000199408230021").fault == "document-type-mismatch")
        #expect(read(.residentID, "911124198108030024").fault == "document-type-mismatch")
        #expect(read(.residencePermit, "11010519491231002X").fault == "document-type-mismatch")
        #expect(read(.residencePermit, "820000199001010011").fault == "id-number-checksum")
        #expect(read(.residentID, "000000000000000000").fault != nil)
    }

    @Test func otherDocuments() {
        #expect(read(.residencePermit, "810000199408230021").fault == nil)
        #expect(read(.residencePermit, "830000199201300022").fault == nil)
        #expect(read(.foreignPermanentID, "911124198108030024").fault == nil)
        #expect(read(.foreignPermanentID, "UTO110080010101").fault == nil)
        #expect(read(.hongKongMacaoPermit, "h99000001").number == "H99000001")
        #expect(read(.hongKongMacaoPermit, "X99000001").fault == "id-number-format")
        #expect(read(.taiwanPermit, "00000001").fault == nil)
        #expect(read(.hongKongID, "Z683365(5)").number == "Z6833655")
        #expect(read(.macaoID, "1234567(8)").number == "12345678")
        #expect(read(.passport, "TST000001").fault == "passport-country-missing")
        #expect(read(.passport, "TST000001", "UTO").fault == nil)
        #expect(read(.passport, "T 1", "UTO").fault == "id-number-format")
    }

    @Test func aPersonIsOneWhateverTheyShow() throws {
        func key(_ type: DocumentType, _ number: String, _ country: String? = nil) throws -> String {
            try IdentityDocument.read(type, Array(number.utf8), country: country).get().personKey
        }
        #expect(try key(.residentID, "11010519491231002X") == key(.socialSecurityCard, "11010519491231002x"))
        #expect(try key(.hongKongMacaoPermit, "H9900000101") == key(.hongKongMacaoPermit, "H99000001"))
        #expect(try key(.passport, "TST000001", "UTO") != key(.passport, "TST000001", "XXX"))
        #expect(try key(.taiwanPermit, "12345678") != key(.macaoID, "12345678"))
    }

    @Test func masksShowFiveCharacters() {
        #expect(IdentityDocument.masked(Array("11010519491231002X".utf8)) == "110*************2X")
        #expect(IdentityDocument.masked(Array("A12".utf8)) == "***")
    }

    @Test func namesAreComparedAsTheyAreMeant() {
        #expect(PersonName.canonical("测试　甲") == "测试甲")
        #expect(PersonName.canonical(" 阿依•测试 ") == "阿依·测试")
        #expect(PersonName.canonical("TEST  PERSON") == "TEST PERSON")
        #expect(PersonName.canonical("阿依 • 测试") == "阿依·测试")
    }

    /// Only a Chinese name is stretched by blanks; elsewhere they part words.
    @Test(arguments: ["Nguyễn Thị Ánh O'Brien-Łukasz", "É Ł", "Łukasz Test", "测试 Test"])
    func blanksBetweenWordsStay(name: String) {
        #expect(PersonName.canonical(name) == name)
        #expect(PersonName.canonical(name.replacing(" ", with: "\u{3000} ")) == name)
    }
}
