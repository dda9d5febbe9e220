import Foundation
import Testing

@testable import Exams

/// Each test spoils one thing in a folder that can be read, and wants exactly the mistake about it.
@Suite struct ScenarioMistakesTests {
    @Test func theUnspoiltFolderIsRead() throws {
        let folder = try SheetFolder()
        #expect(folder.mistakes.isEmpty)
        #expect(try folder.read().notes.map(\.code) == ["photo-missing"])
    }

    @Test(arguments: [
        ("policy.csv", "项目,值\n名称,试\n备用机比率,10/11\n", "policy-item-unknown", 3),
        ("policy.csv", "项目,值\n名称,试\n备用机比例,11/10\n", "spare-invalid", 3),
        ("policy.csv", "项目,值\n名称,试\n名称,验\n", "policy-item-twice", 3),
        ("rulebooks.csv", "规则书\nZJCX\nCECC\nABCD\n", "book-unknown", 4),
        ("rulebooks.csv", "规则书\nZJCX\nCECC\nZJCX\n", "book-twice", 4),
        ("rulebooks.csv", "规则书,适用年份\nZJCX,\nCECC,\nBJOU,2024\n", "carry-over-ground-missing", 4),
        ("rulebooks.csv", "规则书\nZJCX\nCECC\n../x.json\n", "path-outside", 4),
        ("venues.csv", "考点代码,考点名称\nHD01,甲\nHD01,乙\n", "venue-twice", 3),
        ("rooms.csv", "考点代码,考场代码,行数,列数\nHD01,HD01-1,0,6\n", "number-invalid", 2),
        ("rooms.csv", "考点代码,考场代码,行数,列数\nHD01,R,5,6\nHD01,R,5,6\n", "room-twice", 3),
        ("rooms.csv", "考点代码,考场代码,行数,列数\nHD02,R,5,6\n", "venue-unknown", 2),
        ("rooms.csv", "考点代码,考场代码,行数,列数,停用机位\nHD01,R,5,6,1行1列;6行1列\n", "machine-invalid", 2),
        ("rooms.csv", "考点代码,考场代码,行数,列数,可用机构\nHD01,R,5,6,ABCD\n", "institution-unknown", 2),
        ("rooms.csv", "考点代码,考场代码,行数,列数,开放时段\nHD01,R,5,6,周末\n", "span-invalid", 2),
        ("rooms.csv", "考点代码,考场代码,行数\nHD01,R,5\n", "column-missing", 1),
        ("rooms.csv", "考点代码,考场代码,行数,列数,列数\nHD01,R,5,6,6\n", "column-twice", 1),
        ("rooms.csv", "考点代码,考场代码,行数,列数\nHD01,R,5,6,7\n", "too-many-cells", 2),
        ("needs.csv", "职业,需要\n摄影师,相机\n", "programme-unknown", 2),
        ("needs.csv", "职业,科目,需要\n电子商务师,面试,相机\n", "subject-unknown", 2),
    ]) func sheets(file: String, text: String, code: String, row: Int) throws {
        let mistakes = try SheetFolder.mistakes(file, text)
        #expect(mistakes.map(\.code) == [code])
        #expect(mistakes.first?.file == file)
        #expect(mistakes.first?.row == row)
    }

    @Test(arguments: [
        ("ZJCX,2024-03,2024-04-13,1,08:30,10:30", "period-outside-month"),
        ("ZJCX,2024-04,2024-04-04,1,08:30,10:30", "period-on-holiday"),
        ("ZJCX,2024-04,2024-04-07,1,08:30,10:30", "period-on-working-day"),
        ("ZJCX,2024-03,2024-03-30,1,08:30,10:30", "period-on-blackout"),
        ("ZJCX,2024-03,2024-03-16,3,12:30,14:30", "period-overlaps"),
        ("ZJCX,2024-03,2024-03-16,1,14:00,15:30", "period-twice"),
        ("ZJCX,2024-03,2024-03-16,3,15:30,14:00", "period-backwards"),
        ("ZJCX,2024-01,2024-01-13,1,08:30,10:30", "sitting-without-programmes"),
        ("ZJCX,2025-03,2025-03-15,1,08:30,10:30", "year-not-covered"),
        ("ABCD,2024-03,2024-03-16,1,08:30,10:30", "institution-unknown"),
        ("ZJCX,2024-03,2024-03-16,三,14:00,15:30", "number-invalid"),
        ("ZJCX,2024-03,2024-03-16,3,,15:30", "cell-empty"),
    ]) func sittings(row: String, code: String) throws {
        let folder = try SheetFolder([
            "policy.csv": SheetFolder.policy + "停考日期,2024-03-30~2024-03-31\n",
            "sittings.csv": SheetFolder.sittings + row + "\n",
        ])
        #expect(folder.mistakes.map(\.code) == [code])
        #expect(folder.mistakes.first?.row == 6)
    }

