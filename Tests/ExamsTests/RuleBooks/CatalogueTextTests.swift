import Exams
import Testing

/// The spellings are those found in the notices.
@Suite struct CatalogueTextTests {
    @Test(arguments: [
        ("三级", 3), ("四级/中级工", 4), ("四级/中级", 4), ("四级（中级）", 4), ("三级（高级）", 3), ("五级/初级工", 5),
        ("五级/初级", 5), ("二级/技师", 2), ("一级/高级技师", 1), ("一级/高级 技师", 1), ("四级 /中级工", 4), ("4", 4), ("３", 3),
        ("三级／高级工", 3), ("高级工", 3), ("技师", 2), (" 三级 ", 3),
    ])
    func levels(text: String, level: Int) {
        #expect(Level(text: text)?.rawValue == level)
    }

    @Test(arguments: ["", "六级", "0", "6", "四级/高级工", "34", "级", "/", "3.0"])
    func noLevels(text: String) {
        #expect(Level(text: text) == nil)
    }

    @Test func everyLevelReadsItsOwnTitle() {
        for level in Level.allCases { #expect(Level(text: level.title) == level) }
    }

    @Test(arguments: [
        ("理论", Subject.theory), ("理论知识", .theory), ("理论知识（元）", .theory), ("技能考核", .skill), ("操作技能", .skill),
        ("操作技能（元）", .skill), ("实操", .skill), ("综合评审", .review), ("综合评审（元）", .review), ("review", .review),
        ("理论 知识", .theory),
    ])
    func subjects(text: String, subject: Subject) {
        #expect(Subject(text: text) == subject)
    }

    @Test(arguments: ["", "合计", "技能理论", "面试"])
    func noSubjects(text: String) {
        #expect(Subject(text: text) == nil)
    }

    @Test(arguments: ["——", "--", "—", "", "  ", "-", "－－", "— —"])
    func noWorkType(text: String) {
        #expect(CatalogueText.workType(text) == nil)
    }

    @Test(arguments: [
        ("平台管 理员", "平台管理员"), ("视频创 推员", "视频创推员"), ("视频创\n推员", "视频创推员"), ("（不分方向）", "（不分方向）"),
        (" 渗透测试员 ", "渗透测试员"), ("Java Web 开发", "Java Web开发"),
    ])
    func workTypes(text: String, read: String) {
        #expect(CatalogueText.workType(text) == read)
    }

    @Test func occupationsWithTheirWorkTypeInBrackets() {
        for text in ["婴幼儿发展引导员 (育婴员)", "婴幼儿发展引导员（育婴员）"] {
            let read = CatalogueText.occupation(text)
            #expect(read.occupation == "婴幼儿发展引导员")
            #expect(read.workType == "育婴员")
        }
        #expect(CatalogueText.occupation("信息安全\n测试员").occupation == "信息安全测试员")
        #expect(CatalogueText.occupation("电子商务师").workType == nil)
        #expect(CatalogueText.occupation("").occupation == "")
    }

    @Test(arguments: [
        ("3、5、 8、10、12", [3, 5, 8, 10, 12]), ("3、5、8、 10、11", [3, 5, 8, 10, 11]), ("3、6、9、 12", [3, 6, 9, 12]),
        ("4.9", [4, 9]), ("4.9.11", [4, 9, 11]), ("10", [10]), ("4月、9月", [4, 9]), ("４，９", [4, 9]), (" 8 ", [8]),
    ])
    func monthLists(text: String, months: [Int]) {
        #expect(MonthList(text: text)?.months == months)
    }

    @Test(arguments: ["", "13", "0", "4.1", "9、4", "3、3", "1 2", "3、、5", "三", "3-5", "4.9.", "-4", "+4", "4.90", "²"])
    func noMonthLists(text: String) {
        #expect(MonthList(text: text) == nil)
    }
}
