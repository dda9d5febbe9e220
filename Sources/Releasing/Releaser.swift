import Exams
import Storage
import Tickets
import Verifying

/// Writes the tickets whose window is open into a folder, once, whatever happens, and sends those that an institution
/// sends.
///
/// What is due is noted in the database, claimed, drawn, written (a temporary file, made durable, renamed), noted as
/// written, named in the index, and only then recorded as out. Each of these leaves a state from which the next run
/// goes on: a claimed ticket is drawn again, and as the same job gives the same bytes, a file already in its place is
/// recognised. Two runs never work at once: the second is told who holds the database.
///
/// A file appears once. A message can only be sent at least once: between the mail system's yes and our note of it
/// lies a moment in which we may be killed. Such a message is sent again with the id it had.
package struct Releaser {
    package let store: Store
    let folder: TicketFolder
    let press: TicketPress
    let mail: MailChannel?
    let hook: ReleaseHook

    /// - Parameters:
    ///   - folder: made if it is not there.
    ///   - mail: nil: messages wait in the outbox.
    ///   - hook: for tests, which end a release in the middle of it.
    package init(
        store: Store, folder: String, press: @escaping TicketPress, mail: MailChannel? = nil,
        hook: @escaping ReleaseHook = { _ in }
    ) {
        self.store = store
        self.folder = TicketFolder(root: folder, hook: hook)
        self.press = press
        self.mail = mail
        self.hook = hook
    }

    /// - Parameters:
    ///   - isNewFolder: the folder replaces the one in use; everything that is out is put into it.
    ///   - resending: applications whose messages are to be sent again, with the ids they had.
    /// - Throws: `StorageFault` (`writer-busy` above all) or `ReleaseFault`; what had been done stays done and the
    ///   next run goes on. A ticket that cannot be drawn does not stop the others: it is in the report's `failed`.
    package func release(
        now: LocalSecond, isNewFolder: Bool = false, resending: [String] = []
    ) throws -> ReleaseReport {
        try store.write(purpose: "release") { writer in
            if !resending.isEmpty { try writer.sendAgain(resending) }
            let last = try store.lastRun()
            let run = try writer.beginRun(at: now)
            var round = ReleaseRound(releaser: self, writer: writer, now: now, isNewFolder: isNewFolder)
            do {
                try round.run()
            } catch {
                // The reason the round ended is the one to tell, even if this note cannot be written.
                let released = round.isRecorded ? round.report.released.count : 0
                let told = round.progress(in: error)
                try? writer.endRun(run, released: released, failure: Releaser.reason(told))
                throw told
            }
            var report = round.report
            if let last, last.now > now { report.clockWentBackFrom = last.now }
            let hasRecovered = last.map { $0.state != .finished } ?? true
            report.isNews = report.didSomething || hasRecovered || last?.concerns != report.concerns
            try writer.endRun(run, released: report.released.count, concerns: report.concerns)
            return report
        }
    }

    func decide(at now: LocalSecond) throws(StorageFault) -> [ReleaseDecision] {
        var books: [String: RuleBook] = [:]
        for book in try store.ruleBooks() { books[book.id] = book }
        let premises = try Premises(store)
        return try store.ticketEntries().compactMap { entry in
            books[entry.institution].map {
                ReleaseDecision(entry, book: $0, lost: premises.lostSeats(of: entry, at: now).first?.why, at: now)
            }
        }
    }

    /// What tickets are drawn from; the plan is checked anew.
    func material() throws(StorageFault) -> TicketMaterial {
        guard let scenario = try store.loadScenario() else {
            throw StorageFault(
                .refused, "no-scenario", cause: "数据库里还没有数据 (no scenario)。", action: "先运行 kaowu import。")
        }
        return (scenario, try store.loadPlan())
    }

    /// Of a ticket that is out and whose file cannot be put back.
    static func unrestored(_ decision: ReleaseDecision, _ error: any Error) -> ReleaseReport.Ticket {
        ReleaseReport.Ticket(
            issued: decision, reason: "已经发出，文件丢失或损坏，重画不成 (it is out; its file cannot be put back)：" + reason(error))
    }

    static func reason(_ error: any Error) -> String {
        switch error {
        case let mistakes as Mistakes: mistakes.all.map(\.cause).joined(separator: " ")
        case let fault as StorageFault: fault.mistakes.map(\.cause).joined(separator: " ")
        case let fault as ReleaseFault: fault.mistake.cause
        default: String(describing: error)
        }
    }
}
