import Testing
import Tickets

@Suite struct Code128Tests {
    /// Three pixels to a module, and the quiet zone.
    private func picture(of code: Code128) -> GreyPicture {
        let quiet = [Bool](repeating: false, count: Code128.quietZone)
        let row = (quiet + code.modules + quiet).flatMap { [UInt8](repeating: $0 ? 0 : 255, count: 3) }
        let height = 40
        return GreyPicture(width: row.count, height: height, shades: (0..<height).flatMap { _ in row })
    }

    @Test func everyPairOfDigitsIsRead() throws {
        for start in stride(from: 0, to: 100, by: 10) {
            let digits = (start..<start + 10).map { ($0 < 10 ? "0" : "") + String($0) }.joined()
            #expect(try picture(of: Code128(digits: digits)).codes("code128") == [digits])
        }
    }

    /// Start C is 11010011100, the stop 1100011101011; the check symbol of 42 is (105 + 42) mod 103 = 44.
    @Test func symbolsOfTheStandard() {
        let modules = Code128(digits: "42").modules.map { $0 ? "1" : "0" }.joined()
        #expect(modules == "11010011100" + "10110111000" + "10001101110" + "1100011101011")
    }

    @Test func theTicketsNumberIsReadFromItsPage() throws {
        let content = try TestScenario.content()
        let reader = try PaperReader(TicketDrawing().pdf(of: content))
        defer { reader.discard() }
        #expect(try reader.scan(dpi: 200).codes("code128") == [content.number.digits])
    }
}
