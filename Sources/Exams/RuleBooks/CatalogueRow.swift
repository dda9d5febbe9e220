/// One row of a notice's catalogue after fill-down of merged cells: a programme.
package struct CatalogueRow: Codable, Equatable, Sendable {
    /// 序号 in the notice.
    package var number: Int
    package var occupation: String
    package var workType: String?
    package var level: Level
    /// 1 … 12, ascending.
    package var months: [Int]
    package var source: Source

    /// The programme id in the interchange documents: `ZJCX-22`.
    package func programmeID(of book: String) -> String { "\(book)-\(twoDigits(number))" }

    /// `互联网营销师（直播销售员）四级/中级工`.
    package var title: String {
        occupation + (workType.map { "（\($0)）" } ?? "") + level.title
    }
}
