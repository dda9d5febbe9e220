import Foundation

/// The data that is built along with the program: rule books and calendars, in the folder
/// `kaowu_Exams.resources` beside the executable.
///
/// `Bundle.module` ends the process when that folder is missing, as it is when somebody copies only the
/// executable to another machine; looking for it ourselves lets the error say what to do.
package struct ShippedFiles: Sendable {
    static let bundleName = "kaowu_Exams.resources"

    private let roots: [URL]

    /// Looks in the bundle beside each of these folders, in order.
    package init(beside folders: [URL]) {
        roots = folders.map { $0.appendingPathComponent(ShippedFiles.bundleName, isDirectory: true) }
    }

    /// Beside the running executable, also when it is started through a symbolic link.
    package static var current: ShippedFiles {
        let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        return ShippedFiles(beside: [Bundle.main.bundleURL] + (executable.map { [$0] } ?? []))
    }

    /// Names of the JSON files of a folder of the bundle (`Books`, `Years`), sorted.
    func names(in folder: String) throws -> [String] {
        for root in roots {
            let place = root.appendingPathComponent(folder, isDirectory: true)
            if let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) {
                return names.filter { $0.hasSuffix(".json") }.sorted()
            }
        }
        throw missing(folder)
    }

    func data(_ name: String, in folder: String) throws -> Data {
        for root in roots {
            if let data = FileManager.default.contents(atPath: root.appendingPathComponent("\(folder)/\(name)").path) {
                return data
            }
        }
        throw missing("\(folder)/\(name)")
    }

    private func missing(_ path: String) -> Mistakes {
        let places = roots.map(\.path).joined(separator: ", ")
        return Mistakes([
            Mistake(
                code: "data-missing", file: "\(ShippedFiles.bundleName)/\(path)",
                cause: "the program's own data was not found or cannot be read (looked in \(places))",
                action: "Keep the folder \(ShippedFiles.bundleName) of the build beside the executable, or build again."
            )
        ])
    }
}
