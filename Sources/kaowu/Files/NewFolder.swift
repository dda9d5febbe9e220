import Exams
import Foundation

/// A folder that appears with everything in it or not at all: filled under another name beside its place, then
/// renamed.
struct NewFolder {
    let path: String
    /// Where files go until it appears.
    let workPath: String

    /// - Throws: `folder-not-empty` if something is there already, and what keeps it from being made.
    init(_ path: String) throws(Mistakes) {
        self.path = path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard names.isEmpty, !InputFile.exists(path) || (try? InputFile.folder(at: path)) != nil else {
            throw Mistakes([
                Mistake(
                    code: "folder-not-empty", file: path, cause: "这里已有内容，旧的考务袋不会被改动。",
                    action: "换一个新文件夹，如 \(path)-新。")
            ])
        }
        let url = URL(fileURLWithPath: path)
        workPath = url.deletingLastPathComponent().path + "/.\(url.lastPathComponent).writing-\(getpid())"
        try OutputFile.makeFolder(workPath)
        chmod(workPath, 0o700)
    }

    func appear() throws(Mistakes) {
        rmdir(path)
        do {
            try OutputFile.move(workPath, to: path)
        } catch {
            discard()
            throw error
        }
    }

    func discard() { try? FileManager.default.removeItem(atPath: workPath) }
}
