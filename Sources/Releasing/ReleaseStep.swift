/// The places between which a release may be cut off. Tests hand in a hook that ends it there.
package enum ReleaseStep: String, CaseIterable, Sendable {
    case begun, taken, swept, noted, claimed, drawn, temporaryOpened, temporaryHalfWritten, temporarySynced, renamed
    case directorySynced, written, indexWritten, recorded
}

package typealias ReleaseHook = (ReleaseStep) throws -> Void
