import Exams
import Foundation
import Testing
import Verifying

@Suite struct StatementTests {
    /// Each law has one file of its name, so that whoever knows the law finds the statement.
    @Test func everyLawHasItsFile() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Verifying/Laws")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(files == Law.allCases.map { $0.rawValue + ".swift" }.sorted())
        for law in Law.allCases {
            let text = try String(contentsOf: folder.appending(path: law.rawValue + ".swift"), encoding: .utf8)
            #expect(text.contains("/// Law \(law.number). "), "\(law.rawValue) opens with its law")
        }
    }

    @Test func aScenariosPeriodsKeepItsCalendars() throws {
        func breaches(_ day: String, holidays: String = "[]", makeUp: String = "[]", blackouts: String = "[]") throws
            -> Int
        {
            let text = """
                {"name": "试", "policy": {"spare": [10, 11], "gapMinutes": 30, "travelMinutes": 90, "maxSessionsPerDay": 3,
                  "invigilatorFor": 15, "invigilatorsLeast": 2, "tailRoom": 5}, "ruleBooks": [], "needs": [], "venues": [], "people": [],
                 "registrations": [], "blackouts": \(blackouts),
                 "calendars": [{"year": 2024, "source": "国务院办公厅", "holidays": \(holidays), "makeUpWorkingDays": \(makeUp)}],
                 "sittings": [{"id": "S", "institution": "A", "month": "\(day.prefix(7))", "programmes": [],
                   "periods": [{"id": "P", "start": "\(day)T09:00", "end": "\(day)T10:30"}],
                   "paymentDeadline": "2024-01-01T00:00:00", "minimumEnrolment": 1, "maxWaves": 1}]}
                """
            let found = calendarBreaches(of: try JSONDecoder().decode(Scenario.self, from: Data(text.utf8)))
            #expect(found.allSatisfy { $0.law == .calendar })
            return found.count
        }
        #expect(try breaches("2024-09-21") == 0)
        #expect(try breaches("2024-10-01", holidays: #"["2024-10-01"]"#) == 1)
        #expect(try breaches("2024-10-12", makeUp: #"["2024-09-14", "2024-10-12"]"#) == 1)
        #expect(try breaches("2024-06-07", blackouts: #"["2024-06-07"]"#) == 1)
        #expect(try breaches("2027-03-06") == 1, "a year without a calendar is refused")
    }
}
