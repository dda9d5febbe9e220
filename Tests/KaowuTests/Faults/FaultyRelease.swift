import Foundation
import Testing

/// `kaowu release` in a process of its own, with the calls by which it changes an office counted, failed or cut off
/// (`Tests/FaultyCalls`).
struct FaultyRelease {
    /// What happens at the n-th call, from 1.
    enum Fault: String, CaseIterable, Sendable {
        /// SIGKILL; a write is half done.
        case kill
        /// That one call fails.
        case eio
        /// From then on there is no room.
        case enospc
        /// From then on nothing can be written.
        case erofs
    }

    struct Run {
        let wasKilled: Bool
        let code: Int32
        let diagnostics: String
    }

    /// Beside the program, where the package manager puts its libraries.
    static let library: URL? = Program.executable?.deletingLastPathComponent().appendingPathComponent(
        "libFaultyCalls.so")

    let office: OfficeFolder
    let now: String

    /// The number of calls of a release that nothing disturbs.
    func count() throws -> Int {
        let file = office.scratch("calls")
        let run = try finish(try process("count:0", counting: file))
        try #require(run.code == 0, "\(run.diagnostics)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    func run(_ fault: Fault, at call: Int) throws -> Run { try finish(try process("\(fault.rawValue):\(call)")) }

    /// Killed from outside after some time, wherever it is then.
    func run(killedAfter seconds: Double) throws -> Run {
        let process = try process(nil)
        try process.run()
        Thread.sleep(forTimeInterval: seconds)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return ended(process)
    }

    func finish(_ process: Process) throws -> Run {
        try process.run()
        process.waitUntilExit()
        return ended(process)
    }

    private func ended(_ process: Process) -> Run {
        let text = FileManager.default.contents(atPath: office.scratch("diagnostics")) ?? Data()
        return Run(
            wasKilled: process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL,
            code: process.terminationReason == .exit ? process.terminationStatus : -1,
            diagnostics: String(decoding: text, as: UTF8.self))
    }

    /// Not yet started. Without a plan it is disturbed by nothing but what the caller does to it.
    func process(_ plan: String?, counting: String? = nil) throws -> Process {
        let executable = try #require(Program.executable)
        let process = Process()
        process.executableURL = executable
        process.arguments = [
            "release", "--database", office.database, "--folder", office.folder, "--now", now, "--mail-from",
            "kaowu@example.org", "--sendmail", office.sendmail,
        ]
        var environment = ProcessInfo.processInfo.environment
        if let plan {
            let library = try #require(FaultyRelease.library)
            try #require(FileManager.default.fileExists(atPath: library.path), "FaultyCalls was not built")
            environment["LD_PRELOAD"] = library.path
            environment["FAULTY_ROOT"] = office.root
            environment["FAULTY_PLAN"] = plan
            environment["FAULTY_COUNT"] = counting
        }
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let diagnostics = office.scratch("diagnostics")
        _ = FileManager.default.createFile(atPath: diagnostics, contents: nil)
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: diagnostics))
        return process
    }
}
