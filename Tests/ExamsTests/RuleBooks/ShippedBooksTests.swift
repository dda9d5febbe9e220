import Exams
import Foundation
import Testing

@Suite struct ShippedBooksTests {
    private let books: [RuleBook]

    init() throws { books = try RuleBook.shipped() }

    private func book(_ id: String) throws -> RuleBook { try #require(books.first { $0.id == id }) }

    @Test func everyRowIsAsPrinted() throws {
        let read = books.flatMap { book in
            book.catalogue.map {
                "\(book.id) \($0.number) \($0.occupation) \($0.workType ?? "——") \($0.level.rawValue) \($0.months)"
            }
        }
        let typed = expectedCatalogue.map {
            "\($0.book) \($0.number) \($0.occupation) \($0.workType ?? "——") \($0.level) \($0.months)"
        }
        #expect(read == typed)
    }

    @Test func countsOfTheFourNotices() {
        #expect(books.map(\.id) == ["BJKJ", "BJOU", "CECC", "ZJCX"])
        #expect(books.map(\.year.value) == [2024, 2026, 2024, 2024])
        #expect(books.map(\.catalogue.count) == [1, 9, 4, 25])
        let rowMonths = books.map { $0.catalogue.map(\.months.count).reduce(0, +) }
        #expect(rowMonths == [5, 22, 10, 51])
        #expect(rowMonths.reduce(0, +) == 88)
        #expect(Set(books.map(\.numberCode)).count == 4)
    }

    @Test func monthByMonthTheRowMonthsAreTheSame() {
        for book in books {
            let listed = book.months.map { book.rows(in: $0).count }.reduce(0, +)
            #expect(listed == book.catalogue.map(\.months.count).reduce(0, +))
            #expect(book.rows(in: Month(number: Month(year: book.year.value, month: 3)!.number + 12)).isEmpty)
        }
    }

    @Test func reviewIsForLevelsTwoAndOneOnly() {
        for book in books {
            for row in book.catalogue {
                let expected: [Subject] = row.level <= .two ? [.theory, .skill, .review] : [.theory, .skill]
                #expect(book.subjects(of: row).map(\.subject) == expected, "\(book.id) \(row.title)")
                #expect(
                    book.subjects(of: row).map(\.minutes.value) == (expected.count == 3 ? [90, 90, 30] : [90, 90]))
            }
        }
    }

    @Test func totalsAreThoseOfTheFeeTables() {
        for book in books {
            for row in book.catalogue {
                let subjects = book.subjects(of: row).map(\.subject)
                let total = row.level <= .two ? 24_000 : 16_000
                #expect(book.fee(for: row, subjects, retake: false) == total, "\(book.id) \(row.title)")
                #expect(book.fee(for: row, .skill, retake: true) == 8_000)
                if row.level > .two {
                    #expect(book.fee(for: row, .review, retake: false) == nil)
                    #expect(book.fee(for: row, [.theory, .review], retake: false) == nil)
                }
            }
        }
    }

    @Test func ticketWindows() throws {
        typealias Opening = TicketWindow.Opening
        let expected: [(String, Opening, TicketWindow.Delivery, Bool)] = [
            ("BJKJ", .onceSeated, .download, false), ("ZJCX", .daysBefore(7), .download, true),
            ("CECC", .daysBefore(5), .download, true), ("BJOU", .daysBefore(7), .push, true),
        ]
        for (id, opening, delivery, payment) in expected {
            let window = try book(id).ticketWindow
            #expect(window.opening.value == opening)
            #expect(window.delivery.value == delivery)
            #expect(window.requiresPayment.value == payment)
        }
    }

    @Test func onlyOneNoticeBans() throws {
        #expect(books.filter { $0.ban != nil }.map(\.id) == ["BJKJ"])
        let incident = try #require(Day("2024-05-18"))
        #expect(try book("BJKJ").banned(fromIncident: incident) == incident...#require(Day("2026-05-18")))
        #expect(try book("ZJCX").banned(fromIncident: incident) == nil)
    }

    @Test func onlyOneNoticeGivesUpTheRetake() {
        #expect(books.filter(\.retake.waivedByNewApplication.value).map(\.id) == ["CECC"])
    }

