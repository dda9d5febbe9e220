import Exams
import Releasing
import Storage

/// What a release did: one line for a cron mail, and a few more where something needs a person. Those are named,
/// with their application's id and never with their ID number.
struct ReleaseText {
    private let names: [String: String]

    init(names scenario: Scenario) {
        let people = Dictionary(scenario.people.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        names = Dictionary(
            scenario.registrations.map { ($0.id, people[$0.person] ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    func text(_ report: ReleaseReport, folder: String) -> String {
        let waiting = report.notYetOpen.reduce(0) { $0 + $1.tickets }
        var parts = [
            "\(report.isPreview ? "试算：将发放" : "发放") \(report.released.count) 张", out(report), "未到期 \(waiting) 张",
        ]
        if let next = report.nextOpening { parts.append("下一次 \(ReleaseText.time(next))") }
        if !report.redrawnOtherwise.isEmpty { parts.append("重画后与原件不同 \(report.redrawnOtherwise.count) 张") }
        parts += mailParts(report.mail)
        let attention = report.attention
        if attention > 0 { parts.append("须处理 \(attention) 项") }
        var lines = ["\(ReleaseText.time(report.now)) " + parts.joined(separator: "，") + " → \(folder)"]
        lines += list("开考前没有发出，须联系考生", report.tooLate)
        lines += list("画不出来，须处理", report.failed)
        lines += list("不予发放", report.refused)
        lines += lostSeats(held: report.held, suspended: report.suspended)
        lines += list(report.isPreview ? "将收回" : "已收回", report.taken)
        lines += list(report.isPreview ? "文件丢失或损坏，将重画" : "文件丢失或损坏，已重画", report.redrawn)
        lines += list("文件在开考以后丢失，不再重画，索引不再列出", report.lost)
        lines += list("邮件没有送出，开考已到，须联系考生", report.mail.expired)
        lines += list("邮件被拒收，须改正邮箱或联系考生", report.mail.rejected)
        lines += list("邮件多次送不出，须处理（仍在重试）", report.mail.failing)
        lines += list("没有邮箱地址，须联系考生", report.mail.unaddressed)
        lines += list("上次中断时可能已送过，这次重送，邮件编号相同", report.mail.perhapsTwice)
        if let last = report.clockWentBackFrom {
            lines.append("时钟可能被拨回：上一次发放的时间是 \(ReleaseText.time(last)) (the clock went back)")
        }
        return lines.joined(separator: "\n")
    }

    private func out(_ report: ReleaseReport) -> String {
        let lost = report.lost.count + report.lostBefore
        return "此前已发 \(report.alreadyOut) 张" + (lost > 0 ? "（其中 \(lost) 张的文件开考后已不在）" : "")
    }

    private func lostSeats(held: [ReleaseReport.Ticket], suspended: [ReleaseReport.Ticket]) -> [String] {
        let lines =
            list("到期而没有发放：座位因登记的变化失效", held) + list("已发准考证的座位因登记的变化失效，等重排", suspended)
        return lines + (lines.isEmpty ? [] : ["  → 用 kaowu replan 重排；已发的由重排收回和换发"])
    }

    private func mailParts(_ mail: ReleaseReport.Mail) -> [String] {
        var parts: [String] = []
        if !mail.sent.isEmpty { parts.append("送出邮件 \(mail.sent.count) 封") }
        if let reason = mail.retrying.first?.reason { parts.append("\(mail.retrying.count) 封暂时送不出：\(reason)") }
        if mail.waiting > 0 {
            let next = mail.nextAttempt.map { "（\(ReleaseText.time($0)) 再试）" } ?? ""
            parts.append("待送邮件 \(mail.waiting) 封" + (mail.isOff ? "（没有给出 --mail-from）" : next))
        }
        return parts
    }

    func text(_ changes: [LedgerChange], since moment: LocalSecond) -> String {
        if changes.isEmpty { return "自 \(ReleaseText.time(moment)) 起没有发出或收回" }
        var table = TextTable(["时间", "", "报名号", "批次", "文件"])
        for change in changes {
            table.add([
                ReleaseText.time(change.at), change.kind == .released ? "发出" : "收回", change.application,
                change.sitting, change.kind == .released ? change.file ?? "" : change.reason ?? "",
            ])
        }
        return "自 \(ReleaseText.time(moment)) 起（\(changes.count)）\n" + table.text
    }

    func text(_ status: ReleaseStatus) -> String {
        var lines = [
            "\(ReleaseText.time(status.now)) 当前方案：\(status.revision.map { "第 \($0) 版" } ?? "尚无")",
            "  已发放 \(status.out) 张，到期待发 \(status.due) 张，"
                + (status.held.isEmpty ? "" : "等重排 \(status.held.count) 张，") + "开考前没有发出 \(status.tooLate) 张，"
                + "待送邮件 \(status.mail.waiting) 封"
                + (status.mail.nextAttempt.map { "（\(ReleaseText.time($0)) 再试）" } ?? ""),
        ]
        if let run = status.lastRun {
            let state = run.state == "finished" ? "完成" : run.state == "failed" ? "失败" : "未完成（下次发放会接着做完）"
            lines.append(
                "  上次发放 \(ReleaseText.time(run.now))：\(state)，发放 \(run.released) 张"
                    + (run.failure.map { "；\($0)" } ?? ""))
        } else {
            lines.append("  还没有发放过")
        }
        if status.isStalled { lines.append("  有到期的准考证，但一个多小时没有成功发放：检查 cron (the release does not seem to run)") }
        lines += pending(status)
        if let folder = status.folder {
            lines.append(
                "  发放文件夹：完好 \(folder.whole) 个，丢失或损坏 \(folder.broken.count) 个，"
                    + (folder.lost.isEmpty ? "" : "开考后丢失或改动 \(folder.lost.count) 个，")
                    + (folder.isIndexCurrent ? "索引相符" : "索引不符，下次发放会改正"))
            lines += folder.strays.map { "  不是发放出来的文件，请移走：\($0) (not put there by a release)" }
        }
        if !status.nextOpenings.isEmpty {
            var table = TextTable(["开放时间", "批次", "张数"], numeric: [2])
            for opening in status.nextOpenings {
                table.add([ReleaseText.time(opening.opens), opening.sitting, "\(opening.tickets)"])
            }
            lines.append("接下来\n" + table.text)
        }
        lines += list("画不出来，须处理", status.failed) + list("开考前没有发出，须联系考生", status.missed)
        lines += lostSeats(held: status.held, suspended: status.suspended)
        lines += list("不予发放", status.refused) + list("邮件被拒收，须改正邮箱或联系考生", status.mail.rejected)
        lines += list("邮件多次送不出，须处理", status.mail.failing) + list("没有邮箱地址", status.mail.unaddressed)
        lines += list("文件丢失或损坏，下次发放会重画", status.folder?.broken ?? [])
        lines += list("文件在开考以后丢失或改动，不再重画", status.folder?.lost ?? [])
        return lines.joined(separator: "\n")
    }

    private func pending(_ status: ReleaseStatus) -> [String] {
        var lines: [String] = []
        if status.pendingEvents > 0 {
            lines.append("  还没有编进方案的变化 \(status.pendingEvents) 件（kaowu event list 查看，kaowu replan 重排）")
        }
        if status.pendingImports > 0 { lines.append("  现行方案之后又导入过数据 \(status.pendingImports) 次") }
        if status.displaced > 0 { lines.append("  座位因此失效、还没有到期的 \(status.displaced) 张，不重排就不会发放") }
        return lines
    }

    static func time(_ moment: LocalSecond) -> String { moment.description.replacing("T", with: " ") }

    /// Names the first twenty; the rest is in `--json`.
    private func list(_ title: String, _ tickets: [ReleaseReport.Ticket]) -> [String] {
        if tickets.isEmpty { return [] }
        let rest = tickets.count > 20 ? ["  …… 另有 \(tickets.count - 20) 项，见 --json"] : []
        let entries = tickets.prefix(20).map { ticket in
            "  \(ticket.application) \(names[ticket.application] ?? "")" + (ticket.reason.map { "：\($0)" } ?? "")
        }
        return ["\(title)（\(tickets.count)）"] + entries + rest
    }
}
