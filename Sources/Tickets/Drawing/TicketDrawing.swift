import Exams

/// Draws tickets: one A4 page each, as a PDF of its own. The same content gives the same bytes, in any order, on
/// any run (with the same fonts and the same Cairo). Make one and draw many; not for two threads at once.
package final class TicketDrawing {
    private let typesetter: Typesetter
    private let stack: PaperStack

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
        guard typesetter.faults.isEmpty else { throw Mistakes(typesetter.faults) }
        return try stack.pdf(
            shared: sheet.group, own: sheet.person, title: "准考证 \(content.number.grouped)",
            date: content.printedAsOf.description)
    }

    /// The characters that no installed font can draw, each once: a ticket with them would be refused.
    package func undrawable(in text: String) -> [Unicode.Scalar] { typesetter.missing(in: text) }
}
