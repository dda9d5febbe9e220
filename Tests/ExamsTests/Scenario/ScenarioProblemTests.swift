import Foundation
import Testing

@testable import Exams

@Suite struct ScenarioProblemTests {
    private func problem(_ rows: [[String: String]], _ sheets: [String: String] = [:]) throws -> Problem {
        var text = SheetFolder.header
        for (index, changes) in rows.enumerated() {
            text += SheetFolder.changed(["报名号": "A\(index + 1)"].merging(changes, uniquingKeysWith: { $1 }))
        }
        let folder = try SheetFolder(["applications.csv": text].merging(sheets, uniquingKeysWith: { $1 }))
        return try folder.read().scenario.problem()
    }

    private func reason(_ changes: [String: String]) throws -> String? {
        try problem([changes]).applications.first?.ineligibleReason
    }

    @Test func aLawfulApplicationIsEligible() throws {
        let application = try #require(try problem([[:]]).applications.first)
        #expect(application.eligible)
        #expect(application.person == "P000001")
        #expect(application.programme == "ZJCX-01")
        #expect(application.subjects == [.theory, .skill])
        #expect(application.paidAt == LocalSecond("2024-03-01T09:00:00"))
        #expect(application.lastDay == nil)
    }

    /// The first exam day is 2024-03-16; without a date of its own the sitting's deadline is 24:00 of the 4th.
    @Test func everyReasonForNotBeingPlaced() throws {
        #expect(try reason(["审核状态": "不通过"]) == "资格审核不通过")
        #expect(try reason(["审核状态": "待审核"]) == "资格审核尚未完成")
        #expect(try reason(["是否退考": "是"]) == "考生已退考")
        #expect(try reason(["缴费金额(元)": "", "缴费时间": ""]) == "未缴费（应缴 160 元）")
        #expect(try reason(["缴费金额(元)": "80"]) == "缴费不足（应缴 160 元，已缴 80 元）")
        #expect(try reason(["缴费时间": "2024-03-04 23:59:59"]) == nil)
        #expect(try reason(["缴费时间": "2024-03-04"]) == nil)
        #expect(
            try reason(["缴费时间": "2024-03-05 00:00:00"]) == "逾期缴费（2024-03 批次截止 2024-03-04 24:00），视为自动放弃考试资格")
        // The same payment is in time for who first wished for May.
        #expect(try reason(["缴费时间": "2024-03-05 00:00:00", "首选月份": "2024-05"]) == nil)
    }

    @Test func aSittingsOwnDeadlineGoesFirst() throws {
        let sittings = "机构,认定月份,考试日期,场次,开始时间,结束时间,缴费截止\nZJCX,2024-03,2024-03-16,1,08:30,10:30,2024-03-01 08:00\n"
        let application = try problem([[:]], ["sittings.csv": sittings]).applications.first
        #expect(application?.ineligibleReason == "逾期缴费（2024-03 批次截止 2024-03-01 08:00），视为自动放弃考试资格")
    }

    @Test func aRetakeLastsUntilItsAnniversary() throws {
        let retake = ["科目": "操作技能", "缴费金额(元)": "80", "首次成绩公布日期": "2023-04-10"]
        let application = try #require(try problem([retake]).applications.first)
        #expect(application.eligible)
        #expect(application.subjects == [.skill])
        #expect(application.lastDay == Day("2024-04-10"))
        #expect(
            try reason(retake.merging(["首次成绩公布日期": "2023-02-28"], uniquingKeysWith: { $1 }))
                == "补考资格已于 2024-02-28 到期，须重新申报所有科目")
    }

    /// 中国电子商会 alone says that applying anew gives the retake up.
    @Test func aNewApplicationGivesTheRetakeUpWhereTheNoticeSaysSo() throws {
        func reasons(_ institution: [String: String], review: String = "审核通过") throws -> [String?] {
            let retake = ["科目": "理论", "缴费金额(元)": "80", "首次成绩公布日期": "2023-12-01"]
            return try problem([
                retake.merging(institution, uniquingKeysWith: { $1 }),
                ["审核状态": review].merging(institution, uniquingKeysWith: { $1 }),
            ]).applications.map(\.ineligibleReason)
        }
        let waiver = "在成绩有效期内重新申报同职业（工种）同等级，视为放弃补考"
        #expect(try reasons(["机构": "CECC", "职业": "区块链应用操作员"]) == [waiver, nil])
        #expect(try reasons(["机构": "CECC", "职业": "区块链应用操作员"], review: "不通过") == [nil, "资格审核不通过"])
        #expect(try reasons(["机构": "ZJCX"]) == [nil, nil])
    }

    @Test func sittingsOfferTheRowsOfTheirMonth() throws {
        let problem = try problem([[:]])
        #expect(problem.sittings.map(\.id) == ["ZJCX-2024-03", "CECC-2024-03", "ZJCX-2024-05"])
        #expect(problem.sittings[0].programmes == ["ZJCX-01", "ZJCX-02", "ZJCX-03", "ZJCX-04", "ZJCX-22"])
        #expect(problem.sittings[1].programmes == ["CECC-01", "CECC-02"])
        #expect(problem.sittings[0].periods.map(\.id) == ["ZJCX-2024-03-16-1", "ZJCX-2024-03-16-2"])
        let review = try #require(problem.programmes.first { $0.id == "ZJCX-03" })
        #expect(review.subjects.map(\.subject) == [.theory, .skill, .review])
        #expect(review.subjects.allSatisfy { $0.minutes > 0 })
    }

    @Test func aSheetMayNameFewerProgrammes() throws {
        let sittings = "机构,认定月份,考试日期,场次,开始时间,结束时间,开考项目\nZJCX,2024-03,2024-03-16,1,08:30,10:30,ZJCX-22；zjcx-01\n"
        #expect(try problem([[:]], ["sittings.csv": sittings]).sittings.first?.programmes == ["ZJCX-01", "ZJCX-22"])
    }

    @Test func needsReachTheSubjectsTheyName() throws {
        let sheet = "职业,等级,科目,需要\n电子商务师,,技能考核,电商实训\n电子商务师,4,,高配；电商实训\n"
        let programmes = try problem([[:]], ["needs.csv": sheet]).programmes
        func needs(_ id: String) -> [[String]?]? { programmes.first { $0.id == id }?.subjects.map(\.needs) }
        #expect(needs("ZJCX-01") == [["高配", "电商实训"], ["电商实训", "高配"]])
        #expect(needs("ZJCX-02") == [nil, ["电商实训"]])
        #expect(needs("CECC-01") == [nil, nil])
    }

    @Test func theWorkTypeMayStandInBrackets() throws {
        let changes = ["职业": "互联网营销师（直播销售员）", "工种": "——"]
        #expect(try problem([changes]).applications.first?.programme == "ZJCX-22")
        let apart = ["职业": "互联网营销师", "工种": "直播 销售员", "等级": "四级/中级工"]
        #expect(try problem([apart]).applications.first?.programme == "ZJCX-22")
    }

    @Test func onePersonIsOneOverAllInstitutions() throws {
        let problem = try problem([
            [:], ["机构": "CECC", "职业": "区块链应用操作员", "证件类型": "北京社保卡"],
            ["证件号码": "110199199001010029", "姓名": "测试乙"],
        ])
        #expect(problem.applications.map(\.person) == ["P000001", "P000001", "P000002"])
    }

    @Test func theDocumentHoldsNoPersonalData() throws {
        let problem = try problem([["报名单位": "测试单位甲"], ["报名单位": "测试单位乙", "等级": "三级"]])
        #expect(problem.applications.map(\.unit) == ["U0001", "U0002"])
        let text = String(decoding: try JSONEncoder().encode(problem), as: UTF8.self)
        #expect(!text.contains("测试") && !text.contains(SheetFolder.testNumber))
    }

    @Test func roomsAreTakenAsTheyStand() throws {
        let rooms =
            "考点代码,考场代码,考场名称,行数,列数,停用机位,条件,可用机构,开放时段,周转分钟\n测试考点,R1,机房一,5,6,1行2列;3-4,无障碍;靶场,中国电子商会,2024-03-16 08:00~18:00,15\n"
        let folder = try SheetFolder(["rooms.csv": rooms])
        let scenario = try folder.read().scenario
        let open = [[LocalMinute("2024-03-16T08:00"), LocalMinute("2024-03-16T18:00")].compactMap { $0 }]
        #expect(
            scenario.venues.first?.venue.rooms == [
                Venue.Room(
                    id: "R1", rows: 5, columns: 6, blocked: [[1, 2], [3, 4]], offers: ["无障碍", "靶场"],
                    institutions: ["CECC"],
                    open: open, turnoverMinutes: 15)
            ])
        #expect(scenario.venues.first?.roomNames == ["R1": "机房一"])
    }

    @Test func policyItemsReachTheDocument() throws {
        let policy =
            "项目,值\n名称,试\n备用机比例,10月11日\n同考点间隔分钟,２０\n跨考点间隔分钟,120\n每天最多场次,2\n每名监考负责人数,20\n每考场最少监考人数,1\n尾考场人数,3\n最多批数,4\n最低开考人数,10\n"
        let problem = try problem([[:]], ["policy.csv": policy])
        var expected = Policy()
        expected.gapMinutes = 20
        expected.travelMinutes = 120
        expected.maxSessionsPerDay = 2
        expected.invigilatorFor = 20
        expected.invigilatorsLeast = 1
        expected.tailRoom = 3
        #expect(problem.policy == expected)
        #expect(problem.programmes.allSatisfy { $0.maxWaves == 4 && $0.minimumEnrolment == 10 })
    }

    @Test func aCatalogueIsCarriedOverOnlyWithItsGround() throws {
        let (scenario, _) = try Scenario.read(folder: ScenariosTests.root.appending(path: "quarter-2026-q2"))
        let book = try #require(scenario.ruleBooks.first { $0.id == "ZJCX" })
        #expect(book.year.value == 2026)
        guard case .ours(let ground) = book.year.source else {
            Issue.record("the year is given as the notice's own")
            return
        }
        #expect(ground.contains("carried over to 2026"))
    }

    /// The same folder as Excel in Chinese Windows saves it: GB18030, and as on other systems.
    @Test(arguments: ["GB18030", "UTF-16"]) func theEncodingDoesNotMatter(encoding: String) throws {
        let folder = try SheetFolder()
        let plain = try folder.read().scenario
        for file in Scenario.files where FileManager.default.fileExists(atPath: folder.url.appending(path: file).path())
        {
            let text = [UInt8](try Data(contentsOf: folder.url.appending(path: file)))
            let windows = text.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
            try folder.write(try #require(TextEncoding.convert(windows, from: "UTF-8", to: encoding)), file)
        }
        #expect(try folder.read().scenario == plain)
    }
}
