import Foundation

/// The outermost object of `kaowu-plan/1`; every part may fail on its own.
private struct PlanDocument: Decodable {
    var format: Attempt<String>?
    var placements: Attempt<[Attempt<Placement>]>?
    var outcomes: Attempt<[Attempt<Outcome>]>?
    var tiers: Attempt<[Attempt<Tier>]>?
}

extension Plan {
    /// Reads the shape of the document. Whether the plan is lawful and its claims are true, only the checker says.
    /// - Throws: every element that cannot be read, each with its JSON path in `column`.
    package static func read(from data: Data, file: String? = nil) throws(Mistakes) -> Plan {
        var reading = DocumentReading(file: file)
        guard let document = reading.document(PlanDocument.self, from: data) else {
            throw Mistakes(reading.mistakes)
        }
        reading.format(document.format, mustBe: Plan.currentFormat)
        let placements = reading.list(document.placements, "placements")
        let outcomes = reading.list(document.outcomes, "outcomes")
        let tiers = reading.list(document.tiers, "tiers")
        guard reading.mistakes.isEmpty, let placements, let outcomes, let tiers else {
            throw Mistakes(reading.mistakes)
        }
        return Plan(placements: placements, outcomes: outcomes, tiers: tiers)
    }

    package static func read(from url: URL) throws(Mistakes) -> Plan {
        try read(from: try documentData(at: url), file: url.lastPathComponent)
    }

    /// The canonical bytes of the document.
    package func encoded() -> Data { writing.finished() }

    /// The canonical bytes, a piece at a time.
    package func write(to sink: ([UInt8]) -> Void) { writing.write(to: sink) }

    private var writing: DocumentWriting {
        var writing = DocumentWriting()
        writing.member("format", format)
        writing.longList("placements", placements)
        writing.longList("outcomes", outcomes)
        writing.list("tiers", tiers)
        return writing
    }
}
