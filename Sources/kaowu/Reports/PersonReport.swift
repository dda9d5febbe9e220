import Exams
import Planning

/// One person with all applications and what became of each.
struct PersonRecord: Encodable {
    struct Seat: Encodable {
        let subject: String
        let time: String
        let room: String
        let row: Int
        let column: Int
    }

    struct ApplicationRecord: Encodable {
        let application: String
        let institution: String
        let programme: String
        let firstMonth: String
        /// `placed`, `interrupted` (began to sit and has no place any more; `seats` are where), `waiting` or `ineligible`.
        let state: String
        let sitting: String?
        let seats: [Seat]
        /// Why it waits, is not eligible, or sits later than wished; Chinese and English.
        let reason: String?
        let remedy: String?
    }

    let person: String
    let name: String
    let documentType: String
    /// Masked unless the user asked for it whole.
    let documentNumber: String
    let isGenerated: Bool
    let applications: [ApplicationRecord]
}

enum PersonReport {
    /// - Parameter which: an application's id, a person's id, a whole name or a whole document number.
    /// - Throws: `person-unknown`.
    static func records(_ which: String, _ index: PlanIndex, isRevealed: Bool) throws(Mistakes) -> [PersonRecord] {
        let owner = index.registrations[which]?.person
        let found = index.scenario.people.filter {
            $0.id == owner || $0.id == which || $0.name == which || $0.documentNumber == which.uppercased()
        }
        guard !found.isEmpty else {
            throw Mistakes([
                Mistake(
                    code: "person-unknown", cause: "没有这个报名号、考生编号、姓名或证件号码。",
                    action: "写完整的姓名或号码；报名号见 applications.csv。")
            ])
        }
        let people = Set(found.map(\.id))
        let delays = keyed(
            Planner.delays(in: index.plan, of: index.problem) {
                index.registrations[$0].map { people.contains($0.person) } ?? false
            }, \.application)
        return found.map { person in
            PersonRecord(
                person: person.id, name: person.name, documentType: person.documentType.title,
                documentNumber: isRevealed ? person.documentNumber : person.maskedNumber,
                isGenerated: person.generated,
                applications: index.scenario.registrations.filter { $0.person == person.id }.map {
                    record($0, index, delays[$0.id])
                })
        }
    }

    private static func record(
        _ registration: Registration, _ index: PlanIndex, _ delay: DelayReason?
    ) -> PersonRecord.ApplicationRecord {
        let interrupted = index.interrupted[registration.id]
        let placement = index.placements[registration.id] ?? interrupted
        let outcome = index.outcomes[registration.id]
        let seats = (placement?.subjects ?? []).map {
            PersonRecord.Seat(
                subject: $0.subject.title, time: index.clock($0.period), room: index.roomTitle($0.room), row: $0.row,
                column: $0.column)
        }
        return PersonRecord.ApplicationRecord(
            application: registration.id, institution: index.institutionName(registration.institution),
            programme: index.programmeTitle(registration.programme), firstMonth: registration.firstMonth.description,
            state: interrupted != nil
                ? "interrupted" : placement != nil ? "placed" : outcome?.state.rawValue ?? "unplanned",
            sitting: placement?.sitting,
            seats: seats, reason: outcome?.reason ?? delay?.reason, remedy: outcome?.remedy ?? delay?.remedy)
    }

    static func text(_ records: [PersonRecord]) -> String { records.map(text).joined(separator: "\n\n") }

    private static func text(_ record: PersonRecord) -> String {
        var lines = [
            "\(record.name)  \(record.documentType) \(record.documentNumber)  \(record.person)"
                + (record.isGenerated ? "  （生成数据）" : "")
        ]
        for application in record.applications {
            lines.append("  报名 \(application.application)  \(application.institution)  \(application.programme)")
            lines.append("    首选 \(application.firstMonth)  \(state(application))")
            for seat in application.seats {
                lines.append("    \(seat.subject)  \(seat.time)  \(seat.room)  \(seat.row) 行 \(seat.column) 列")
            }
            if let reason = application.reason { lines.append("    原因：\(ReasonText.chinese(reason))") }
            if let remedy = application.remedy { lines.append("    办法：\(ReasonText.chinese(remedy))") }
        }
        return lines.joined(separator: "\n")
    }

    private static func state(_ application: PersonRecord.ApplicationRecord) -> String {
        switch application.state {
        case "placed": "已编排（\(application.sitting ?? "")\(application.reason == nil ? "" : "，晚于首选")）"
        case "interrupted": "考试中断（\(application.sitting ?? "")），结果由机构决定；已开考的："
        case "waiting": "等候"
        case "ineligible": "不合资格"
        default: "该版方案之后的报名，尚未编排"
        }
    }
}
