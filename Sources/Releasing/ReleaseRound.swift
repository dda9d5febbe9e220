import Exams
import Storage
import Tickets

/// One release under the write lock, from the first look to the last record.
struct ReleaseRound {
    let releaser: Releaser
    let writer: Writer
    let now: LocalSecond
    var report: ReleaseReport

    /// An edition to be put in its place.
    private struct Piece {
        var issue: Int
        var decision: ReleaseDecision
        var number: TicketNumber
        var file: String
        var revision: Int
        var asOf: LocalSecond
    }

    /// Tickets claimed together: enough that the disk's waits are shared, few enough that a killed run repeats little.
    private static let batch = 64

    private var folder: TicketFolder { releaser.folder }

    init(releaser: Releaser, writer: Writer, now: LocalSecond) {
        self.releaser = releaser
        self.writer = writer
        self.now = now
        report = ReleaseReport(now: now)
    }

    mutating func run() throws {
        try releaser.hook(.begun)
        let decisions = try releaser.decide(at: now)
        describe(decisions)
        try takeBack(decisions)
        try sweep(decisions)
        try place(try noteDue(decisions))
        try settle(decisions.filter { $0.verdict == .unsettled })
        try writeIndex()
        try writer.recordWritten(at: now)
        try releaser.hook(.recorded)
    }

    private mutating func describe(_ decisions: [ReleaseDecision]) {
        report.notYetOpen = ReleaseReport.Opening.list(decisions)
        for decision in decisions {
            switch decision.verdict {
            case .out where decision.entry.issue?.state == .recorded:
                report.alreadyOut += 1
                if let file = decision.entry.issue?.file, decision.window?.state(at: now) != .closed, !folder.exists(file) {
                    report.missing.append(file)
                }
            case .out:
                var ticket = ReleaseReport.Ticket(decision)
                ticket.file = decision.entry.issue?.file
                ticket.digest = decision.entry.issue?.digest?.description
                report.released.append(ticket)
            case .tooLate: report.tooLate.append(ReleaseReport.Ticket(decision))
            case .refused(let obstacle): report.refused.append(ReleaseReport.Ticket(decision, reason: obstacle.text))
            case .due, .notYetOpen, .unsettled, .unseated: break
            }
        }
    }

    /// First the ledger and the index, then the files: nobody is ever pointed at a ticket that is no longer good.
    private mutating func takeBack(_ decisions: [ReleaseDecision]) throws {
        var voids: [(id: Int, reason: String)] = []
        for decision in decisions {
            guard let issue = decision.entry.issue, let reason = decision.void else { continue }
            voids.append((issue.id, reason))
            var ticket = ReleaseReport.Ticket(decision, reason: reason)
            ticket.revision = issue.revision
            ticket.file = issue.file
            ticket.digest = issue.digest?.description
            report.taken.append(ticket)
        }
        if !voids.isEmpty { try writer.void(voids, at: now) }
        try releaser.hook(.taken)
        try writeIndex()
    }

    /// Clears away what a killed run left half-written, and files of tickets that are no longer good. Whatever else
    /// lies in the folder is left alone.
    private func sweep(_ decisions: [ReleaseDecision]) throws {
        var isKept: [String: Bool] = [:]
        for decision in decisions {
            guard let file = decision.file else { continue }
            let state = decision.void == nil ? decision.entry.issue?.state : nil
            isKept[file] = state == .claimed || state == .written || state == .recorded
        }
        let sittings = Set(decisions.map(\.entry.sitting)).sorted()
        for directory in [""] + sittings {
            for name in try folder.names(in: directory) {
                let file = directory.isEmpty ? name : directory + "/" + name
                if TicketFolder.isLeftover(name) || isKept[file] == false { try folder.remove(file) }
            }
        }
        try releaser.hook(.swept)
    }

    private mutating func noteDue(_ decisions: [ReleaseDecision]) throws -> [Piece] {
        var pieces: [Piece] = []
        var dues: [Writer.DueIssue] = []
        for decision in decisions where decision.verdict == .due {
            guard let window = decision.window, let piece = piece(decision) else { continue }
            pieces.append(piece)
            guard piece.issue == ReleaseRound.unnoted else { continue }
            dues.append(
                Writer.DueIssue(
                    ticket: decision.entry.ticket, revision: piece.revision, opens: window.opens,
                    closes: LocalMinute(number: window.closes.number / 60), delivery: decision.delivery))
        }
        var ids = try writer.noteDue(dues, at: now)[...]
        for index in pieces.indices where pieces[index].issue == ReleaseRound.unnoted {
            if let id = ids.popFirst() { pieces[index].issue = id }
        }
        try releaser.hook(.noted)
        return pieces
    }

    private static let unnoted = 0

