import Exams

/// Changes of the document in words; old numbers are those of the model.
struct ChangeText {
    let model: Model

    func sentence(_ change: Change) -> Bilingual {
        switch change {
        case .seats(let room, let more):
            return Bilingual(
                "为考场 \(room)\(at(room).zh)增加 \(more) 个可用机位",
                "\(more) more usable \(more == 1 ? "seat" : "seats") in room \(room)\(at(room).en)")
        case .staff(let venue, let more):
            let old = model.problem.venues.first { $0.id == venue }?.invigilators ?? 0
            return Bilingual(
                "考点 \(venue) 的监考员由 \(old) 名增至 \(old + more) 名",
                "\(more) more \(more == 1 ? "invigilator" : "invigilators") at \(venue) (\(old + more) instead of \(old))"
            )
        case .opening(let room, let period, _, _):
            return Bilingual(
                "在场次 \(period) 开放考场 \(room)\(at(room).zh)", "open room \(room)\(at(room).en) in \(period)")
        case .room(let venue, let seats, let offers):
            let what =
                offers.isEmpty
                ? ("", "") : ("、提供 \(offers.joined(separator: "、"))", ", offering \(offers.joined(separator: ", "))")
            let here =
                venue.isEmpty
                ? ("增设一个考点，设", "a new venue with a room") : ("考点 \(venue) 增加", "one more room at \(venue)")
            return Bilingual(
                "\(here.0)一个 \(seats) 个可用机位\(what.0)的考场",
                "\(here.1) with \(seats) usable \(seats == 1 ? "seat" : "seats")\(what.1)")
        case .waves(let programme, let more):
            let old = model.problem.programmes.first { $0.id == programme }?.maxWaves ?? 0
            return Bilingual(
                "把 \(programme) 每批次的试卷由 \(old) 批增至 \(old + more) 批",
                "\(old + more) \(old + more == 1 ? "wave" : "waves") of \(programme) instead of \(old)")
        case .minimum(let programme, let less):
            let old = model.problem.programmes.first { $0.id == programme }?.minimumEnrolment ?? 1
            return Bilingual(
                "把 \(programme) 的最低开考人数由 \(old) 降到 \(max(1, old - less))",
                "lower the minimum of \(programme) from \(old) to \(max(1, old - less))")
        case .listing(let sitting, let programme):
            return Bilingual("批次 \(sitting) 增开 \(programme)", "list \(programme) in sitting \(sitting)")
        case .equipment(let room, let tags):
            return Bilingual(
                "为考场 \(room)\(at(room).zh)配备 \(tags.joined(separator: "、"))",
                "equip room \(room)\(at(room).en) with \(tags.joined(separator: ", "))")
        case .admission(let room, let institution):
            return Bilingual(
                "把考场 \(room)\(at(room).zh)开放给机构 \(institution)",
                "open room \(room)\(at(room).en) to institution \(institution)")
        case .sessions(let more):
            let old = model.policy.maxSessionsPerDay
            return Bilingual(
                "把每人每日场数上限由 \(old) 提高到 \(old + more)", "allow \(old + more) periods a day per person instead of \(old)")
        case .longer(let period, let end):
            return Bilingual("把场次 \(period) 延长到 \(end.clock)", "lengthen period \(period) to \(end.clock)")
        case .period(let sitting, let start, let end):
            let span = "\(start.day) \(start.clock)–\(end.clock)"
            return Bilingual("批次 \(sitting) 增加场次 \(span)", "add a period \(span) to sitting \(sitting)")
        }
    }

    private func at(_ room: String) -> Bilingual {
        guard let number = model.roomIDs.firstIndex(of: room) else { return Bilingual("", "") }
        let venue = model.problem.venues[model.rooms[number].venue].id
        return Bilingual("（考点 \(venue)）", " of \(venue)")
    }
}
