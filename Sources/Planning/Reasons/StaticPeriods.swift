import Exams

/// Periods: those of one subject, and their order.
extension StaticQuestion {
    /// Laws 1, 2, 10 and 12: a subject with no period of its own.
    var periods: StaticExclusion? {
        for part in application.parts
        where sittings.allSatisfy({ model.periods(for: part, of: application, in: $0).isEmpty }) {
            return noPeriod(for: part)
        }
        return nil
    }

    private func noPeriod(for part: Int) -> StaticExclusion {
        let listed = sittings.flatMap { model.sittings[$0].periods }
        let minutes = programme.minutes[part] + application.extraMinutes
        let subject = programme.subjects[part]
        let names = sittings.prefix(3).map { model.problem.sittings[$0].id }.joined(separator: ", ")
        let advice = Bilingual(
            "在批次 \(names) 增加一个满 \(minutes) 分钟的场次", "add a period of \(minutes) minutes to sitting \(names)")
        let usable = listed.filter { model.isUsable($0) && !model.periods[$0].hasBegun }
        if usable.isEmpty {
            let fact =
                listed.isEmpty
                ? Bilingual("批次 \(names) 没有安排场次", "sitting \(names) has no period")
                : Bilingual(
                    "批次 \(names) 的场次（\(list(listed))）都已取消或开始",
                    "each period of sitting \(names) (\(list(listed))) is lost or has begun")
            return StaticExclusion([.calendar], fact, advice: advice)
        }
        let short = usable.filter { !model.isLongEnough($0, for: part, of: application.kind) }
        let late = usable.filter {
            !short.contains($0) && !model.isInTime(application.kind, day: model.periods[$0].day)
        }
        let banned = usable.filter { !short.contains($0) && !late.contains($0) }
        var (laws, facts): ([Law], [Bilingual]) = ([], [])
        if !short.isEmpty {
            laws.append(.oneClock)
            facts.append(
                Bilingual(
                    "科目 \(subject.title) 须 \(minutes) 分钟，场次 \(lengths(short)) 都不够长",
                    "\(subject.rawValue) takes \(minutes) minutes, too long for \(lengths(short))"))
        }
        if !late.isEmpty, let last = document.lastDay {
            laws.append(.offer)
            facts.append(
                Bilingual(
                    "场次 \(list(late)) 晚于补考截止日 \(last)",
                    "\(list(late)) \(late.count == 1 ? "is" : "are") after \(last), the last day of the retake"))
        }
        if !banned.isEmpty {
            laws.append(.eligibility)
            let spans = (document.banned ?? []).map { "\($0[0])–\($0[1])" }.joined(separator: ", ")
            facts.append(
                Bilingual(
                    "场次 \(list(banned)) 在禁考期（\(spans)）内",
                    "\(list(banned)) \(banned.count == 1 ? "falls" : "fall") into the ban (\(spans))"))
        }
        return StaticExclusion(
            laws, facts.joined("；且", "; and "), extending(short, for: part, to: minutes),
            advice: short.isEmpty && banned.isEmpty
                ? Bilingual("在补考截止日前安排场次", "give the sitting a period by the last day of the retake")
                : short.isEmpty ? Bilingual("禁考期满后再编排", "plan after the ban ends") : advice)
    }

    /// Those that leave time for the other subjects first.
    private func extending(_ short: [Int], for part: Int, to minutes: Int) -> [[Change]] {
        short.filter { model.isInTime(application.kind, day: model.periods[$0].day) }
            .filter { !model.isBanned(application.kind, day: model.periods[$0].day) }
            .map { (period: $0, isTaken: !leavesTime($0, for: part, minutes)) }
            .sorted {
                ($0.isTaken ? 1 : 0, length($1.period), $0.period) < ($1.isTaken ? 1 : 0, length($0.period), $1.period)
            }
            .prefix(3)
            .map { [.longer(period: model.periodIDs[$0.period], end: end(of: $0.period, minutes))] }
    }

    private func end(of period: Int, _ minutes: Int) -> LocalMinute {
        LocalMinute(number: model.periods[period].start + minutes)
    }

    /// Is there a period for each other subject on that day, in order, if this one is so long?
    private func leavesTime(_ period: Int, for part: Int, _ minutes: Int) -> Bool {
        let (day, gap) = (model.periods[period].day, model.policy.gapMinutes)
        let (start, end) = (model.periods[period].start, model.periods[period].start + minutes)
        return application.parts.filter { $0 != part }.allSatisfy { other in
            model.periods(for: other, of: application, in: model.periods[period].sitting).contains {
                let span = model.periods[$0]
                return span.day == day && (other < part ? span.end + gap <= start : end + gap <= span.start)
            }
        }
    }

    private func length(_ period: Int) -> Int { model.periods[period].end - model.periods[period].start }

    private func list(_ periods: [Int]) -> String {
        periods.prefix(3).map { model.periodIDs[$0] }.joined(separator: ", ") + (periods.count > 3 ? "…" : "")
    }

    private func lengths(_ periods: [Int]) -> String {
        periods.prefix(3).map { "\(model.periodIDs[$0]) (\(length($0)))" }.joined(separator: ", ")
            + (periods.count > 3 ? "…" : "")
    }

