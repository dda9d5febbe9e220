import Foundation

/// A program of the system that reads back what ours wrote: poppler's, zbar's, coreutils'.
package enum Tool {
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    /// - Returns: what it printed.
    /// - Throws: `Failure` if it is not installed or does not end well.
    package static func run(_ name: String, _ arguments: String..., in folder: String? = nil) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let isMissing = process.terminationStatus == 127
            throw Failure(
                description: isMissing
                    ? "\(name) is not installed; run .ci/setup" : "\(name) ended with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Makes a shell script that can be started at once. Another process writes it: what is forked beside us would hold
    /// a file of ours open for writing, and nothing that is being written can be started.
    package static func write(script: String, to path: String) throws {
        _ = try run("sh", "-c", #"printf '%s\n' '#!/bin/sh' "$1" > "$0" && chmod 700 "$0""#, path, script)
    }
}
