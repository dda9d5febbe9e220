/// What the program knows without the scenario's folder: the notices and the years' calendars.
package struct Shelf: Sendable {
    package var books: [RuleBook]
    package var calendars: [WorkCalendar]

    package init(books: [RuleBook], calendars: [WorkCalendar]) {
        self.books = books
        self.calendars = calendars
    }

    /// What comes with the program.
    package static func shipped() throws(Mistakes) -> Shelf { try current.get() }

    /// Read once: the files beside the executable do not change while it runs.
    private static let current: Result<Shelf, Mistakes> = {
        do {
            return .success(Shelf(books: try RuleBook.shipped(), calendars: try WorkCalendar.allPublished()))
        } catch let mistakes as Mistakes {
            return .failure(mistakes)
        } catch {
            return .failure(
                Mistakes([Mistake(code: "data-missing", cause: "读不到程序附带的规则书和日历：\(error)。", action: "重新安装程序。")]))
        }
    }()
}
