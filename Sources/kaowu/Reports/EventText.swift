import Exams

/// An event in a coordinator's words; no names and no ID numbers.
enum EventText {
    static func line(_ record: EventRecord) -> String {
        text(record.event) + "（\(record.why)\(record.filing.map { "，备案号 \($0)" } ?? "")）"
    }

    static func text(_ event: ScenarioEvent) -> String {
        switch event {
        case .withdrawal(let id): "退考 \(id)"
        case .refund(let id, let paid): "退费 \(id)，余缴 \(paid / 100) 元"
        case .ban(let person, let institution, let first, let last):
            "禁考 考生 \(person)，\(institution ?? "所有机构")，\(first)~\(last)"
        case .latePayment(let id, let paid, let at): "补缴费 \(id)，合计 \(paid / 100) 元，\(at)"
        case .lateApplication(let registration, _):
            (registration.resultsPublished == nil ? "补报名 " : "补考报名 ")
                + "\(registration.id)，\(registration.programme)，\(registration.firstMonth) 起"
        case .admission(let id): "审核通过 \(id)"
        case .resultsPublished(let id, let day): "成绩公布 \(id)，\(day)"
        case .wishChanged(let id, let venue, let district):
            "意向变更 \(id)：" + (venue ?? district ?? "无意向")
        case .roomLost(let id, let from, let until): "考场停用 \(id)，\(span(from, until))"
        case .venueLost(let id, let from, let until): "考点停用 \(id)，\(span(from, until))"
        case .roomOpened(let id, let from, let until): "考场加开 \(id)，\(span(from, until))"
        case .roomRented(let room, _, let venue):
            "考场加开 \(venue) 的新考场 \(room.id)，\(room.rows) 行 \(room.columns) 列"
        case .machineLost(let id, let row, let column): "机位损坏 \(id) \(row) 行 \(column) 列"
        case .periodLost(let id): "场次取消 \(id)"
        case .dayLost(let day, let institution): "考试日取消 \(day)，\(institution ?? "所有机构")"
        case .holidayMoved(let day, let becomes): "放假调整 \(day) 改为\(title(becomes))"
        case .invigilatorsLost(let id, let left): "监考减少 \(id)，还有 \(left) 人"
        case .programmeCancelled(let programme, let sitting): "项目停考 \(programme)，\(sitting)"
        case .minimumChanged(let id, let minimum): "最低开考人数 \(id) 改为 \(minimum)"
        case .wavesChanged(let id, let most): "最多批数 \(id) 改为 \(most)"
        }
    }

    private static func span(_ from: LocalMinute, _ until: LocalMinute?) -> String {
        "\(from) 起" + (until.map { "到 \($0)" } ?? "，不再恢复")
    }

    private static func title(_ becomes: ScenarioEvent.Becomes) -> String {
        switch becomes {
        case .holiday: "放假"
        case .worked: "上班"
        case .plain: "平常"
        }
    }
}
