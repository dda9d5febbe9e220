import Exams
import Storage
import Tickets

extension ReleaseRound {
    /// An edition to be put in its place.
    struct Piece {
        var issue: Int
        var decision: ReleaseDecision
        var job: TicketJob
        var file: String
    }

    /// Tickets claimed together: enough that the disk's waits are shared, few enough that a killed run repeats little.
    private static let batch = 64

    private static let unnoted = 0

    mutating func noteDue(_ decisions: [ReleaseDecision]) throws -> [Piece] {
        var pieces: [Piece] = []
        var dues: [Writer.DueIssue] = []
        for decision in decisions where decision.verdict == .due {
            guard let window = decision.window, let piece = piece(decision) else { continue }
            pieces.append(piece)
            guard piece.issue == ReleaseRound.unnoted else { continue }
            dues.append(
                Writer.DueIssue(
                    ticket: decision.entry.ticket, revision: piece.job.revision, opens: window.opens,
                    closes: LocalMinute(number: window.closes.number / 60), delivery: decision.delivery))
        }
        var ids = (dues.isEmpty ? [] : try writer.noteDue(dues, at: now))[...]
        for index in pieces.indices where pieces[index].issue == ReleaseRound.unnoted {
            if let id = ids.popFirst() { pieces[index].issue = id }
        }
        try releaser.hook(.noted)
        return pieces
    }

    private mutating func piece(_ decision: ReleaseDecision) -> Piece? {
        guard let file = decision.file else {
            report.failed.append(ReleaseReport.Ticket(decision, reason: decision.unnumbered))
            return nil
        }
        guard let job = TicketJob(decision) else { return nil }
        let live = decision.void == nil ? decision.entry.issue?.id : nil
        return Piece(issue: live ?? ReleaseRound.unnoted, decision: decision, job: job, file: file)
    }

    mutating func place(_ pieces: [Piece]) throws {
        guard !pieces.isEmpty else { return }
        wanted = pieces.count
        let printer = try makePrinter()
        for start in stride(from: 0, to: pieces.count, by: ReleaseRound.batch) {
            let batch = pieces[start..<min(start + ReleaseRound.batch, pieces.count)]
            try writer.claim(batch.map(\.issue), at: now)
            try releaser.hook(.claimed)
            try prepare(batch)
            var written: [Writer.WrittenFile] = []
            for piece in batch {
                guard let bytes = try draw(piece, printer) else {
                    wanted -= 1
                    continue
                }
                try put(bytes, piece)
                placed += 1
                written.append(note(piece, bytes))
            }
            try note(written, of: batch)
        }
    }

    /// A run that was killed had these in hand, and their exam has begun: those whose files are in place were out in
    /// time, the others come too late.
    mutating func settle(_ decisions: [ReleaseDecision]) throws {
        guard !decisions.isEmpty else { return }
        let printer = try makePrinter()
        var written: [Writer.WrittenFile] = []
        let pieces = decisions.compactMap { piece($0) }
        for piece in pieces {
            if let bytes = try? printer(piece.job), folder.holds(bytes, at: piece.file) {
                written.append(note(piece, bytes))
            } else {
                try folder.remove(piece.file)
                try writer.void([(piece.issue, ReleaseDecision.missed)], at: now)
                try noteMissed([piece.decision])
                report.tooLate.append(ReleaseReport.Ticket(piece.decision, reason: ReleaseDecision.missed))
            }
        }
        try note(written, of: pieces[...])
    }

    /// Puts back files of tickets that are out. Their bytes are what was written before, unless the key, the photo or
    /// the program has changed since, or a name was corrected; then the report says so, and the ledger and the index name
    /// the new ones.
    mutating func redraw(_ decisions: [ReleaseDecision]) throws {
        guard !decisions.isEmpty else { return }
        let printer = try makePrinter()
        for decision in decisions {
            guard let issue = decision.entry.issue, let piece = piece(decision) else { continue }
            let bytes: [UInt8]
            do {
                bytes = try printer(piece.job)
            } catch {
                // What is damaged must not be handed out, even if nothing better can be made now.
                try folder.remove(piece.file)
                report.failed.append(Releaser.unrestored(decision, error))
                continue
            }
            try prepare([piece])
            try put(bytes, piece)
            try folder.sync(directory: folder.path(piece.decision.entry.sitting))
            let digest = Digest(of: bytes)
            var ticket = ReleaseReport.Ticket(issued: decision)
            if digest != issue.digest {
                try writer.noteRedrawn(issue.id, digest: digest, at: now)
                ticket.reason = ReleaseReport.differs
            }
            ticket.digest = digest.description
            report.redrawn.append(ticket)
            unlisted.remove(issue.id)
            try releaser.hook(.redrawn)
        }
    }

    private func prepare(_ pieces: ArraySlice<Piece>) throws {
        for sitting in Set(pieces.map(\.decision.entry.sitting)).sorted() { try folder.prepare(sitting) }
    }

    private func put(_ bytes: [UInt8], _ piece: Piece) throws {
        if !folder.holds(bytes, at: piece.file) { try folder.write(bytes, to: piece.file) }
    }

    /// The scenario and the plan, checked anew, and a printer for them.
    private func makePrinter() throws -> TicketPrinter {
        let material = try releaser.material()
        return try releaser.press(material.scenario, material.plan)
    }

    /// Nil if this ticket cannot be drawn; the others can.
    private mutating func draw(_ piece: Piece, _ printer: TicketPrinter) throws -> [UInt8]? {
        let bytes: [UInt8]
        do {
            bytes = try printer(piece.job)
        } catch {
            let reason = Releaser.reason(error)
            try writer.noteRefused(piece.issue, failure: reason, at: now)
            report.failed.append(ReleaseReport.Ticket(piece.decision, reason: reason))
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
        // A ticket taken back and issued again is another message; a repeat of the same edition is not.
        let message = "\(piece.job.number.digits).\(piece.job.revision).\(piece.issue)@tickets.kaowu"
        return Writer.WrittenFile(
            issue: piece.issue, file: piece.file, digest: digest,
            message: piece.decision.delivery == .push ? message : nil)
    }

    private func note(_ written: [Writer.WrittenFile], of batch: ArraySlice<Piece>) throws {
        guard !written.isEmpty else { return }
        try prepare(batch)
        for sitting in Set(batch.map(\.decision.entry.sitting)).sorted() {
            try folder.sync(directory: folder.path(sitting))
        }
        // A run that was killed may have made the sitting's folder and not have come to this.
        try folder.sync(directory: folder.root)
        try releaser.hook(.directorySynced)
        try writer.noteWritten(written, at: now)
        try releaser.hook(.written)
    }
}
