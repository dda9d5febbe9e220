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
        let input = try input(message)
        let complaint = try? Sendmail.namelessFile()
        let ending = withExtendedLifetime((input, complaint)) {
            ChildProcess.run(
                program, ["-i", "-t"], input: input.fileDescriptor, complaint: complaint?.fileDescriptor,
                patience: patience)
        }
        try check(ending, Sendmail.words(complaint))
    }

    /// A file without a name, so that a message is neither left on the disk nor cut by a pipe that nobody reads.
    private func input(_ message: [UInt8]) throws(MailFault) -> FileHandle {
        let file = try Sendmail.namelessFile()
        do {
            try file.write(contentsOf: Data(message))
            try file.seek(toOffset: 0)
        } catch {
            throw MailFault(.unavailable, "临时文件写不进去 (the temporary file cannot be written)")
        }
        return file
    }

    private static func namelessFile() throws(MailFault) -> FileHandle {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kaowu-\(UUID().uuidString)").path
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw MailFault(.unavailable, "临时文件建不了 (no temporary file: \(String(cString: strerror(errno))))")
        }
        unlink(path)
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// The first line that the program said of its failure, cut short. Long numbers are hidden: a mail system may
    /// quote the message.
    private static func words(_ complaint: FileHandle?) -> String? {
        guard let complaint, (try? complaint.seek(toOffset: 0)) != nil,
            let data = try? complaint.read(upToCount: 4096)
        else { return nil }
        let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first { line in
            line.contains { !$0.isWhitespace }
        }
        guard let line else { return nil }
        let plain = line.filter { character in character.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
        }
        let hidden = String(plain).replacing(#/\d{12,}/#, with: "…").trimmingCharacters(in: .whitespaces)
        return hidden.count > 160 ? String(hidden.prefix(160)) + "…" : hidden
    }

    /// The codes of `sysexits.h` that say that the address, or the message, is at fault for good.
    private static let final: Set<Int32> = [65, 67, 68]

    private func check(_ ending: ChildProcess.Ending, _ words: String?) throws(MailFault) {
        let said = words.map { "：\($0)" } ?? ""
        switch ending {
        case .exited(0): return
        case .exited(let code):
            throw MailFault(
                Sendmail.final.contains(code) ? .final : .temporary,
                "\(program) 退出码 \(code) (exit code \(code))\(said)")
        case .signalled: throw MailFault(.temporary, "\(program) 异常中止 (ended by a signal)\(said)")
        case .notStarted: throw MailFault(.unavailable, "\(program) 启动不了 (cannot be started)")
        case .outOfPatience:
            throw MailFault(.unavailable, "\(program) 超过 \(Int(patience)) 秒没有回应 (does not answer)")
        }
    }
}
