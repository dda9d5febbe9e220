import Exams
import Foundation
import Testing

@Suite struct RuleBookReaderTests {
    private typealias Object = [String: Any]

    /// A shipped book after somebody edited its file.
    private func mistakes(in id: String = "ZJCX", year: Int = 2024, after edit: (inout Object) -> Void) throws
        -> [Mistake]
    {
        let data = try JSONEncoder().encode(RuleBook.shipped(id: id, year: year))
        var document = try #require(JSONSerialization.jsonObject(with: data) as? Object)
        edit(&document)
        let edited = try JSONSerialization.data(withJSONObject: document)
        do {
            _ = try RuleBook.read(from: edited, file: "edited.json")
            return []
        } catch let found as Mistakes {
            #expect(found.all.allSatisfy { $0.file == "edited.json" && !$0.cause.isEmpty && !$0.action.isEmpty })
            return found.all
        }
    }

    private func editRow(_ index: Int, of list: String = "catalogue", _ edit: @escaping (inout Object) -> Void) -> (
        inout Object
    ) -> Void {
        return { document in
            guard var rows = document[list] as? [Object] else { return }
            edit(&rows[index])
            document[list] = rows
        }
    }

    private func places(_ mistakes: [Mistake]) -> [String] { mistakes.map { "\($0.code) \($0.column ?? "")" } }

    @Test func anUntouchedBookIsFine() throws {
        #expect(try mistakes { _ in } == [])
    }

