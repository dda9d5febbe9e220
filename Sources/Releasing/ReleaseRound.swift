import Exams
import Storage
import Tickets

/// One release under the write lock, from the first look to the last record.
struct ReleaseRound {
    let releaser: Releaser
    let writer: Writer
    let now: LocalSecond
    /// The folder may become the one in use though another was.
    let isNewFolder: Bool
    var report: ReleaseReport
    /// Whether what the report calls released has been recorded as out.
    private(set) var isRecorded = false
    /// Issues whose files are not in their places.
    var unlisted: Set<Int> = []
    /// Tickets this round has to put in their places, and those it has put there.
    var wanted = 0
    var placed = 0

    var folder: TicketFolder { releaser.folder }

    init(releaser: Releaser, writer: Writer, now: LocalSecond, isNewFolder: Bool) {
        self.releaser = releaser
        self.writer = writer
        self.now = now
        self.isNewFolder = isNewFolder
        report = ReleaseReport(now: now)
    }

    mutating func run() throws {
        try releaser.hook(.begun)
        let isMoving = try takeFolder() != .inUse
        let survey = try ReleaseSurvey(releaser, at: now)
        unlisted = survey.unlisted
        survey.describe(into: &report, isMoving: isMoving)
        try noteMissed(survey.missed)
        let losses = survey.losses.compactMap(\.entry.issue?.id)
        if !losses.isEmpty { try writer.noteLost(losses, at: now) }
        try takeBack(survey.voids)
        // A run that was killed may have left an index that names what is swept away next.
        try writeIndex(survey.voids.isEmpty ? survey.decisions : try releaser.decide(at: now))
        try sweep(survey.decisions)
        let unsettled = survey.decisions.filter { $0.verdict == .unsettled }
        try place(try noteDue(survey.decisions))
        try settle(unsettled)
        try redraw(survey.broken)
        let isUnchanged = [survey.voids, survey.due, unsettled, survey.broken].allSatisfy(\.isEmpty)
        try writeIndex(isUnchanged ? survey.decisions : try releaser.decide(at: now))
        try writer.recordWritten(at: now)
        isRecorded = true
        try releaser.hook(.recorded)
        try deliver()
    }

    func noteMissed(_ decisions: [ReleaseDecision]) throws(StorageFault) {
        let misses = decisions.compactMap { decision in
            decision.entry.revision.map { (ticket: decision.entry.ticket, revision: $0) }
        }
        if !misses.isEmpty { try writer.noteMissed(misses, at: now) }
    }

    /// First the ledger and the index, then the files: nobody is ever pointed at a ticket that is no longer good.
    private mutating func takeBack(_ decisions: [ReleaseDecision]) throws {
        var voids: [(id: Int, reason: String)] = []
        for decision in decisions {
            guard let issue = decision.entry.issue, let reason = decision.void else { continue }
            voids.append((issue.id, reason))
            if decision.isInHands {
                report.taken.append(ReleaseReport.Ticket(issued: decision, reason: reason))
            }
        }
        if !voids.isEmpty { try writer.void(voids, at: now) }
        try releaser.hook(.taken)
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

    /// The error that ended the round, with how far it had come: what cron mails is one line.
    func progress(in error: any Error) -> any Error {
        guard wanted > placed else { return error }
        let words = "这次写好 \(placed) 张，还有 \(wanted - placed) 张没有写 (\(placed) written, \(wanted - placed) left)。"
        switch error {
        case var fault as ReleaseFault where fault.kind == .obstructed:
            fault.mistake.cause += words
            return fault
        case var fault as StorageFault where fault.kind == .failed && !fault.mistakes.isEmpty:
            fault.mistakes[fault.mistakes.count - 1].cause += words
            return fault
        default: return error
        }
    }

    private func writeIndex(_ decisions: [ReleaseDecision]) throws {
        let bytes = TicketIndexFile.bytes(of: decisions, without: unlisted)
        let isEmpty = bytes.count == TicketIndexFile.header.utf8.count + 1
        if folder.holds(bytes, at: TicketIndexFile.name) || (isEmpty && !folder.exists(TicketIndexFile.name)) { return }
        try folder.makeRoot()
        try folder.write(bytes, to: TicketIndexFile.name)
        try folder.sync(directory: folder.root)
        try releaser.hook(.indexWritten)
    }
}
