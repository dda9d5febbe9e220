import Exams
import Foundation

/// Keeps problem documents in pieces that revisions share.
///
/// A plan is only worth what it can be checked against, so every revision needs its problem, unchanged, for ever; but
/// the problems of two revisions differ in a few lines of perhaps a million. The canonical document has one element
/// on a line. It is cut after every line whose hash ends in six zero bits, that is about every 64 lines, wherever
/// the line stands: a changed, added or removed line changes the piece it is in and, rarely, the next; all others are
/// found to be stored already (content-defined chunking, as in Muthitacharoen, Chen, Mazières, "A Low-bandwidth
/// Network File System", SOSP 2001, with lines in place of a sliding window).
struct ProblemArchive {
    let connection: Connection

    private static let mask: UInt64 = 0b11_1111

    /// The row of the document, stored if it is new.
    func store(_ problem: Problem) throws(StorageFault) -> (id: Int, digest: Digest) {
        let document = [UInt8](problem.encoded())
        let digest = Digest(of: document)
        if let id = try connection.first("SELECT id FROM problem WHERE digest = ?", digest, read: { $0.integer(0) }) {
            return (id, digest)
        }
        try connection.run("INSERT INTO problem (digest) VALUES (?)", digest)
        let id = connection.lastInserted
        for (place, piece) in ProblemArchive.pieces(of: document).enumerated() {
            let name = Digest(of: piece)
            try connection.run(
                "INSERT INTO piece (digest, lines) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
                name, String(decoding: piece, as: UTF8.self))
            try connection.run(
                "INSERT INTO problem_piece (problem, place, piece) VALUES (?, ?, ?)", id, place, name)
        }
        return (id, digest)
    }

    /// - Throws: `database-damaged` if the document is not, byte for byte, the one that was stored.
    func load(_ id: Int) throws(StorageFault) -> (problem: Problem, digest: Digest) {
        let pieces = try connection.rows(
            """
            SELECT lines FROM problem_piece JOIN piece ON piece.digest = problem_piece.piece
            WHERE problem = ? ORDER BY place
            """, id
        ) { $0.text(0) }
        let document = Data(pieces.joined().utf8)
        let digest = Digest(of: document)
        let stored = try connection.first("SELECT digest FROM problem WHERE id = ?", id) { $0.text(0) }
        guard digest.description == stored else { throw .damaged("The problem of a stored plan has been altered.") }
        do {
            return (try Problem.read(from: document), digest)
        } catch {
            throw StorageFault(.refused, error.all)
        }
    }

    static func pieces(of document: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        var hash = offsetBasis
        for (index, byte) in document.enumerated() {
            hash = (hash ^ UInt64(byte)) &* prime
            guard byte == UInt8(ascii: "\n") else { continue }
            // The low bits of this hash mix little of the last bytes; the high ones mix all.
            if (hash >> 32) & mask == 0 {
                pieces.append(document[start...index])
                start = index + 1
            }
            hash = offsetBasis
        }
        if start < document.count { pieces.append(document[start...]) }
        return pieces
    }

    // FNV-1a, 64 bits (Fowler, Noll, Vo).
    private static let offsetBasis: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01b3
}
