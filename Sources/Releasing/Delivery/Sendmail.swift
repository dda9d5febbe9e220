import Foundation

/// The machine's own mail system, behind the interface that Postfix, Exim, OpenSMTPD, msmtp and others share:
/// `sendmail -i -t` reads a whole message from standard input and takes the recipients from its header.
///
/// It takes the message over and delivers it later, so its yes means “queued”.
package struct Sendmail {
    package static let standardPath = "/usr/sbin/sendmail"

    private let program: String
    /// Seconds a message may take; a mail system that hangs must not hang the release.
    private let patience: Double

    package init(program: String = Sendmail.standardPath, patience: Double = 60) {
        self.program = program
        self.patience = patience
    }

    package func send(_ message: [UInt8]) throws(MailFault) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-i", "-t"]
        process.standardInput = try input(message)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw MailFault(.unavailable, "\(program) 启动不了 (cannot be started)")
        }
        guard ended.wait(timeout: .now() + patience) == .success else {
            kill(process.processIdentifier, SIGKILL)
            throw MailFault(.unavailable, "\(program) 超过 \(Int(patience)) 秒没有回应 (does not answer)")
        }
        try check(process)
    }

    /// A file without a name, so that a message is neither left on the disk nor cut by a pipe that nobody reads.
    private func input(_ message: [UInt8]) throws(MailFault) -> FileHandle {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kaowu-\(UUID().uuidString)").path
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw MailFault(.unavailable, "临时文件建不了 (no temporary file: \(String(cString: strerror(errno))))")
        }
        unlink(path)
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: Data(message))
            try file.seek(toOffset: 0)
        } catch {
            throw MailFault(.unavailable, "临时文件写不进去 (the temporary file cannot be written)")
        }
        return file
    }

    /// The codes of `sysexits.h` that say that the address, or the message, is at fault for good.
    private static let final: Set<Int32> = [65, 67, 68]

    private func check(_ process: Process) throws(MailFault) {
        guard process.terminationReason == .exit else {
            throw MailFault(.temporary, "\(program) 异常中止 (ended by a signal)")
        }
        let code = process.terminationStatus
        if code == 0 { return }
        throw MailFault(
            Sendmail.final.contains(code) ? .final : .temporary, "\(program) 退出码 \(code) (exit code \(code))")
    }
}