    @Test func aYearWithoutCalendarIsRefused() throws {
        let folder = try SheetFolder([
            "rulebooks.csv": "规则书,适用年份,依据\nZJCX,,\nCECC,,\nBJKJ,2027,演练\n",
            "sittings.csv": SheetFolder.sittings + "BJKJ,2027-03,2027-03-13,1,08:30,10:30\n",
        ])
        #expect(folder.mistakes.map(\.code) == ["calendar-missing"])
    }

    @Test func sittingsOfOneInstitutionAgreeOnWaves() throws {
        let header = "机构,认定月份,考试日期,场次,开始时间,结束时间,最多批数\n"
        func codes(_ first: String, _ second: String) throws -> [String] {
            try SheetFolder.mistakes(
                "sittings.csv",
                header
                    + "ZJCX,2024-03,2024-03-16,1,08:30,10:30,\(first)\nZJCX,2024-05,2024-05-18,1,08:30,10:30,\(second)\n"
            ).map(\.code)
        }
        #expect(try codes("3", "3") == [])
        #expect(try codes("3", "4") == ["sittings-disagree"])
    }

    @Test(
        arguments: [
            (["机构": "ABCD"], "institution-unknown", "机构"),
            (["职业": "摄影师"], "programme-unknown", "职业"),
            (["工种": "网商"], "programme-unknown", "职业"),
            (["等级": "六级"], "level-unknown", "等级"),
            (["首选月份": "2024-04"], "month-not-listed", "首选月份"),
            (["首选月份": "三月"], "date-invalid", "首选月份"),
            (["科目": "综合评审", "首次成绩公布日期": "2023-12-01"], "subject-not-in-programme", "科目"),
            (["科目": "理论"], "retake-without-publication-date", "首次成绩公布日期"),
            (["首次成绩公布日期": "2023-12-01"], "retake-of-everything", "科目"),
            (["审核状态": "好"], "review-unknown", "审核状态"),
            (["缴费时间": ""], "payment-time-missing", "缴费时间"),
            (["缴费金额(元)": ""], "payment-amount-missing", "缴费金额(元)"),
            (["是否退考": "也许"], "yes-no-invalid", "是否退考"),
            (["意向考点": "XX"], "venue-unknown", "意向考点"),
            (["姓名": ""], "cell-empty", "姓名"),
            (["证件类型": "学生证"], "document-type-unknown", "证件类型"),
            (["证件号码": "1.10199E+17"], "id-number-ruined", "证件号码"),
            (["证件号码": "110199199001010011"], "id-number-checksum", "证件号码"),
            (["证件类型": "护照", "证件号码": "TST000001"], "passport-country-missing", "国家/地区"),
            (["报名号": "110199199001010010"], "application-id-is-id-number", "报名号"),
            (["报名单位": "甲 110199790420562"], "id-number-misplaced", "报名单位"),
            (["报名号": "2024/001"], "application-id-form", "报名号"),
            (["姓名": "测\u{200B}试"], "name-invisible-character", "姓名"),
            (["姓名": "测\u{7}试"], "name-invisible-character", "姓名"),
            (["姓名": String(repeating: "Test ", count: 16) + "T"], "name-long", "姓名"),
            (["报名号": "2.0240E+17"], "application-id-ruined", "报名号"),
        ] as [([String: String], String, String)])
    func applications(changes: [String: String], code: String, column: String) throws {
        let mistakes = try SheetFolder.mistakes(changes)
        #expect(mistakes.map(\.code) == [code])
        #expect(mistakes.first?.row == 2)
        #expect(mistakes.first?.column == column)
    }

