import Exams

/// Plain sentences, in Chinese and English: what stands in the way, and what would remove it.
struct ObstacleText {
    let model: Model

    func fact(_ obstacle: Obstacle) -> (zh: String, en: String) {
        let venue = model.problem.venues[obstacle.venue].id
        let period = obstacle.period.map { model.periodIDs[$0] } ?? ""
        switch obstacle.kind {
        case .closed:
            return ("场次 \(period) 考点 \(venue) 的适用考场不开放", "no fit room of \(venue) is open in \(period)")
        case .full(let seats):
            return (
                "场次 \(period) 考点 \(venue) 的 \(seats) 个可用机位已满",
                "all \(seats) usable seats of \(venue) in \(period) are taken"
            )
        case .occupied:
            return (
                "场次 \(period) 时考点 \(venue) 的适用考场已用于相邻场次",
                "the fit rooms of \(venue) serve another period too close to \(period)"
            )
        case .otherClock:
            return (
                "场次 \(period) 考点 \(venue) 只剩与延时考生不同时长的考场",
                "in \(period) \(venue) has seats only beside people whose time differs"
            )
        case .staff(let limit):
            return (
                "场次 \(period) 考点 \(venue) 的 \(limit) 名监考员已用完",
                "the \(limit) invigilators of \(venue) are all needed in \(period)"
            )
        case .elsewhere:
            return ("本人当日另有考试，时间冲突或场数已满", "the person sits elsewhere that day, too close or too often")
        case .waves(let limit):
            return ("该职业等级的 \(limit) 批试卷已全部使用", "all \(limit) waves of the programme are used")
        case .minimum(let least):
            return ("该批次人数不足最低开考人数 \(least)", "fewer than the minimum of \(least) people can be seated")
        }
    }

    /// What a kind of obstacle is called where many options are counted.
    func kind(_ obstacle: Obstacle) -> (zh: String, en: String) {
        switch obstacle.kind {
        case .closed: ("考场不开放", "rooms closed")
        case .full: ("机位已满", "seats taken")
        case .occupied: ("考场用于相邻场次", "rooms in use too close")
        case .otherClock: ("时长不同", "other clock")
        case .staff: ("监考员已用完", "no invigilator left")
        case .elsewhere: ("本人另有考试", "the person sits elsewhere")
        case .waves: ("试卷批次用完", "no wave left")
        case .minimum: ("不足最低开考人数", "below the minimum")
        }
    }

    func remedy(_ change: Remedy.Change) -> (zh: String, en: String) {
        func venue(_ number: Int) -> String { model.problem.venues[number].id }
        func period(_ number: Int) -> String { model.periodIDs[number] }
        switch change {
        case .seat(let room, let at):
            return (
                "在场次 \(period(at)) 为考点 \(venue(model.rooms[room].venue)) 的考场 \(model.roomIDs[room]) 增加 1 个可用机位",
                "1 more usable seat in room \(model.roomIDs[room]) of \(venue(model.rooms[room].venue)) in \(period(at))"
            )
        case .staff(let at, let more, let during):
            return (
                "在场次 \(period(during)) 为考点 \(venue(at)) 增派 \(more) 名监考员",
                "\(more) more \(more == 1 ? "invigilator" : "invigilators") at \(venue(at)) in \(period(during))"
            )
        case .opening(let room, let at):
            return (
                "在场次 \(period(at)) 开放考点 \(venue(model.rooms[room].venue)) 的考场 \(model.roomIDs[room])",
                "open room \(model.roomIDs[room]) of \(venue(model.rooms[room].venue)) in \(period(at))"
            )
        case .room(let at, let during):
            return (
                "在场次 \(period(during)) 为考点 \(venue(at)) 增加一个适用考场",
                "one more fit room at \(venue(at)) in \(period(during))"
            )
        case .wave(let during):
            return ("增加一批试卷（在场次 \(period(during)) 开考）", "one more wave, in \(period(during))")
        case .minimum(let people):
            return ("把最低开考人数降到 \(people) 人", "lower the minimum to \(people)")
        case .agreement:
            return ("与本人协商改期", "agree another day with the person")
        }
    }
}