    private mutating func piece(_ decision: ReleaseDecision) -> Piece? {
        guard let number = decision.number, let file = decision.file else {
            let reason = "its serial \(decision.entry.serial) does not fit a ticket number"
            report.refused.append(ReleaseReport.Ticket(decision, reason: reason))
            return nil
        }
        guard let revision = decision.entry.revision, let change = decision.entry.changes.last else { return nil }
        let live = decision.void == nil ? decision.entry.issue?.id : nil
        return Piece(
            issue: live ?? ReleaseRound.unnoted, decision: decision, number: number, file: file, revision: revision,
            asOf: change.savedAt)
    }

    private mutating func place(_ pieces: [Piece]) throws {
        guard !pieces.isEmpty else { return }
        let printer = try makePrinter()
        for start in stride(from: 0, to: pieces.count, by: ReleaseRound.batch) {
            let batch = pieces[start..<min(start + ReleaseRound.batch, pieces.count)]
            try writer.claim(batch.map(\.issue), at: now)
            try releaser.hook(.claimed)
            var written: [Writer.WrittenFile] = []
            for piece in batch {
                guard let bytes = try draw(piece, printer) else { continue }
                try folder.prepare(piece.decision.entry.sitting)
                if !folder.holds(bytes, at: piece.file) { try folder.write(bytes, to: piece.file) }
                written.append(note(piece, bytes))
            }
            try note(written, of: batch)
        }
    }

    /// A run that was killed had these in hand, and their exam has begun: those whose files are in place were out in
    /// time, the others come too late.
    private mutating func settle(_ decisions: [ReleaseDecision]) throws {
        guard !decisions.isEmpty else { return }
        let printer = try makePrinter()
        var written: [Writer.WrittenFile] = []
        let pieces = decisions.compactMap { piece($0) }
        for piece in pieces {
            if let bytes = try? printer(job(piece)), folder.holds(bytes, at: piece.file) {
                written.append(note(piece, bytes))
            } else {
                let reason = "no ticket was made before the exam began"
                try folder.remove(piece.file)
                try writer.void([(piece.issue, reason)], at: now)
                report.tooLate.append(ReleaseReport.Ticket(piece.decision, reason: reason))
            }
        }
        try note(written, of: pieces[...])
    }

    /// The scenario and the plan, checked anew, and a printer for them.
    private func makePrinter() throws -> TicketPrinter {
        let store = releaser.store
<<<<<<< HEAD
        guard let scenario = try store.loadScenario() else {
            throw StorageFault(
                .refused, "no-scenario", cause: "The database holds no scenario.", action: "Import one first.")
        }
=======
        guard let scenario = try store.loadScenario() else { return { _ in [] } }
>>>>>>> 4a1b95ef7d57a4fd6ff670845485be512f91107f
        return try releaser.press(scenario, try store.loadPlan())
    }

    private func job(_ piece: Piece) -> TicketJob {
        TicketJob(
            application: piece.decision.entry.application, number: piece.number, revision: piece.revision,
            asOf: piece.asOf)
    }

    /// Nil if this ticket cannot be drawn; the others can.
    private mutating func draw(_ piece: Piece, _ printer: TicketPrinter) throws -> [UInt8]? {
        let bytes: [UInt8]
        do {
            bytes = try printer(job(piece))
        } catch {
            let reason = Releaser.reason(error)
            try writer.noteRefused(piece.issue, failure: reason, at: now)
            report.refused.append(ReleaseReport.Ticket(piece.decision, reason: reason))
            return nil
        }
        try releaser.hook(.drawn)
        return bytes
    }

    private mutating func note(_ piece: Piece, _ bytes: [UInt8]) -> Writer.WrittenFile {
        let digest = Digest(of: bytes)
        var ticket = ReleaseReport.Ticket(piece.decision)
        ticket.file = piece.file
        ticket.digest = digest.description
        report.released.append(ticket)
        let message = "\(piece.number.digits).\(piece.revision).\(piece.issue)@kaowu"
        return Writer.WrittenFile(
            issue: piece.issue, file: piece.file, digest: digest,
            message: piece.decision.delivery == .push ? message : nil)
    }

    private func note(_ written: [Writer.WrittenFile], of batch: ArraySlice<Piece>) throws {
        guard !written.isEmpty else { return }
        for sitting in Set(batch.map(\.decision.entry.sitting)).sorted() {
            try folder.prepare(sitting)
            try folder.sync(directory: folder.path(sitting))
        }
        try releaser.hook(.directorySynced)
        try writer.noteWritten(written, at: now)
        try releaser.hook(.written)
    }

    private func writeIndex() throws {
        let tickets = try releaser.decide(at: now).compactMap { decision in
            decision.number.map { (number: $0, entry: decision.entry) }
        }
        let bytes = TicketIndexFile.bytes(of: tickets)
        let isEmpty = bytes.count == TicketIndexFile.header.utf8.count + 1
        if folder.holds(bytes, at: TicketIndexFile.name) || (isEmpty && !folder.exists(TicketIndexFile.name)) { return }
        try folder.makeRoot()
        try folder.write(bytes, to: TicketIndexFile.name)
        try folder.sync(directory: folder.root)
        try releaser.hook(.indexWritten)
    }
}
