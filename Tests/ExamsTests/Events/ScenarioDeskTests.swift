import Foundation
import Testing

@testable import Exams

/// What events do to a scenario, and which of them are refused.
@Suite struct ScenarioDeskTests {
    private static let day = Day("2024-03-16")
    private static let now = LocalSecond("2024-03-02T09:00:00")

    private func scenario() throws -> Scenario {
        let second = SheetFolder.changed(["报名号": "A2", "证件号码": "110199199001010029", "姓名": "测试乙"])
        return try SheetFolder(["applications.csv": SheetFolder.header + SheetFolder.row + second]).read().scenario
    }

    private func events() throws -> [ScenarioEvent] {
        let day = try #require(Self.day)
        return [
            .withdrawal(application: "A1"), .refund(application: "A1", paid: 0),
            .latePayment(application: "A1", paid: 16_000, at: try #require(Self.now)),
            .admission(application: "A1"), .resultsPublished(application: "A1", on: day),
            .wishChanged(application: "A1", venue: "HD01", district: nil),
            .ban(person: "P000001", institution: nil, first: day, last: day + 30),
            .roomLost(room: "HD01-1", from: day.start, until: (day + 1).start),
            .roomLost(room: "HD01-1", from: day.start, until: nil),
            .venueLost(venue: "HD01", from: day.start, until: (day + 1).start),
            .roomRented(Venue.Room(id: "HD01-9", rows: 2, columns: 3), name: "第9考场", venue: "HD01"),
            .machineLost(room: "HD01-1", row: 1, column: 2), .invigilatorsLost(venue: "HD01", left: 3),
            .periodLost(period: "ZJCX-2024-03-16-1"), .dayLost(day: day, institution: "ZJCX"),
            .dayLost(day: day, institution: nil), .holidayMoved(day: day, becomes: .worked),
            .programmeCancelled(programme: "ZJCX-01", sitting: "ZJCX-2024-03"),
            .minimumChanged(institution: "ZJCX", minimum: 7), .wavesChanged(institution: "ZJCX", most: 1),
        ]
    }

    /// An event says what is true from now on, so that telling it twice changes nothing more.
    @Test func takingAnEventTwiceIsTakingItOnce() throws {
        for event in try events() {
            var desk = ScenarioDesk(try scenario())
            guard desk.take(event) else {
                Issue.record("\(event) names something unknown")
                continue
            }
            let once = desk.scenario
            _ = desk.take(event)
            #expect(desk.scenario == once, "\(event)")
        }
    }

    /// Whatever happens to one person leaves the other's application as it was.
    @Test func eventsOfOnePersonConcernNobodyElse() throws {
        let before = try scenario()
        for event in try events().prefix(7) {
            var desk = ScenarioDesk(before)
            _ = desk.take(event)
            #expect(desk.scenario.registrations[1] == before.registrations[1], "\(event)")
            #expect(desk.scenario.venues == before.venues && desk.scenario.sittings == before.sittings, "\(event)")
        }
    }

    @Test func theProblemFollows() throws {
        func problem(after event: ScenarioEvent) throws -> Problem {
            var desk = ScenarioDesk(try scenario())
            _ = desk.take(event)
            return desk.scenario.problem()
        }
        let day = try #require(Self.day)
        #expect(try problem(after: .withdrawal(application: "A1")).applications.map(\.eligible) == [false, true])
        #expect(try problem(after: .refund(application: "A1", paid: 0)).applications[0].eligible == false)
        #expect(
            try problem(after: .machineLost(room: "HD01-1", row: 1, column: 2)).venues[0].rooms[0].blocked == [[1, 2]])
        #expect(
            try problem(after: .roomLost(room: "HD01-1", from: LocalMinute(number: 0), until: nil)).venues[0].rooms[0]
                .open == [])
        let lost = try problem(after: .dayLost(day: day, institution: nil)).sittings.flatMap(\.periods)
        #expect(lost.allSatisfy { ($0.lost ?? false) == ($0.start.day == day) })
        #expect(!lost.filter { $0.lost == true }.isEmpty)
        let banned = try problem(after: .ban(person: "P000001", institution: nil, first: day, last: day + 200))
        #expect(banned.applications.map(\.eligible) == [false, true], "banned on every day there is")
        let briefly = try problem(after: .ban(person: "P000001", institution: nil, first: day, last: day))
        #expect(briefly.applications[0].banned == [[day, day]])
    }

    // MARK: What is refused

    private func mistakes(
        _ rows: String, starts: [String: LocalMinute] = [:],
        titles: String = "事件,报名号,考点,考场,场次,日期,起,止,改为,项目,批次,备案号,备案日期,原因"
    ) throws -> [Mistake] {
        let sheet = titles + "\n" + rows + "\n"
        let (scenario, now) = (try scenario(), try #require(Self.now))
        do throws(Mistakes) {
            _ = try EventsSheet.read(
                Array(sheet.utf8), file: "events.csv", into: scenario, starts: starts, by: "张三", at: now)
            return []
        } catch {
            return error.all
        }
    }

    @Test func changesThatMustBeFiledNeedANumberInTime() throws {
        let changes = [
            "考点停用,,HD01,,,,2024-03-16,,,,,%,,检修", "考场停用,,,HD01-1,,,2024-03-16,,,,,%,,检修",
            "考试日取消,,,,,2024-03-23,,,,,,%,,停电", "场次取消,,,,ZJCX-2024-05-18-1,,,,,,,%,,停电",
            "放假调整,,,,,2024-03-16,,,上班,,,%,,通知", "项目停考,,,,,,,,,ZJCX-01,ZJCX-2024-03,%,,通知",
        ]
        for change in changes {
            #expect(try mistakes(change.replacing("%", with: "")).map(\.code) == ["filing-missing"], "\(change)")
            #expect(try mistakes(change.replacing("%", with: "京备1号")) == [], "\(change)")
            let late = change.replacing("%,", with: "京备1号,2024-03-20")
            #expect(try mistakes(late).map(\.code) == ["filing-in-future"], "\(change)")
        }
        #expect(
            try mistakes("考点停用,,HD01,,,,2024-03-01,,,,,京备1号,2024-03-02,检修").map(\.code) == ["filing-too-late"])
        // Within a filed place no filing is needed.
        #expect(try mistakes("场次取消,,,,ZJCX-2024-03-16-1,,,,,,,,,停电") == [])
        #expect(try mistakes("机位损坏,,,HD01-1,,,,,,,,,,坏") != [])
    }

    @Test func everyRowIsHeldAgainstTheRowsBefore() throws {
        let found = try mistakes("退考,A1,,,,,,,,,,,,本人\n退考,A1,,,,,,,,,,,,又\n退考,A9,,,,,,,,,,,,本人\n退考,A2,,,,,,,,,,,,")
        #expect(found.map(\.code) == ["already-withdrawn", "application-unknown", "cell-empty"])
        #expect(found.map(\.row) == [3, 4, 5])
    }

    /// What an event has no use for is refused, or a room meant to be closed for a day would be closed for good.
    @Test func aColumnTheEventHasNoUseForIsRefused() throws {
        let found = try mistakes("退考,A1,HD01,HD01-1,,,,,,,,,,本人\n场次取消,,,HD01-1,ZJCX-2024-03-16-1,,,,,,,,,停电")
        #expect(found.map(\.code) == ["column-irrelevant", "column-irrelevant", "column-irrelevant"])
        #expect(found.map(\.row) == [2, 2, 3])
        let filed = try mistakes("退考,A1,,,,,,,,,,京备1号,2024-03-01,本人\n机位损坏,,,HD01-1,,,,,,,,京备1号,,坏")
        #expect(filed.map(\.row) == [2, 2, 3])
        #expect(filed.allSatisfy { $0.code == "column-irrelevant" })
    }

    /// A refund of a part would be one of all, a loss of two hours one for good.
    @Test func aColumnNobodyReadsIsRefused() throws {
        let found = try mistakes("退费,A1,10,部分退", titles: "事件,报名号,退款金额,原因")
        #expect(found.map(\.code) == ["column-unknown"])
        #expect(try mistakes("退费,A1,10,部分退", titles: "事件,报名号,金额,原因") == [])
    }

    @Test func aLossOfOneDayEndsWithIt() throws {
        #expect(try mistakes("考场停用,,,HD01-1,,2024-03-16,,,,,,京备1号,,漏水") == [])
        let twice = "考场停用,,,HD01-1,,2024-03-16,2024-03-16,,,,,京备1号,,漏水"
        #expect(try mistakes(twice).map(\.code) == ["span-twice"])
    }

    @Test func whoHasBegunToSitCannotWithdraw() throws {
        let begun = LocalMinute(number: try #require(Self.now).number / 60 - 10)
        #expect(try mistakes("退考,A1,,,,,,,,,,,,本人", starts: ["A1": begun]).map(\.code) == ["event-in-the-past"])
    }
}
