import Exams
import Storage
import Tickets
import Verifying

/// One ticket to be drawn.
package struct TicketJob: Equatable, Sendable {
    package var application: String
    package var number: TicketNumber
    /// The revision that first gave the seats.
    package var revision: Int
    /// When that revision was stored: unlike the moment of drawing, the same however often the ticket is drawn.
    package var asOf: LocalSecond

    package init(application: String, number: TicketNumber, revision: Int, asOf: LocalSecond) {
        self.application = application
        self.number = number
        self.revision = revision
        self.asOf = asOf
    }

    /// Nil for a decision without a number or a seat.
    init?(_ decision: ReleaseDecision) {
        guard let number = decision.number, let revision = decision.entry.revision,
            let change = decision.entry.changes.last
        else { return nil }
        self.init(
            application: decision.entry.application, number: number, revision: revision, asOf: change.savedAt)
    }
}

/// What tickets are drawn from.
typealias TicketMaterial = (scenario: Scenario, plan: VerifiedPlan)

/// Draws a ticket; the same job must give the same bytes, as that is how a file already in its place is recognised.
package typealias TicketPrinter = (TicketJob) throws -> [UInt8]

/// Makes a printer for a scenario and its plan; asked only when something is to be drawn.
package typealias TicketPress = (Scenario, VerifiedPlan) throws -> TicketPrinter

/// The real press: looks up, signs and draws.
/// - Parameters:
///   - photo: the photo of a person, if there is one that may be printed.
///   - map: the map that shows a room, by the ids of its venue and itself, if there is one that can be opened: a
///     venue's whole tickets must not wait for its map.
///   - remark: told of what a ticket goes without.
package func signedPress(
    key: SigningKey, photo: @escaping (Person) throws -> Photo? = { _ in nil },
    map: @escaping (_ venue: String, _ room: String) -> Picture? = { _, _ in nil },
    remark: @escaping (Mistake) -> Void = { _ in }
) -> TicketPress {
    { scenario, plan in
        let index = TicketIndex(scenario: scenario, plan: plan)
        let drawing = try TicketDrawing()
        let people = Dictionary(scenario.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let owners = Dictionary(
            scenario.registrations.map { ($0.id, $0.person) }, uniquingKeysWith: { first, _ in first })
        return { job in
            var content = try index.content(
                of: job.application, number: job.number, revision: job.revision, printedAsOf: job.asOf)
            if let person = owners[job.application].flatMap({ people[$0] }) { content.photo = try photo(person) }
            if let room = content.sessions.first?.room, let venue = index.venue(ofRoom: room) {
                content.map = map(venue.venue.id, room)
            }
            let page = try drawing.pdf(of: content.signed(with: key))
            drawing.remarks.forEach(remark)
            return page
        }
    }
}
