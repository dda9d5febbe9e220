import Exams

/// Draws tickets: one A4 page each, as a PDF of its own. The same content gives the same bytes, in any order, on
/// any run (with the same fonts and the same Cairo). Make one and draw many; not for two threads at once.
package final class TicketDrawing {
    private let typesetter: Typesetter
    private let stack: PaperStack
    /// What was left out of the ticket drawn last, though it is good without it.
    package private(set) var remarks: [Mistake] = []

    /// - Throws: `font-missing`.
    package init() throws(Mistakes) {
        typesetter = try Typesetter()
        stack = PaperStack(typesetter)
    }

    /// - Throws: everything that kept the page from being drawn whole: a character no font has, a text too long for
    ///   its place, notices that overrun the page, a missing signature. Nothing is drawn half.
    package func pdf(of content: TicketContent) throws(Mistakes) -> [UInt8] {
        guard let seal = content.seal else {
            throw Mistakes([
                Mistake(
                    code: "ticket-unsigned", cause: "Ticket \(content.number) has no signature.",
                    action: "Sign the content before drawing it.")
            ])
        }
        let code = try QRSymbol(seal)
        typesetter.startPage()
        let sheet = TicketSheet(content, code: code, typesetter)
        remarks = sheet.remarks
        guard typesetter.faults.isEmpty else { throw Mistakes(typesetter.faults) }
        return try stack.pdf(
            shared: sheet.group, own: sheet.person, title: "准考证 \(content.number.grouped)",
            date: content.printedAsOf.description)
    }

    /// What keeps the tickets of everybody in this room from being drawn: a venue, address or room that is too long for
    /// its place in the table, or has a character without a glyph.
    package func faults(venue: String, address: String, roomName: String) -> [Mistake] {
        typesetter.startPage()
        _ = TicketSheet.venueBlocks(venue, address, typesetter)
        _ = TicketSheet.roomBlocks(roomName, typesetter)
        return typesetter.faults
    }

    /// What keeps this person's ticket from being drawn.
    package func faults(name: String, unit: String?) -> [Mistake] {
        typesetter.startPage()
        _ = TicketSheet.nameBlock(name, typesetter)
        _ = unit.map { TicketSheet.unitBlock($0, typesetter) }
        return typesetter.faults
    }

    /// The characters that no installed font can draw, each once: a ticket with them would be refused.
    package func undrawable(in text: String) -> [Unicode.Scalar] { typesetter.missing(in: text) }
}