    @Test func mistakesOfSeveralPlacesAreReportedTogether() throws {
        let found = try mistakes { document in
            editRow(2) { $0["level"] = 6 }(&document)
            editRow(4) { $0["months"] = "4.7.11" }(&document)
            editRow(0, of: "fees") { $0["retakeFee"] = nil }(&document)
            document["retake"] = nil
            document["institution"] = ["value": "某机构", "source": "line 3"]
        }
        #expect(
            places(found) == [
                "source-missing institution.source", "level-unknown catalogue[2].level",
                "value-wrong-kind catalogue[4].months", "value-missing fees[0].retakeFee", "value-missing retake",
            ])
    }

    @Test func contradictionsAreReportedTogether() throws {
        let found = try mistakes { document in
            editRow(0) { $0["months"] = [3, 13] }(&document)
            editRow(1) { $0["months"] = [5, 3] }(&document)
            editRow(2) { $0["months"] = [Int]() }(&document)
            editRow(6) { $0["number"] = 6 }(&document)
            editRow(8) { $0["level"] = 5 }(&document)
            document["numberCode"] = "12"
        }
        #expect(
            places(found) == [
                "id-malformed numberCode", "month-out-of-range catalogue[0].months", "month-order catalogue[1].months",
                "month-missing catalogue[2].months", "row-duplicate catalogue[6].number", "row-duplicate catalogue[8]",
            ])
    }

    @Test func aSubjectWithoutOrWithTwoFees() throws {
        let none = try mistakes(in: "CECC") { document in
            document["fees"] = (document["fees"] as? [Object])?.filter { $0["subject"] as? String == "theory" }
        }
        #expect(places(none) == (0..<4).map { "fee-missing catalogue[\($0)]" })
        let two = try mistakes(in: "CECC") { document in
            guard let fees = document["fees"] as? [Object] else { return }
            document["fees"] = fees + [fees[0]]
        }
        #expect(places(two) == (0..<4).map { "fee-duplicate catalogue[\($0)]" })
    }

    @Test func aRowWithoutSubjectsAndARuleWithoutRow() throws {
        let found = try mistakes(in: "BJKJ") { document in
            document["subjects"] = (document["subjects"] as? [Object])?.map { rule in
                var rule = rule
                rule["occupation"] = "科技资询师"
                return rule
            }
        }
        #expect(
            places(found) == [
                "occupation-unknown subjects[0].occupation", "occupation-unknown subjects[1].occupation",
                "subject-missing catalogue[0]",
            ])
    }

    @Test func misspeltKeysAndBlankTexts() throws {
        let found = try mistakes { document in
            document["bann"] = ["years": 2]
            editRow(7) { $0["worktype"] = "平台管理员" }(&document)
            editRow(8) { $0["workType"] = " " }(&document)
        }
        #expect(
            places(found) == [
                "key-unknown bann", "key-unknown catalogue[7].worktype", "value-blank catalogue[8].workType",
            ])
    }

    @Test func windowsAndNumbersThatCannotBe() throws {
        let found = try mistakes { document in
            document["ticketWindow"] = (document["ticketWindow"] as? Object)?.merging(
                ["opening": ["value": "oneSeated", "source": "notice:74"]]) { $1 }
        }
        #expect(places(found) == ["value-wrong ticketWindow.opening.value"])
        let negative = try mistakes { document in
            document["ticketWindow"] = (document["ticketWindow"] as? Object)?.merging(
                ["opening": ["value": ["daysBefore": -7], "source": "notice:74"]]) { $1 }
            editRow(0, of: "fees") { $0["fee"] = ["value": -80, "source": "notice:216"] }(&document)
        }
        #expect(
            places(negative) == [
                "number-out-of-range fees[0].fee.value", "number-out-of-range ticketWindow.opening.value",
            ])
    }

    @Test(arguments: ["notice:", "notice:0", "notice:3,x", "notice:3,,4", "ours:", "ours: ", "3", ""])
    func aSourceSaysWhere(text: String) {
        #expect(Source(text) == nil)
    }

    @Test func aFileThatIsNotJSON() throws {
        for text in ["", "{ \"id\": \"ZJCX\", }}", "序号,职业", "{ \"id\": \"ZJCX\""] {
            let error = #expect(throws: Mistakes.self) { try RuleBook.read(from: Data(text.utf8), file: "broken.json") }
            #expect(error?.all.map(\.code) == ["json-unreadable"])
        }
        let error = #expect(throws: Mistakes.self) { try RuleBook.read(from: Data("[]".utf8), file: "broken.json") }
        #expect(error?.all.map(\.code) == ["value-wrong-kind"])
    }

    @Test func booksThatCannotBeUsedTogether() throws {
        let books = try RuleBook.shipped()
        var next = try #require(books.first)
        #expect(RuleBook.clashes(among: books + [next]).map(\.code) == ["rule-book-duplicate"])
        next.year.value += 1
        #expect(RuleBook.clashes(among: books + [next]) == [])
        next.numberCode = books[1].numberCode
        #expect(RuleBook.clashes(among: books + [next]).map(\.code) == ["number-code-clash", "number-code-clash"])
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        let book = try RuleBook.shipped(id: "BJKJ", year: 2024)
        let data = try Data([0xEF, 0xBB, 0xBF]) + JSONEncoder().encode(book)
        #expect(try RuleBook.read(from: data, file: "marked.json") == book)
    }

    @Test func anUnknownBookNamesTheKnownOnes() throws {
        let error = #expect(throws: Mistakes.self) { try RuleBook.shipped(id: "ZJCX", year: 2025) }
        #expect(error?.all.map(\.code) == ["rule-book-missing"])
        #expect(error?.all.first?.action.contains("BJKJ-2024, BJOU-2026, CECC-2024, ZJCX-2024") == true)
        #expect(throws: Mistakes.self) { try RuleBook.read(from: URL(fileURLWithPath: "/nowhere/book.json")) }
    }

    @Test func missingDataSaysWhatToDo() throws {
        let nowhere = ShippedFiles(beside: [URL(fileURLWithPath: "/nowhere")])
        for read in [
            { _ = try RuleBook.shipped(in: nowhere) }, { _ = try NewOccupations.shipped(in: nowhere) },
            { _ = try WorkCalendar.published(year: 2024, in: nowhere) },
        ] as [() throws -> Void] {
            let error = #expect(throws: Mistakes.self) { try read() }
            #expect(error?.all.map(\.code) == ["data-missing"])
        }
    }
}
