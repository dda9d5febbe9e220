import Exams
import Storage

/// Writes the tickets whose window is open into a folder, once, whatever happens.
///
/// What is due is noted in the database, claimed, drawn, written (a temporary file, made durable, renamed), noted as
/// written, named in the index, and only then recorded as out. Each of these leaves a state from which the next run
/// goes on: a claimed ticket is drawn again, and as the same job gives the same bytes, a file already in its place is
/// recognised. Two runs never work at once: the second is told who holds the database.
package struct Releaser {
    package let store: Store
    let folder: TicketFolder
    let press: TicketPress
    let hook: ReleaseHook

    /// - Parameters:
    ///   - folder: made if it is not there.
    ///   - hook: for tests, which end a release in the middle of it.
    package init(
        store: Store, folder: String, press: @escaping TicketPress, hook: @escaping ReleaseHook = { _ in }
    ) {
        self.store = store
        self.folder = TicketFolder(root: folder, hook: hook)
        self.press = press
        self.hook = hook
    }

    /// - Throws: `StorageFault` (`writer-busy` above all), or `Mistakes` if the folder cannot be written; then what
    ///   had been done stays done and the next run goes on. A ticket that cannot be drawn does not stop the others:
    ///   it is in the report's `refused`.
    package func release(now: LocalSecond) throws -> ReleaseReport {
        try store.write(purpose: "release") { writer in
            let last = try store.lastRun()
            let run = try writer.beginRun(at: now)
            var round = ReleaseRound(releaser: self, writer: writer, now: now)
            do {
                try round.run()
            } catch {
                // The reason the round ended is the one to tell, even if this note cannot be written.
                try? writer.endRun(run, released: round.report.released.count, failure: Releaser.reason(error))
                throw error
            }
            try writer.endRun(run, released: round.report.released.count)
            if let last, last.now > now { round.report.clockWentBackFrom = last.now }
            return round.report
        }
    }

    func decide(at now: LocalSecond) throws(StorageFault) -> [ReleaseDecision] {
        var books: [String: RuleBook] = [:]
        for book in try store.ruleBooks() { books[book.id] = book }
        return try store.ticketEntries().compactMap { entry in
            books[entry.institution].map { ReleaseDecision(entry, book: $0, at: now) }
        }
    }

    static func reason(_ error: any Error) -> String {
        switch error {
        case let mistakes as Mistakes: mistakes.all.map(\.cause).joined(separator: " ")
        case let fault as StorageFault: fault.mistakes.map(\.cause).joined(separator: " ")
        default: String(describing: error)
        }
    }
}
