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

    /// The row of the document, stored if it is new. The document is written once, a part at a time; pieces of one
    /// that is known already are known too.
    func store(_ problem: Problem) throws(StorageFault) -> (id: Int, digest: Digest) {
        var whole = Digesting()
        var cutter = PieceCutter()
        var names: [Digest] = []
        var failure: StorageFault?
        var insertion = RowInsertion(
            connection, into: "piece", ["digest", "lines"], clause: "ON CONFLICT (digest) DO NOTHING", rowsAtOnce: 8)
        func keep(_ piece: ArraySlice<UInt8>) {
            guard failure == nil else { return }
            let name = Digest(of: piece)
            names.append(name)
            do throws(StorageFault) {
                insertion.add(name.description)
                insertion.add(texts: piece)
                try insertion.endRow()
            } catch {
                failure = error
            }
        }
        problem.write { bytes in
            whole.take(bytes)
            cutter.take(bytes, keep)
        }
        cutter.finish(keep)
        if let failure { throw failure }
        try insertion.finish()
        let digest = whole.digest()
        if let id = try connection.first("SELECT id FROM problem WHERE digest = ?", digest, read: { $0.integer(0) }) {
            return (id, digest)
        }
        try connection.run("INSERT INTO problem (digest) VALUES (?)", digest)
        let id = connection.lastInserted
        var list = RowInsertion(connection, into: "problem_piece", ["problem", "place", "piece"])
        for (place, name) in names.enumerated() {
            list.add(id)
            list.add(place)
            list.add(name.description)
            try list.endRow()
        }
        try list.finish()
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
}

/// A problem that is stored, before there is a plan for it.
package struct KeptProblem: Sendable {
    fileprivate let problem: Problem
    fileprivate let id: Int
    fileprivate let digest: Digest

    /// Nil if it is another problem.
    func place(of other: Problem) -> (id: Int, digest: Digest)? { problem == other ? (id, digest) : nil }
}

extension Store {
    /// Stores a problem while its plan is being made. One that gets no plan stays, and is told of nowhere.
    package func keep(_ problem: Problem) throws -> KeptProblem {
        try write(purpose: "keeping a problem") { writer throws(StorageFault) in
            let isFirst = try writer.store.currentRevision() == nil
            return try writer.connection.bulkTransaction(isFirst: isFirst) { () throws(StorageFault) in
                let (id, digest) = try ProblemArchive(connection: writer.connection).store(problem)
                return KeptProblem(problem: problem, id: id, digest: digest)
            }
        }
    }
}

/// Cuts a document that comes in parts into pieces of whole lines.
struct PieceCutter {
    private var pending: [UInt8] = []
    private var hash = offsetBasis

    private static let mask: UInt64 = 0b11_1111

    mutating func take(_ bytes: [UInt8], _ keep: (ArraySlice<UInt8>) -> Void) {
        var start = 0
        for (index, byte) in bytes.enumerated() {
            hash = (hash ^ UInt64(byte)) &* PieceCutter.prime
            guard byte == UInt8(ascii: "\n") else { continue }
            // The low bits of this hash mix little of the last bytes; the high ones mix all.
            let isEnd = (hash >> 32) & PieceCutter.mask == 0
            hash = PieceCutter.offsetBasis
            guard isEnd else { continue }
            if pending.isEmpty {
                keep(bytes[start...index])
            } else {
                pending += bytes[start...index]
                keep(pending[...])
                pending.removeAll(keepingCapacity: true)
            }
            start = index + 1
        }
        pending += bytes[start...]
    }

    /// What follows the last cut.
    mutating func finish(_ keep: (ArraySlice<UInt8>) -> Void) {
        if !pending.isEmpty { keep(pending[...]) }
        pending = []
    }

    // FNV-1a, 64 bits (Fowler, Noll, Vo).
    private static let offsetBasis: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01b3
}
