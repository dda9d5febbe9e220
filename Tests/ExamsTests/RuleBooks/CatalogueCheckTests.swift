import Exams
import Foundation
import Testing

@Suite struct CatalogueCheckTests {
    private let list: NewOccupations
    private let books: [RuleBook]

    init() throws {
        list = try NewOccupations.shipped()
        books = try RuleBook.shipped()
    }

    /// Typed by hand from the annex, apart from the data file.
    @Test func theListIsAsPrinted() {
        let read = list.occupations.map { occupation in
            "\(occupation.code) \(occupation.name): "
                + occupation.workTypes.map { type in
                    "\(type.name ?? "—") " + type.levels.map { String($0.rawValue) }.joined()
                }.joined(separator: ", ")
        }
        #expect(
            read == [
                "4-01-02-06 连锁经营管理师: — 4321",
                "4-01-02-07 互联网营销师: 选品员 54321, 直播销售员 54321, 视频创推员 54321, 平台管理员 543",
                "4-02-06-05 供应链管理师: — 321",
                "4-02-07-10 网约配送员: — 54321",
                "4-04-04-04 信息安全测试员: — 4321",
                "4-04-05-04 建筑信息模型技术员: （不分方向） 541, 建筑工程 32, 机电工程 32, 装饰装修工程 32, 市政工程 32, 公路工程 32, 铁路工程 32",
                "4-04-05-05 人工智能训练师: 数据标注员 54321, 人工智能算法测试员 54321",
                "4-04-05-06 区块链应用操作员: — 4321",
                "4-08-05-07 电气电子产品环保检测员: — 54321",
                "4-13-05-03 电子竞技运营师: — 4321",
                "4-13-99-01 电子竞技员: — 54321",
                "4-14-01-04 社群健康助理员: — 432",
                "4-14-02-04 出生缺陷防控咨询师: — 5432, 医学遗传 1, 儿童发展 1, 医学母胎 1",
                "4-14-02-05 老年人能力评估师: — 321",
                "4-99-00-00 无人机驾驶员: 植保 54321, 安防 54321, 航拍 54321, 巡检 54321, 物流 54321",
                "5-05-01-02 农业经理人: — 4321",
                "6-23-03-15 无人机装调检修工: — 54321",
                "6-25-04-09 物联网安装调试员: — 54321",
                "6-30-99-00 工业机器人系统操作员: — 4321",
                "6-31-01-10 工业机器人系统运维员: — 4321",
            ])
        #expect(list.occupations.map(\.number) == Array(1...20))
    }

    @Test func theFourBooksAreWithinIt() {
        let findings = CatalogueCheck.findings(books, against: list)
        let rows = findings.prefix(39)
        #expect(rows.filter { $0.kind == .notNew }.count == 1 + 4 + 9)
        #expect(
            rows.filter { $0.kind == .workTypeOfItsOwn }.map { "\($0.institution)-\($0.row ?? 0)" } == [
                "CECC-2", "CECC-4", "ZJCX-24", "ZJCX-25",
            ])
        #expect(rows.filter { $0.kind == .agrees }.count == 2 + 19)
        #expect(findings.allSatisfy { $0.severity != .error })
    }

    @Test func seldomExaminedRowsAreRemarkedOn() {
        let findings = CatalogueCheck.findings(books, against: list).dropFirst(39)
        #expect(findings.allSatisfy { $0.kind == .rowTooSeldom && $0.severity == .info })
        let single = books.map { book in book.catalogue.count { $0.months.count == 1 } }
        #expect(findings.count == single.reduce(0, +))
        #expect(single == [0, 0, 2, 15])
    }

    @Test func anInstitutionOrOccupationExaminedOnce() throws {
        var book = try #require(books.first { $0.id == "BJKJ" })
        book.catalogue[0].months = [5]
        let kinds = CatalogueCheck.findings([book], against: list).map(\.kind)
        #expect(kinds == [.notNew, .institutionTooSeldom, .occupationTooSeldom, .rowTooSeldom])
        #expect(kinds.map(\.severity) == [.fine, .error, .warning, .info])
    }

    @Test func levelsBelongToTheWorkType() throws {
        let cases: [(String, String?, Level, CatalogueFinding.Kind)] = [
            ("互联网营销师", "平台管理员", .two, .levelOutside), ("互联网营销师", "选品员", .two, .agrees),
            ("互联网营销师", "带货员", .four, .workTypeOutside), ("互联网营销师", nil, .four, .workTypeOutside),
            ("供应链管理师", nil, .four, .levelOutside), ("信息安全测试员", "渗透测试员", .five, .levelOutside),
            ("建筑信息模型技术员", "（不分方向）", .three, .levelOutside), ("建筑信息模型技术员", "机电工程", .three, .agrees),
            ("出生缺陷防控咨询师", nil, .two, .agrees), ("出生缺陷防控咨询师", nil, .one, .levelOutside),
            ("出生缺陷防控咨询师", "医学遗传", .one, .agrees), ("电子商务师", nil, .one, .notNew),
        ]
        for (occupation, workType, level, kind) in cases {
            var book = try #require(books.first { $0.id == "BJKJ" })
            book.catalogue[0].occupation = occupation
            book.catalogue[0].workType = workType
            book.catalogue[0].level = level
            #expect(CatalogueCheck.findings([book], against: list).first?.kind == kind, "\(book.catalogue[0].title)")
        }
    }

    @Test func aListedTwiceOccupationIsRefused() throws {
        var twice = list
        twice.occupations.append(list.occupations[3])
        let data = try JSONEncoder().encode(twice)
        let error = #expect(throws: Mistakes.self) { try NewOccupations.read(from: data, file: "twice.json") }
        #expect(error?.all.map(\.column) == ["occupations[20]"])
    }
}
