import Exams

/// Why an application could not be placed even if it were the only one: the first law that leaves it nothing.
struct StaticExclusion {
    let text: (reason: String, remedy: String)

    /// Nil if the application has a lawful option alone and has not begun to sit.
    init?(of number: Int, in model: Model, options: Insertion) {
        let application = model.applications[number]
        let document = model.problem.applications[application.document]
        guard !application.hasBegun else {
            text = (
                "\(Law.wholeSitting.title)：考试已经开始，其余科目当天没有座位，或已不能继续 / WholeSitting: the exam has begun, and the rest of it has no place that day",
                "已开考的留在该考场的记录上，结果由机构决定 / the room's record keeps what was begun; the institution decides"
            )
            return
        }
        guard model.programmes[application.programme].maxWaves > 0 else {
            text = (
                "\(Law.paperTogether.title)：该职业等级没有可用的试卷批次 / PaperTogether: the programme has no wave",
                "增加一批试卷 / allow one wave"
            )
            return
        }
        guard !application.sittings.isEmpty else {
            let month = document.firstMonth
            text = (
                "\(Law.offer.title)：\(month) 起没有批次开考 \(document.programme) / Offer: no sitting from \(month) on lists \(document.programme)",
                "在公告月份增开批次，或推迟到下一规划期 / add a sitting in a listed month, or wait for the next horizon"
            )
            return
        }
        for (position, part) in application.parts.enumerated() {
            let subject = model.programmes[application.programme].subjects[part]
            let rooms = model.roomLists[application.fitRooms[position]]
            guard !rooms.isEmpty else {
                let tags = model.programmes[application.programme].needs[part].union(application.needs).sorted()
                if model.rooms.contains(where: { room in tags.allSatisfy(room.offers.contains) }) {
                    text = (
                        "\(Law.spareMachines.title)：满足条件的考场没有可用机位，或不对该机构开放 / SpareMachines: the rooms that fit have no usable seat, or are not open to the institution",
                        "修复机位、调整备用比例，或增加一个考场 / repair machines, change the spare ratio, or add a room"
                    )
                    return
                }
                let wanted = tags.isEmpty ? "—" : tags.joined(separator: ", ")
                text = (
                    "\(Law.roomFitness.title)：没有考场满足科目 \(subject.title) 的条件（\(wanted)）/ RoomFitness: no room offers what \(subject.rawValue) needs (\(wanted))",
                    "提供一个满足条件的考场 / provide a room that offers it"
                )
                return
            }
            guard application.sittings.contains(where: { !model.periods(for: part, of: application, in: $0).isEmpty })
            else {
                text = StaticExclusion.noPeriod(for: part, subject, application, model)
                return
            }
        }
        let sessions = application.parts.count
        if sessions > model.policy.maxSessionsPerDay {
            text = (
                "\(Law.onePlaceAtOnce.title)：须在一天内参加 \(sessions) 场，超过每日上限 / OnePlaceAtOnce: \(sessions) sessions in one day are over the limit",
                "提高每日场数上限 / raise the limit of sessions per day"
            )
            return
        }
        let hasPattern = application.sittings.contains { !options.patterns(of: number, in: $0).isEmpty }
        guard hasPattern, !options.venues(of: number).isEmpty else {
            text = (
                "\(Law.wholeSitting.title)：没有同一天、同一考点按顺序容纳全部科目的场次 / WholeSitting: no day and venue has periods for all subjects in order",
                "在同一天增加场次，或补充考点的考场条件 / add a period on the same day, or equip one venue for all subjects"
            )
            return
        }
        return nil
    }

    private static func noPeriod(
        for part: Int, _ subject: Subject, _ application: ApplicationModel, _ model: Model
    ) -> (String, String) {
        let periods = application.sittings.flatMap { model.sittings[$0].periods }.filter(model.isUsable)
        if periods.isEmpty {
            return (
                "\(Law.calendar.title)：批次没有可用的场次（未安排或已取消）/ Calendar: the sitting has no usable period",
                "为批次安排场次 / give the sitting a period"
            )
        }
        let long = periods.filter { model.isLongEnough($0, for: part, of: application.kind) }
        let minutes = model.programmes[application.programme].minutes[part] + application.extraMinutes
        if long.isEmpty {
            return (
                "\(Law.oneClock.title)：没有场次满 \(minutes) 分钟供科目 \(subject.title) 使用 / OneClock: no period lasts the \(minutes) minutes of \(subject.rawValue)",
                "增加或延长一个场次 / add or lengthen a period"
            )
        }
        if long.allSatisfy({ !model.isInTime(application.kind, day: model.periods[$0].day) }) {
            return (
                "\(Law.offer.title)：所有场次都晚于补考截止日 / Offer: every period is after the last day of the retake",
                "提前安排补考，或按新报名处理 / sit the retake earlier, or apply anew"
            )
        }
        return (
            "\(Law.eligibility.title)：可用场次均在禁考期内 / Eligibility: every possible period falls into the ban",
            "禁考期满后再编排 / plan after the ban ends"
        )
    }
}
