import ExampleOffice
import Foundation
import Releasing
import Testing

/// With little programs in place of the machine's mail system.
@Suite struct SendmailTests {
    private func program(_ script: String, in scratch: Scratch) throws -> String {
        let path = scratch.path("sendmail")
        try Tool.write(script: script, to: path)
        return path
    }

    private func fault(_ sendmail: Sendmail, _ message: [UInt8] = [65]) -> MailFault.Kind? {
        do throws(MailFault) {
            try sendmail.send(message)
            return nil
        } catch {
            return error.kind
        }
    }

    /// More than a pipe holds, so that a program that reads late, or not at all, cannot block.
    @Test func handsOverTheWholeMessage() throws {
        let scratch = try Scratch()
        let message = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let path = try program(
            "echo \"$@\" > '\(scratch.path("arguments"))'; cat > '\(scratch.path("message"))'", in: scratch)
        #expect(fault(Sendmail(program: path), message) == nil)
        #expect(FileManager.default.contents(atPath: scratch.path("message")) == Data(message))
        #expect(try String(contentsOfFile: scratch.path("arguments"), encoding: .utf8) == "-i -t\n")
        #expect(fault(Sendmail(program: try program("exit 0", in: scratch)), message) == nil)
    }

    @Test(arguments: [(75, MailFault.Kind.temporary), (1, .temporary), (67, .final), (65, .final), (68, .final)])
    func tellsFailuresApart(_ code: Int, _ kind: MailFault.Kind) throws {
        let scratch = try Scratch()
        #expect(fault(Sendmail(program: try program("exit \(code)", in: scratch))) == kind)
    }

    /// The first line of what it says, without numbers that may be somebody's, and not all of a long story.
    @Test(
        arguments: [
            ("echo '<a@example.org>: user unknown' >&2; echo more >&2", "：<a@example.org>: user unknown"),
            ("printf '\\n\\033[1mno 11010119900101001X\\n' >&2", "：[1mno …X"), ("true", ""),
            ("yes long | tr '\\n' ' ' | head -c 9000 >&2", "：" + String(repeating: "long ", count: 32) + "…"),
        ])
    func keepsWhatTheProgramSays(_ script: String, _ words: String) throws {
        let scratch = try Scratch()
        let path = try program(script + "; exit 67", in: scratch)
        do throws(MailFault) {
            try Sendmail(program: path).send([65])
            Issue.record("taken")
        } catch {
            #expect(error.cause == "\(path) 退出码 67 (exit code 67)\(words)")
        }
    }

    @Test func aProgramThatIsMissingKilledOrHangs() throws {
        let scratch = try Scratch()
        #expect(fault(Sendmail(program: scratch.path("none"))) == .unavailable)
        #expect(fault(Sendmail(program: try program("kill -9 $$", in: scratch))) == .temporary)
        #expect(fault(Sendmail(program: try program("exec sleep 60", in: scratch), patience: 0.3)) == .unavailable)
    }

    /// As Exim does: it has taken the message when it ends, whatever its child still does.
    @Test func aProgramThatDeliversInTheBackgroundHasTakenTheMessage() throws {
        let scratch = try Scratch()
        #expect(fault(Sendmail(program: try program("sleep 30 & exit 0", in: scratch), patience: 10)) == nil)
        #expect(fault(Sendmail(program: try program("sleep 30 & exit 67", in: scratch), patience: 10)) == .final)
    }

    @Test func onlyPlainAddressesSend() {
        for good in ["kaowu@example.org", "考务 <kaowu@example.org>", "a.b+c@x-y.example.cn"] {
            #expect(MailChannel.isSender(good))
        }
        for bad in [
            "", "kaowu", "a@b", "a@b..cn", "a b@example.org", "a@example.org\nBcc: x@example.org", "-t@example.org",
            "a@example.org, b@example.org", "x <a@example.org", "<a@example.org> b", "a@@example.org", ".a@example.org",
            "a@example.org, b@example.org <c@example.org>", "<a@example.org>, <b@example.org>",
        ] {
            #expect(!MailChannel.isSender(bad), "\(bad)")
        }
    }
}
