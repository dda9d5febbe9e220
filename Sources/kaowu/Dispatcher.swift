import Exams
import Releasing
import Storage
import Verifying

/// Finds the command, runs it, and turns whatever it throws into words on standard error and an exit code.
struct Dispatcher {
    static let version = "0.1.0"

    let terminal: Terminal

    func run(_ arguments: [String]) -> ExitCode {
        do {
            return try dispatch(arguments)
        } catch {
            let code = explain(error, arguments)
            if code != .usage, isForScripts(arguments) { FailureRecord(error, code).write(to: terminal) }
            return code
        }
    }

    /// Whether the command was asked for JSON; then a failure is JSON too.
    private func isForScripts(_ arguments: [String]) -> Bool {
        let flag = "--" + Common.json.name
        guard let name = arguments.first, arguments.prefix(while: { $0 != "--" }).contains(flag) else { return false }
        return CommandTable.all.contains { command in
            command.name == name && command.signature.options.contains { $0.name == Common.json.name }
        }
    }

    private func explain(_ error: any Error, _ arguments: [String]) -> ExitCode {
        do {
            throw error
        } catch let fault as UsageFault {
            terminal.note("kaowu: \(fault.cause)\n  → \(fault.action)")
            return .usage
        } catch let mistakes as Mistakes {
            return refuse(mistakes.all)
        } catch let fault as ReleaseFault {
            terminal.note("kaowu: \(fault.mistake.cause) → \(fault.mistake.action)")
            return fault.kind == .obstructed ? .incomplete : .atFault
        } catch let refusal as Refusal {
            terminal.note("kaowu: 方案未通过校验，共 \(refusal.breaches.count) 处 (the plan was refused)")
            terminal.note(MistakeTable.text(refusal.breaches))
            return .atFault
        } catch let fault as StorageFault where fault.kind == .refused {
            return refuse(fault.mistakes)
        } catch let fault as StorageFault {
            // What cron mails should be one line.
            for mistake in fault.mistakes { terminal.note("kaowu: \(mistake.cause) → \(mistake.action)") }
            return fault.kind == .busy ? .busy : .incomplete
        } catch {
            return report(error, arguments.first)
        }
    }

    private func dispatch(_ arguments: [String]) throws -> ExitCode {
        guard let name = arguments.first else {
            terminal.note(HelpText.overview)
            return .usage
        }
        let rest = arguments.dropFirst()
        switch name {
        case "--version":
            try terminal.say("kaowu \(Dispatcher.version)")
            return .done
        case "--help", "-h":
            try terminal.say(HelpText.overview)
            return .done
        default:
            let command = try CommandTable.command(named: name)
            if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
                try terminal.say(HelpText.of(command))
                return .done
            }
            return try command.run(try ArgumentParser.parse(Array(rest), command.signature), terminal)
        }
    }

    private func refuse(_ mistakes: [Mistake]) -> ExitCode {
        terminal.note("kaowu: 共 \(mistakes.count) 处错误 (mistakes: \(mistakes.count))")
        terminal.note(MistakeTable.text(mistakes))
        return .atFault
    }

    /// Arguments may hold names and paths; the report asks for the command only.
    private func report(_ error: any Error, _ command: String?) -> ExitCode {
        terminal.note(
            """
            kaowu: 程序内部出错，这是我们的缺陷 (an internal error; this is our bug)
              kaowu \(Dispatcher.version) · \(command ?? "") · \(type(of: error)): \(error)
              → 请把以上内容连同操作步骤报告给开发者，不要附带考生资料
                (please report these lines and the steps, without candidates' data)
            """)
        return .bug
    }
}
