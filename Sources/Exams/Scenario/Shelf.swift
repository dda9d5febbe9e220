/// What the program knows without the scenario's folder: the notices and the years' calendars.
package struct Shelf: Sendable {
    package var books: [RuleBook]
    package var calendars: [WorkCalendar]

    package init(books: [RuleBook], calendars: [WorkCalendar]) {
        self.books = books
        self.calendars = calendars
    }

    /// What comes with the program.
    package static func shipped() throws(Mistakes) -> Shelf {
        do {
            return Shelf(books: try RuleBook.shipped(), calendars: try WorkCalendar.allPublished())
        } catch let mistakes as Mistakes {
            throw mistakes
        } catch {
            throw Mistakes([
                Mistake(code: "data-missing", cause: "读不到程序附带的规则书和日历：\(error)。", action: "重新安装程序。")
            ])
        }
    }
}
