import Exams
import Releasing

/// What a release did, in one line for a cron mail and a few more where something needs a person.
enum ReleaseText {
    static func text(_ report: ReleaseReport, folder: String) -> String {
        let waiting = report.notYetOpen.reduce(0) { $0 + $1.tickets }
        let next = report.nextOpening.map { "，下一次 \(time($0))" } ?? ""
        var lines = [
            "\(time(report.now)) 发放 \(report.released.count) 张，此前已发 \(report.alreadyOut) 张，"
                + "未到期 \(waiting) 张\(next) → \(folder)"
        ]
        lines += list("已过开考时间，不再发放", report.tooLate)
        lines += list("暂不发放，须处理", report.refused)
        lines += list("已收回", report.taken)
        lines += few("应在文件夹中却不见的文件", report.missing)
        if let last = report.clockWentBackFrom {
            lines.append("时钟可能被拨回：上一次发放的时间是 \(time(last))")
        }
        return lines.joined(separator: "\n")
    }

    static func text(_ status: ReleaseStatus) -> String {
        var lines = [
            "\(time(status.now)) 当前方案：\(status.revision.map { "第 \($0) 版" } ?? "尚无")",
            "  已发放 \(status.out) 张，到期待发 \(status.due) 张，已过开考时间 \(status.tooLate) 张，"
                + "待送消息 \(status.messagesWaiting) 条",
        ]
        if let run = status.lastRun {
            let state = run.state == "finished" ? "完成" : run.state == "failed" ? "失败" : "未完成（下次发放会接着做完）"
            lines.append("  上次发放 \(time(run.now))：\(state)，发放 \(run.released) 张" + (run.failure.map { "；\($0)" } ?? ""))
        } else {
            lines.append("  还没有发放过")
        }
        if !status.nextOpenings.isEmpty {
            var table = TextTable(["开放时间", "批次", "张数"], numeric: [2])
            for opening in status.nextOpenings {
                table.add([time(opening.opens), opening.sitting, "\(opening.tickets)"])
            }
            lines.append("接下来\n" + table.text)
        }
        return (lines + list("未能发放，须处理", status.failed)).joined(separator: "\n")
    }

    static func time(_ moment: LocalSecond) -> String { moment.description.replacing("T", with: " ") }

    private static func list(_ title: String, _ tickets: [ReleaseReport.Ticket]) -> [String] {
        few(title, tickets.map { $0.application + ($0.reason.map { "：\($0)" } ?? "") })
    }

    /// Names the first twenty; the rest is in `--json`.
    private static func few(_ title: String, _ entries: [String]) -> [String] {
        if entries.isEmpty { return [] }
        let rest = entries.count > 20 ? ["  …… 另有 \(entries.count - 20) 项，见 --json"] : []
        return ["\(title)（\(entries.count)）"] + entries.prefix(20).map { "  " + $0 } + rest
    }
}
