import Foundation
import Testing

/// The built `kaowu`, run as a process: what is tested is what users run.
struct Program {
    struct Run {
        let code: Int32
        let output: String
        let diagnostics: String

        /// A value of a `--json` result.
        func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(output.utf8))
        }
    }

    /// Beside the test bundle, where the package manager puts both.
    static let executable: URL? = {
        let folders =
            [Bundle.main.executableURL?.deletingLastPathComponent(), Bundle.main.bundleURL]
            + CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        return folders.compactMap { $0?.appendingPathComponent("kaowu") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()

    /// Results go to files, not pipes, so that no amount of output can block the process.
    /// - Parameter directory: where relative paths begin; the tests' own if absent.
    static func run(_ arguments: [String], in directory: URL? = nil) throws -> Run {
        let executable = try #require(executable, "the kaowu executable was not built beside the tests")
        let folder = try WorkFolder()
        let (output, diagnostics) = (folder.path("output"), folder.path("diagnostics"))
        for path in [output, diagnostics] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        if let directory { process.currentDirectoryURL = directory }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: diagnostics))
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit, "kaowu \(arguments.joined(separator: " ")) crashed")
        return Run(
            code: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
            diagnostics: try String(contentsOfFile: diagnostics, encoding: .utf8))
    }

    static func run(_ arguments: String...) throws -> Run { try run(arguments) }

    /// A run that must succeed.
    static func result(_ arguments: String...) throws -> Run {
        let run = try run(arguments)
        try #require(run.code == 0, "kaowu \(arguments.joined(separator: " ")): \(run.diagnostics)\(run.output)")
        return run
    }
}

/// A folder of its own, gone with the test.
final class WorkFolder: Sendable {
    let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("kaowu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func path(_ name: String) -> String { root.appendingPathComponent(name).path }

    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    func names(_ name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }
}

/// The repository's `Scenarios/`.
enum Scenarios {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Scenarios")

    static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [])
        .filter { FileManager.default.fileExists(atPath: root.appendingPathComponent("\($0)/applications.csv").path) }
        .sorted()

    static func path(_ name: String) -> String { root.appendingPathComponent(name).path }
}
