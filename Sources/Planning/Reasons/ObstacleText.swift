import Exams

/// Plain sentences, in Chinese and English, of what stands in the way.
struct ObstacleText {
    let model: Model

    func fact(_ obstacle: Obstacle) -> Bilingual {
        let venue = obstacle.venue.map { model.problem.venues[$0].id } ?? ""
        let period = obstacle.period.map { model.periodIDs[$0] } ?? ""
        let rooms = rooms(obstacle.rooms)
        switch obstacle.kind {
        case .closed:
            return Bilingual(
                "场次 \(period) 时考点 \(venue) 的适用考场（\(rooms.zh)）不开放",
                "\(rooms.en) of \(venue) \(obstacle.rooms.count == 1 ? "is" : "are") not open in \(period)")
        case .full(let seats):
            return Bilingual(
                "场次 \(period) 考点 \(venue) 适用考场（\(rooms.zh)）的 \(seats) 个可用机位已排满",
                "\(seats == 1 ? "the one usable seat" : "all \(seats) usable seats") of \(rooms.en) of \(venue) "
                    + "\(seats == 1 ? "is" : "are") taken in \(period)")
        case .occupied(let other):
            return Bilingual(
                "考点 \(venue) 的适用考场（\(rooms.zh)）已用于场次 \(model.periodIDs[other])，来不及再用于场次 \(period)",
                "\(rooms.en) of \(venue) \(obstacle.rooms.count == 1 ? "serves" : "serve") \(model.periodIDs[other]), "
                    + "too close to \(period)")
        case .otherClock:
            return Bilingual(
                "场次 \(period) 考点 \(venue) 的空位（\(rooms.zh)）都在考试时长不同的考生旁边",
                "in \(period) the free seats of \(rooms.en) of \(venue) are beside people whose time differs")
        case .staff(let limit, let onDuty, let needed):
            return Bilingual(
                "考点 \(venue) 只有 \(limit) 名监考员，场次 \(period) 已用 \(onDuty) 名，再坐一人须另派 \(needed) 名",
                "\(venue) has \(limit) \(limit == 1 ? "invigilator" : "invigilators"), \(onDuty) on duty in \(period), "
                    + "and one more person there needs \(needed) more")
        case .elsewhere(let other):
            return elsewhere(other)
        case .waves(let limit, let sitting):
            return Bilingual(
                "该职业等级在批次 \(model.problem.sittings[sitting].id) 的 \(limit) 批试卷已在其他场次开考",
                "\(limit == 1 ? "the one wave" : "all \(limit) waves") of the programme in "
                    + "\(model.problem.sittings[sitting].id) \(limit == 1 ? "has" : "have") other periods")
        case .minimum(let least, let sitting, let waiting):
            let id = model.problem.sittings[sitting].id
            if waiting < least {
                return Bilingual(
                    "批次 \(id) 最低开考人数 \(least)，可参加而未编入的只有 \(waiting) 人",
                    "\(id) needs at least \(least) people and only \(waiting) without a place could come")
            }
            return Bilingual(
                "批次 \(id) 能同时编入的人数不足最低开考人数 \(least)", "fewer than the least \(least) people of \(id) can be seated")
        }
    }

    private func elsewhere(_ other: Int?) -> Bilingual {
        guard let other else {
            let limit = model.policy.maxSessionsPerDay
            return Bilingual("本人当日已排满每日 \(limit) 场", "the person already sits up to \(limit) periods that day")
        }
        let id = model.problem.applications[model.applications[other].document].id
        return Bilingual("本人的另一报名 \(id) 与之时间冲突", "the person's other application \(id) is too close in time")
    }

    /// Three at most, then how many.
    private func rooms(_ rooms: [Int]) -> Bilingual {
        let names = rooms.prefix(3).map { model.roomIDs[$0] }
        let more = rooms.count - names.count
        return Bilingual(
            names.joined(separator: "、") + (more > 0 ? " 等 \(rooms.count) 个" : ""),
            (rooms.count == 1 ? "room " : "rooms ") + names.joined(separator: ", ")
                + (more > 0 ? " and \(more) more" : ""))
    }
}
