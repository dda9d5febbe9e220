import Exams
import Storage
import Tickets

/// `index.csv`: the tickets that are out, for a registration platform to fetch by. One line for each, by number;
/// a ticket that is not named here is not out, whatever lies in the folder.
enum TicketIndexFile {
    static let name = "index.csv"

    static let header = "ticket,application,sitting,institution,revision,sha256,opens,closes,delivery,file"

    /// - Parameter unlisted: issues whose files are not in their places.
    static func bytes(of decisions: [ReleaseDecision], without unlisted: Set<Int> = []) -> [UInt8] {
        let lines = decisions.compactMap { decision -> (digits: String, text: String)? in
            let entry = decision.entry
            guard let digits = decision.number?.digits, let issue = entry.issue,
                issue.state == .written || issue.state == .recorded, !unlisted.contains(issue.id),
                let file = issue.file, let digest = issue.digest
            else { return nil }
            let fields = [
                digits, entry.application, entry.sitting, entry.institution, String(issue.revision),
                digest.description, issue.opens.rfc3339, issue.closes.second.rfc3339, issue.delivery.rawValue, file,
            ]
            return (digits, fields.map(quoted).joined(separator: ","))
        }
        return Array(([header] + lines.sorted { $0.digits < $1.digits }.map(\.text)).map { $0 + "\n" }.joined().utf8)
    }

    /// RFC 4180.
    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
