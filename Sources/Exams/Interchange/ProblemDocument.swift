import Foundation

/// The outermost object of `kaowu-problem/1`; every part may fail on its own.
private struct ProblemDocument: Decodable {
    var format: Attempt<String>?
    var timeZone: Attempt<String>?
    var policy: Attempt<Policy>?
    var programmes: Attempt<[Attempt<Programme>]>?
    var sittings: Attempt<[Attempt<Sitting>]>?
    var venues: Attempt<[Attempt<Venue>]>?
    var applications: Attempt<[Attempt<Application>]>?
    var released: Attempt<[Attempt<Placement>]>?
    var begun: Attempt<LocalMinute>?
    var broken: Attempt<[Attempt<Breakdown>]>?
}

extension Problem {
    /// Reads the shape of the document: keys, types, dates. What the values mean together is checked by
    /// `validate(problem:)`.
    /// - Throws: every element that cannot be read, each with its JSON path in `column`.
    package static func read(from data: Data, file: String? = nil) throws(Mistakes) -> Problem {
        var reading = DocumentReading(file: file)
        guard let document = reading.document(ProblemDocument.self, from: data) else {
            throw Mistakes(reading.mistakes)
        }
        reading.format(document.format, mustBe: Problem.currentFormat)
        let timeZone = reading.value(document.timeZone, "timeZone")
        let policy = reading.value(document.policy, "policy")
        let programmes = reading.list(document.programmes, "programmes")
        let sittings = reading.list(document.sittings, "sittings")
        let venues = reading.list(document.venues, "venues")
        let applications = reading.list(document.applications, "applications")
        let released = reading.list(ifPresent: document.released, "released")
        let begun = document.begun == nil ? nil : reading.value(document.begun, "begun")
        let broken = reading.list(ifPresent: document.broken, "broken")
        guard reading.mistakes.isEmpty, let timeZone, let policy, let programmes, let sittings, let venues,
            var applications
        else { throw Mistakes(reading.mistakes) }
        // The order in which they are sat does not depend on the order in which they are named.
        for index in applications.indices { applications[index].subjects.sort() }
        var problem = Problem(
            timeZone: timeZone, policy: policy, programmes: programmes, sittings: sittings, venues: venues,
            applications: applications, released: released)
        problem.begun = begun
        problem.broken = broken
        return problem
    }

    package static func read(from url: URL) throws(Mistakes) -> Problem {
        try read(from: try documentData(at: url), file: url.lastPathComponent)
    }

    /// The canonical bytes of the document.
    package func encoded() -> Data { writing.finished() }

    /// The canonical bytes, a piece at a time.
    package func write(to sink: ([UInt8]) -> Void) { writing.write(to: sink) }

    private var writing: DocumentWriting {
        var writing = DocumentWriting()
        writing.member("format", format)
        writing.member("timeZone", timeZone)
        writing.member("policy", policy)
        writing.list("programmes", programmes)
        writing.list("sittings", sittings)
        writing.list("venues", venues)
        writing.longList("applications", applications)
        if let begun { writing.member("begun", begun) }
        if let broken { writing.list("broken", broken) }
        if let released { writing.longList("released", released) }
        return writing
    }
}
