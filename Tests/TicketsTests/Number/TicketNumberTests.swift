import Exams
import Testing
import Tickets

@Suite struct TicketNumberTests {
    private func number(_ month: String, _ institution: String, _ serial: Int) throws -> TicketNumber {
        try TicketNumber(month: #require(Month(month)), institution: institution, serial: serial)
    }

    @Test func partsStandInTheirPlaces() throws {
        let number = try number("2026-04", "004", 1234)
        #expect(number.digits.hasPrefix("261100404001234"))
        #expect(number.digits.count == 16)
        #expect(number.month == Month("2026-04"))
        #expect(number.numberCode == "004")
        #expect(number.serial == 1234)
    }

    /// ISO 7064:2003's own example for MOD 11,10: 0794 takes the check digit 5.
    @Test func checkDigitOfTheStandardsExample() {
        #expect(CheckDigit.append(to: [0, 7, 9, 4]) == 5)
        #expect(CheckDigit.holds([0, 7, 9, 4, 5]))
    }

    @Test func textIsReadBackPlainAndGrouped() throws {
        let number = try number("2024-12", "003", 999_999)
        #expect(TicketNumber(number.digits) == number)
        #expect(TicketNumber(number.grouped) == number)
        #expect(number.grouped.count == 19)
        for text in ["", "1", number.digits + "0", " " + number.digits, number.digits.dropLast() + "x"] {
            #expect(TicketNumber(text) == nil, "\(text)")
        }
    }

    @Test func everySingleWrongDigitIsCaught() throws {
        for serial in [1, 77, 4_096, 500_000, 999_999] {
            let digits = try number("2024-03", "002", serial).digits.compactMap(\.wholeNumberValue)
            for place in digits.indices {
                for wrong in 0...9 where wrong != digits[place] {
                    var changed = digits
                    changed[place] = wrong
                    #expect(!CheckDigit.holds(changed), "\(changed)")
                }
            }
        }
    }

    /// MOD 11,10 is blind to one pair of neighbouring digits per state and to no other swap.
    @Test func swapsAreCaughtExceptTheKnownPair() throws {
        var swaps = 0
        var missed = 0
        for serial in stride(from: 1, through: 999_999, by: 977) {
            let digits = try number("2024-03", "002", serial).digits.compactMap(\.wholeNumberValue)
            for place in 0..<15 where digits[place] != digits[place + 1] {
                var changed = digits
                changed.swapAt(place, place + 1)
                swaps += 1
                guard CheckDigit.holds(changed) else { continue }
                missed += 1
                let distance = abs(digits[place] - digits[place + 1])
                #expect(distance == 1 || distance == 9, "\(digits) passes with places \(place), \(place + 1) swapped")
            }
        }
        #expect(swaps > 5_000)
        #expect(missed * 25 < swaps, "\(missed) of \(swaps) swaps were missed")
    }

    @Test func partsThatDoNotFitAreRefusedTogether() throws {
        let month = try #require(Month("2124-03"))
        let refused = #expect(throws: Mistakes.self) {
            try TicketNumber(month: month, institution: "2x", serial: 1_000_000)
        }
        #expect(
            refused?.all.map(\.code) == ["ticket-number-year", "ticket-number-institution", "ticket-number-serial"])
    }
}
