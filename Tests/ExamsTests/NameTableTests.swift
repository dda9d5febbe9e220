import Exams
import Testing

struct NameTableTests {
    /// Short names are in the string itself, long ones elsewhere; more of them than the table has slots.
    private static let names = (0..<5_000).map { $0.isMultiple(of: 2) ? "R\($0)" : "考点一·第 \($0) 号机房（北楼三层）" }

    @Test func eachIsNumberedByItsPlace() {
        var table = NameTable(NameTableTests.names)
        for _ in 0..<2 {
            #expect(NameTableTests.names.indices.allSatisfy { table.number(of: NameTableTests.names[$0]) == $0 })
        }
        #expect(table.number(of: "R1") == nil)
        #expect(table.number(of: "") == nil)
    }

    @Test func anotherCopyOfTheTextIsTheSameName() {
        var table = NameTable(NameTableTests.names)
        for (place, name) in NameTableTests.names.enumerated() {
            #expect(table.number(of: String(decoding: Array(name.utf8), as: UTF8.self)) == place)
        }
    }

    /// What is let go of may leave its place in memory to another text.
    @Test func namesThatCameAndWentAreNotTakenForOthers() {
        var table = NameTable(expected: 1)
        for round in 0..<2_000 {
            let name = String(repeating: "室", count: 10) + String(round % 700)
            #expect(table.numbered(name) == round % 700)
        }
    }

    @Test func ofEqualNamesTheFirstCounts() {
        var table = NameTable(["", "a", "b", "a"])
        #expect(["", "a", "b", "c"].map { table.number(of: $0) } == [0, 1, 2, nil])
        #expect(["c", "a", "d"].map { table.numbered($0) } == [3, 1, 4])
    }
}
