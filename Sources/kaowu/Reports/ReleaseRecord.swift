import Exams
import Releasing
import Storage

/// A release as `--json` writes it: the report, what tickets went without (`remarks`, absent if nothing), and what
/// changed since a moment if that was asked.
struct ReleaseRecord: Encodable {
    private let report: ReleaseReport
    private let remarks: [MistakeRecord]
    private let since: LocalSecond?
    private let changes: [Change]?

    struct Change: Encodable {
        let kind: LedgerChange.Kind
        let at: LocalSecond
        let application: String
        let sitting: String
        let revision: Int
        let file: String?
        let digest: String?
        let reason: String?
    }

    init(_ report: ReleaseReport, remarks: [Mistake], since: LocalSecond?, _ changes: [LedgerChange]?) {
        self.report = report
        self.remarks = remarks.map(MistakeRecord.init)
        self.since = since
        self.changes = changes?.map {
            Change(
                kind: $0.kind, at: $0.at, application: $0.application, sitting: $0.sitting, revision: $0.revision,
                file: $0.file, digest: $0.digest?.description, reason: $0.reason)
        }
    }

    private enum CodingKeys: String, CodingKey { case remarks, since, changes }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        if !remarks.isEmpty { try container.encode(remarks, forKey: .remarks) }
        try container.encodeIfPresent(since, forKey: .since)
        try container.encodeIfPresent(changes, forKey: .changes)
    }
}
