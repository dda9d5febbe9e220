import Exams
import Storage
import Verifying

/// Finds the command, runs it, and turns whatever it throws into words on standard error and an exit code.
struct Dispatcher {
    static let version = "0.1.0"

    let terminal: Terminal

    func run(_ arguments: [String]) -> ExitCode {
        do {
            return try dispatch(arguments)
        } catch let fault as UsageFault {
            terminal.note("kaowu: \(fault.cause)\n  → \(fault.action)")
            return .usage
        } catch let mistakes as Mistakes {
            return refuse(mistakes.all)
        } catch let refusal as Refusal {
            terminal.note("kaowu: 方案未通过校验，共 \(refusal.breaches.count) 处 (the plan was refused)")
            terminal.note(MistakeTable.text(refusal.breaches))
            return .atFault
        } catch let fault as StorageFault {
            _ = refuse(fault.mistakes)
            return fault.kind == .busy ? .busy : .atFault
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
