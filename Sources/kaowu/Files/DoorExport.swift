import Exams
import Releasing
import Storage
import Tickets

extension Office {
    /// Public keys, and every ticket of which an edition has been out that is no longer good, or not as things stand.
    func doorList(at now: LocalSecond) throws -> DoorList {
        let issued = try store.issuedRevisions()
        let books = keyed(scenario.ruleBooks, \.id)
        let swaps = try store.swappedRevisions()
        let interrupted = Set(try store.interruptedApplications(in: try store.currentRevision() ?? 0))
        let isAsPrinted = swaps.isEmpty && interrupted.isEmpty
        let seating = isAsPrinted ? nil : TicketIndex(scenario: scenario, plan: try store.loadPlan())
        let premises = try Premises(store)
        var revoked: [DoorList.Revoked] = []
        for entry in try store.ticketEntries() {
            guard let revisions = issued[entry.ticket], let oldest = revisions.first,
                let book = books[entry.institution]
            else { continue }
            let number = try TicketNumber(month: entry.month, institution: book.numberCode, serial: entry.serial)
            if let obstacle = Obstacle(entry, rule: book.ticketWindow) {
                revoked.append(DoorList.Revoked(number: number, current: nil, reason: DoorWords.text(obstacle)))
            } else if let current = entry.revision {
                let lost = premises.lostSeats(of: entry, at: nil).filter {
                    now < $0.seat.period.start.second || !premises.hasBegun($0.seat, $0.why, heard: now)
                }
                guard oldest < current || !lost.isEmpty else { continue }
                // Who has begun keeps the ticket he came with, for what he has begun.
                let isInterrupted = interrupted.contains(entry.application)
                let good = isInterrupted ? oldest : entry.oldestAdmitted(swaps)
                let seats =
                    try good == current
                    ? nil
                    : seating?.content(
                        of: entry.application, number: number, revision: current, printedAsOf: now
                    ).sealPayload.seats
                let reason =
                    lost.first?.why.title ?? (isInterrupted ? "考试中断，其余科目没有座位" : seats == nil ? "座位已改" : "机位已换")
                revoked.append(
                    DoorList.Revoked(
                        number: number, current: good, reason: reason, seats: seats,
                        suspended: lost.isEmpty ? nil : lost.map(\.seat.subject)))
            } else {
                revoked.append(DoorList.Revoked(number: number, current: nil, reason: "现行方案中没有座位"))
            }
        }
        var rooms: [String: String] = [:]
        var venues: [String: String] = [:]
        for sheet in scenario.venues {
            for room in sheet.venue.rooms { venues[room.id] = sheet.venue.id }
            for room in sheet.venue.rooms { rooms[room.id] = sheet.name + " " + (sheet.roomNames[room.id] ?? room.id) }
        }
        let keys = try store.keyRing().compactMap { PublicKey($0.publicKey) }
        guard !keys.isEmpty else {
            throw Mistakes([
                Mistake(
                    code: "key-ring-empty", cause: "数据库还不知道任何签名公钥。",
                    action: "先用 kaowu key create --database FILE 建立密钥，或发放一次准考证。")
            ])
        }
        return DoorList(
            madeAt: now, newest: try store.currentRevision(), keys: keys, rooms: rooms, venues: venues,
            tickets: revoked)
    }
}

extension TicketEntry {
    /// The oldest edition that still opens the door: a machine swapped on the exam day does not turn away who holds
    /// the ticket of before, as the door says the new machine.
    fileprivate func oldestAdmitted(_ swaps: Set<Int>) -> Int? {
        changes.last { !swaps.contains($0.revision) }?.revision ?? revision
    }
}

private enum DoorWords {
    static func text(_ obstacle: Obstacle) -> String {
        switch obstacle {
        case .notApproved: "资格审核未通过"
        case .withdrawn: "考生已退考"
        case .unpaid: "费用未缴清或已退"
        case .banned: "考生在考试日禁考"
        }
    }
}