    @Test func rowsAreComparedWithEachOther() throws {
        func codes(_ changes: [String: String]) throws -> [String] {
            try SheetFolder.mistakes(
                "applications.csv", SheetFolder.header + SheetFolder.row + SheetFolder.changed(changes)
            ).map(\.code)
        }
        #expect(try codes(["证件号码": "110199199001010029", "姓名": "测试乙"]) == ["application-twice"])
        #expect(try codes(["报名号": "A2"]) == ["person-twice"])
        #expect(try codes(["报名号": "A2", "首选月份": "2024-05"]) == [])
        #expect(try codes(["报名号": "A2", "是否退考": "是"]) == [])
        #expect(try codes(["报名号": "A2", "等级": "三级", "证件类型": "社保卡"]) == [])
        #expect(try codes(["报名号": "A2", "等级": "三级", "姓名": "测试乙"]) == ["name-differs"])
    }

    @Test func mistakesOfAllFilesComeAtOnceInOrder() throws {
        let folder = try SheetFolder([
            "policy.csv": "项目,值\n名称,试\n尾考场人数,多\n",
            "rooms.csv": "考点代码,考场代码,行数,列数\nHD01,R,0,6\nHD01,Q,x,6\n",
            "applications.csv": SheetFolder.header + SheetFolder.changed(["等级": "六级", "审核状态": "好"]) + SheetFolder.row,
        ])
        #expect(
            folder.mistakes.map { "\($0.file ?? "") \($0.row ?? 0)" } == [
                "policy.csv 3", "rooms.csv 2", "rooms.csv 3", "applications.csv 2", "applications.csv 2",
                "applications.csv 3",
            ])
        #expect(folder.mistakes.allSatisfy { !$0.cause.isEmpty && !$0.action.isEmpty })
    }

    @Test func noMistakeShowsAnIDNumber() throws {
        let folder = try SheetFolder([
            "applications.csv": SheetFolder.header + SheetFolder.changed(["证件号码": "110199199001010011"])
                + SheetFolder.changed(["报名号": "A2", "职业": "110199199001010011", "审核状态": "110199199001010011"])
                + SheetFolder.changed(["报名号": "A3", "姓名": "测试丙"]) + SheetFolder.changed(["报名号": "A4", "姓名": "测试丁"])
        ])
        let words = folder.mistakes.map { $0.cause + $0.action + ($0.column ?? "") }
        #expect(words.count >= 4)
        let headless = try SheetFolder(["applications.csv": SheetFolder.row])
        #expect(headless.mistakes.contains { $0.code == "column-missing" })
        #expect(headless.mistakes.allSatisfy { !"\($0)".contains("19900101") })
        #expect(words.allSatisfy { !$0.contains("19900101") && !$0.contains("110199") })
    }

    @Test func aMissingSheetIsNamed() throws {
        let folder = try SheetFolder()
        try FileManager.default.removeItem(at: folder.url.appending(path: "venues.csv"))
        #expect(folder.mistakes.map(\.code) == ["file-missing"])
        #expect(folder.mistakes.first?.file == "venues.csv")
        #expect(try SheetFolder.mistakes("venues.csv", "考点代码,考点名称\n").map(\.code) == ["sheet-without-rows"])
        #expect(try SheetFolder.mistakes("venues.csv", "\n\n").map(\.code).first == "sheet-empty")
    }

    @Test func doubtsAreNotes() throws {
        let folder = try SheetFolder([
            "needs.csv": "职业,科目,需要\n电子商务师,技能考核,靶场\n",
            "applications.csv": "备注," + SheetFolder.header + "x,"
                + SheetFolder.changed(["缴费金额(元)": "200", "首选月份": "2024-08"]),
        ])
        #expect(
            try folder.read().notes.map(\.code) == [
                "need-nowhere", "photo-missing", "column-unknown", "overpaid", "month-without-sitting",
            ])
    }
}