    /// Law 3: one day, in order, with the gap.
    func order(_ insertion: Insertion) -> StaticExclusion? {
        // Waves that have their papers leave fewer periods, but a wave of its own is always among the ways.
        guard sittings.allSatisfy({ insertion.patterns(of: number, in: $0).allSatisfy { $0.wave != nil } }) else {
            return nil
        }
        let parts = application.parts
        for (first, second) in zip(parts, parts.dropFirst()) {
            if let found = order(first, second) { return found }
        }
        let facts = parts.map { part in
            let all = sittings.flatMap { model.periods(for: part, of: application, in: $0) }
            return Bilingual(
                "\(programme.subjects[part].title)可用 \(times(all))",
                "\(programme.subjects[part].rawValue) has \(times(all))")
        }
        return StaticExclusion(
            [.wholeSitting],
            Bilingual(
                "没有一天能按顺序、间隔 \(model.policy.gapMinutes) 分钟考完全部科目：" + facts.joined("；", "; ").zh,
                "no day takes all subjects in order, \(model.policy.gapMinutes) minutes apart: "
                    + facts.joined("；", "; ").en),
            following(parts[0], parts[1]), advice: advice)
    }

    private var advice: Bilingual { Bilingual("在同一天增加场次", "add a period on the same day") }

    /// Whether some day has periods for all subjects, in order, however many a person may sit.
    var hasDay: Bool {
        sittings.contains { sitting in
            model.areInOrder(application.parts.map { model.periods(for: $0, of: application, in: sitting) })
        }
    }

    /// For the first two subjects that no day takes one after the other.
    var missingPeriods: [[Change]] {
        let pairs = zip(application.parts, application.parts.dropFirst())
        let found = pairs.lazy.compactMap { order($0, $1)?.candidates }.first
        return found ?? pairs.first { _ in true }.map(following) ?? []
    }

    /// Nil if some day has periods for both, in order.
    private func order(_ first: Int, _ second: Int) -> StaticExclusion? {
        func all(_ part: Int) -> [Int] { sittings.flatMap { model.periods(for: part, of: application, in: $0) } }
        let (before, after) = (all(first), all(second))
        let pairs = before.flatMap { one in
            after.filter { model.periods[$0].sitting == model.periods[one].sitting }.map { (one, $0) }
        }
        guard !pairs.contains(where: { model.isInOrder($0, $1) }) else { return nil }
        let (title, later) = (programme.subjects[first], programme.subjects[second])
        let sameDay = pairs.filter { model.periods[$0].day == model.periods[$1].day }
        let behind = sameDay.filter { model.periods[$0].end <= model.periods[$1].start }
        let fact: Bilingual
        if let (one, other) = behind.max(by: { pause($0.0, $0.1) < pause($1.0, $1.1) }) {
            fact = Bilingual(
                "\(title.title)（\(times([one]))）与\(later.title)（\(times([other]))）之间至多隔 \(pause(one, other)) 分钟，须隔 "
                    + "\(model.policy.gapMinutes) 分钟",
                "\(pause(one, other)) minutes at most between \(title.rawValue) (\(times([one]))) and \(later.rawValue) "
                    + "(\(times([other]))), and \(model.policy.gapMinutes) are needed")
        } else if sameDay.isEmpty {
            fact = Bilingual(
                "没有一天兼有两科的场次：\(title.title)可用 \(times(before))；\(later.title)可用 \(times(after))",
                "no day of a sitting has both: \(title.rawValue) has \(times(before)); \(later.rawValue) has \(times(after))"
            )
        } else {
            fact = Bilingual(
                "同一天里没有\(later.title)的场次排在\(title.title)之后：\(title.title)可用 \(times(before))；\(later.title)可用 \(times(after))",
                "on no day is there a period for \(later.rawValue) after one for \(title.rawValue): \(title.rawValue) has "
                    + "\(times(before)); \(later.rawValue) has \(times(after))")
        }
        return StaticExclusion([.wholeSitting], fact, following(first, second), advice: advice)
    }

    private func pause(_ one: Int, _ other: Int) -> Int { model.periods[other].start - model.periods[one].end }

    /// A period for the later subject, just after one of the earlier; or one for the earlier, just before one of the
    /// later.
    private func following(_ first: Int, _ second: Int) -> [[Change]] {
        let (before, after) = (
            programme.minutes[first] + application.extraMinutes, programme.minutes[second] + application.extraMinutes
        )
        let gap = model.policy.gapMinutes
        var found: [[Change]] = []
        func add(_ period: Int, _ start: Int, _ length: Int) {
            let (start, end) = (LocalMinute(number: start), LocalMinute(number: start + length))
            // Hours at which an office may call people in.
            guard start.day.number == model.periods[period].day, end.day == start.day, start.minuteOfDay >= 7 * 60,
                end.minuteOfDay <= 21 * 60
            else { return }
            let sitting = model.problem.sittings[model.periods[period].sitting].id
            found.append([.period(sitting: sitting, start: start, end: end)])
        }
        for sitting in sittings {
            for period in model.periods(for: first, of: application, in: sitting).prefix(2) {
                add(period, model.periods[period].end + gap, after)
            }
            for period in model.periods(for: second, of: application, in: sitting).suffix(1) {
                add(period, model.periods[period].start - gap - before, before)
            }
        }
        return Array(found.prefix(4))
    }

    private func times(_ periods: [Int]) -> String {
        periods.prefix(3).map { period in
            let (start, end) = (
                LocalMinute(number: model.periods[period].start), LocalMinute(number: model.periods[period].end)
            )
            let sitting = model.problem.sittings[model.periods[period].sitting]
            // A period in another month than its sitting's is most often a slip.
            let odd =
                sitting.month.firstDay <= start.day && start.day <= sitting.month.lastDay ? "" : " (≠ \(sitting.month))"
            return "\(model.periodIDs[period]) \(start.day) \(start.clock)–\(end.clock)\(odd)"
        }.joined(separator: ", ") + (periods.count > 3 ? "…" : "")
    }
}