    @Test func retakeYearIncludesItsAnniversary() throws {
        let book = try book("CECC")
        #expect(try book.retakeLastDay(resultsPublished: #require(Day("2024-04-15"))).description == "2025-04-15")
        #expect(try book.retakeLastDay(resultsPublished: #require(Day("2024-02-29"))).description == "2025-02-28")
    }

    @Test func onlyOneNoticeRefusesTheSocialSecurityCard() throws {
        for id in ["BJKJ", "ZJCX", "CECC"] {
            #expect(
                try book(id).documents?.value.sorted { $0.rawValue < $1.rawValue }
                    == DocumentType.allCases.sorted { $0.rawValue < $1.rawValue })
        }
        #expect(
            Set(DocumentType.allCases).subtracting(try book("BJOU").documents?.value ?? []) == [.socialSecurityCard])
    }

    @Test func paymentEndsAtTheEndOfItsDay() throws {
        let deadline = try book("ZJCX").paymentDeadline(firstExamDay: #require(Day("2024-03-23")))
        #expect(deadline.description == "2024-03-12T00:00:00")
    }

    @Test func noWebAddressReachesCandidates() {
        for book in books {
            #expect(book.links.allSatisfy { !$0.verified.value })
            let printed =
                book.candidateNotices.map(\.value) + [book.ticketWindow.words.value, book.results.words.value]
            for text in printed {
                for mark in ["http", "www", ".cn", ".org", ".com"] { #expect(!text.contains(mark), "\(text)") }
            }
        }
    }

    @Test func aProgrammeIsFoundByItsIdAndByItsNames() throws {
        let book = try book("ZJCX")
        let row = try #require(book.row(programmeID: "ZJCX-22"))
        #expect(row.title == "互联网营销师（直播销售员）四级/中级工")
        #expect(book.row(programmeID: "CECC-22") == nil)
        #expect(book.row(occupation: "互联网 营销师", workType: "直播销 售员", level: .four) == row)
        #expect(book.row(occupation: "信息安全测试员（渗透测试员）", workType: nil, level: .three)?.number == 25)
        #expect(book.row(occupation: "电子商务师", workType: "--", level: .one)?.number == 4)
        #expect(book.row(occupation: "信息安全测试员", workType: nil, level: .three) == nil)
    }

    /// Every object that has a value also has a source, and every row and rule has one.
    @Test func everyValueHasItsSource() throws {
        for book in books {
            var sources: [String] = []
            collectSources(try JSONSerialization.jsonObject(with: JSONEncoder().encode(book)), into: &sources)
            #expect(sources.allSatisfy { Source($0) != nil })
            #expect(sources.contains { $0.hasPrefix("ours:") } && sources.contains { $0.hasPrefix("notice:") })
            for row in book.catalogue {
                guard case .notice = row.source else {
                    Issue.record("\(book.id) \(row.title) is not from the notice")
                    continue
                }
            }
        }
    }

    private func collectSources(_ value: Any, into sources: inout [String]) {
        if let object = value as? [String: Any] {
            if object["value"] != nil { #expect(object["source"] is String) }
            if let source = object["source"] as? String { sources.append(source) }
            for key in object.keys.sorted() { object[key].map { collectSources($0, into: &sources) } }
        } else if let list = value as? [Any] {
            for element in list { collectSources(element, into: &sources) }
        }
    }

    @Test func resultsAreDueAsTheNoticesCount() throws {
        let almanac = try Almanac.published()
        let vectors = [
            ("ZJCX", "2024-03-23", "2024-04-15"), ("ZJCX", "2024-04-20", "2024-05-13"),
            ("CECC", "2024-06-15", "2024-07-05"), ("CECC", "2024-09-21", "2024-10-16"),
            ("BJKJ", "2024-12-14", "2025-01-06"), ("BJOU", "2026-04-18", "2026-05-03"),
            ("BJOU", "2026-09-12", "2026-09-27"), ("BJOU", "2026-11-14", "2026-11-29"),
        ]
        for (id, last, due) in vectors {
            let day = try #require(Day(last))
            #expect(try book(id).resultsDue(lastExamDay: day, almanac: almanac).description == due, "\(id) \(last)")
        }
        #expect(try book("BJOU").resultsPublicUntil(published: #require(Day("2026-04-30"))).description == "2026-05-07")
    }

    @Test func booksSurviveWritingAndReading() throws {
        for book in books {
            #expect(try RuleBook.read(from: JSONEncoder().encode(book), file: "again.json") == book)
        }
    }
}
