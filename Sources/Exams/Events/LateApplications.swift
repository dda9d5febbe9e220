import Foundation

/// Rows of an applications sheet that came after the import: 补报名, and 补考 with the subjects still to sit.
package enum LateApplications {
    /// - Returns: one event per row; the person is the one already known by the same document, or a new one.
    /// - Throws: all mistakes of all rows; then nothing is taken.
    package static func read(
        _ bytes: [UInt8], file: String, into scenario: Scenario, by: String, why: String, at now: LocalSecond
    ) throws(Mistakes) -> [EventRecord] {
        var log = ImportLog()
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        var reader = ApplicationReader(continuing: scenario, folder: folder)
        if let sheet = Sheet<ApplicationsColumn>(bytes, log: &log) { reader.read(sheet, log: &log) }
        let people = Dictionary(reader.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var desk = ScenarioDesk(scenario)
        var records: [EventRecord] = []
        for var registration in reader.registrations {
            if let paidAt = registration.paidAt, registration.feePaid >= registration.feeDue {
                guard let month = scenario.firstMonth(for: registration, paidAt: paidAt) else {
                    log.refuse(missed(registration, paidAt))
                    continue
                }
                registration.firstMonth = month
            }
            guard let person = people[registration.person] else { continue }
            let event = ScenarioEvent.lateApplication(registration, of: person)
            if let objection = EventCheck(desk: desk, now: now, starts: [:]).objection(to: event) {
                log.refuse(objection)
                continue
            }
            _ = desk.take(event)
            records.append(EventRecord(event: event, at: now, by: by, why: why))
        }
        if log.mistakes.isEmpty, records.isEmpty {
            log.refuse(Mistake(code: "sheet-without-rows", cause: "表中没有报名。", action: "在表头下面填写至少一行。"))
        }
        guard log.mistakes.isEmpty else {
            throw Mistakes(
                log.mistakes.map { mistake in
                    var named = mistake
                    named.file = file
                    return named
                })
        }
        return records
    }

    private static func missed(_ registration: Registration, _ paidAt: LocalSecond) -> Mistake {
        Mistake(
            code: "no-sitting-open", cause: "报名 \(registration.id) 的项目没有缴费截止在 \(paidAt) 之后的批次。",
            action: "等安排了新的批次再登记，或退费。")
    }
}
