/// The places between which a release may be cut off. Tests hand in a hook that ends it there.
package enum ReleaseStep: String, CaseIterable, Sendable {
    case begun, folderMarked, folderTaken, taken, swept, noted, claimed, drawn, temporaryOpened, temporaryHalfWritten,
        temporarySynced, renamed
    case directorySynced, written, redrawn, indexWritten, recorded, messageNoted, messageHanded, messageSent
}

package typealias ReleaseHook = (ReleaseStep) throws -> Void
