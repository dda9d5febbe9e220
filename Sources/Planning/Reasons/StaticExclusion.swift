import Exams

/// Why an application could not be placed even if it were the only one: the first fact that leaves it nothing, and the
/// changes that would remove it.
struct StaticExclusion {
    let laws: [Law]
    let fact: Bilingual
    /// To be tried, the most promising first.
    var candidates: [[Change]] = []
    /// What to do where nothing can be tried.
    let advice: Bilingual

    /// Nil if the application has a lawful option alone and has not begun to sit.
    /// - Parameters:
    ///   - sittings: where it is asked.
    ///   - month: only sittings before it count; nil: any.
    init?(of number: Int, in sittings: [Int], before month: Int?, _ insertion: Insertion) {
        let question = StaticQuestion(insertion.model, number, sittings, before: month)
        guard
            let found = question.begun ?? question.waves ?? question.offer ?? question.rooms ?? question.periods
                ?? question.sessions ?? question.venues(insertion) ?? question.order(insertion)
        else { return nil }
        self = found
    }

    init(_ laws: [Law], _ fact: Bilingual, _ candidates: [[Change]] = [], advice: Bilingual) {
        self.laws = laws
        self.fact = fact
        self.candidates = candidates
        self.advice = advice
    }
}

/// What the laws say of one application alone, one question each; nil: nothing against it.
struct StaticQuestion {
    let model: Model
    let number: Int
    let application: ApplicationModel
    let document: Application
    let programme: ProgrammeModel
    let programmeID: String
    let sittings: [Int]
    let month: Int?

    init(_ model: Model, _ number: Int, _ sittings: [Int], before month: Int?) {
        self.model = model
        self.number = number
        self.sittings = sittings
        self.month = month
        application = model.applications[number]
        document = model.problem.applications[application.document]
        programme = model.programmes[application.programme]
        programmeID = model.problem.programmes[application.programme].id
    }

    var begun: StaticExclusion? {
        guard application.hasBegun else { return nil }
        return StaticExclusion(
            [.wholeSitting],
            Bilingual("考试已经开始，其余科目当天没有座位，或已不能继续", "the exam has begun, and the rest of it has no place that day"),
            advice: Bilingual(
                "已开考的留在该考场的记录上，结果由机构决定",
                "the room's record keeps what was begun; the institution decides"))
    }

    var waves: StaticExclusion? {
        guard programme.maxWaves <= 0 else { return nil }
        return StaticExclusion(
            [.paperTogether], Bilingual("\(programmeID) 一批试卷也没有", "\(programmeID) has no wave"),
            [[.waves(programme: programmeID, more: 1)]], advice: Bilingual("增加一批试卷", "allow one wave"))
    }

    /// Law 2.
    var offer: StaticExclusion? {
        guard sittings.isEmpty else { return nil }
        let institution = model.problem.programmes[application.programme].institution
        let first = document.firstMonth
        let last = month.map { Month(number: $0 - 1) }
        let span = last.map { $0 == first ? " " : " 到 \($0) " } ?? " 起"
        let spanEN = last.map { $0 == first ? "in \(first)" : "from \(first) to \($0)" } ?? "from \(first) on"
        let advice = Bilingual("在公告月份（\(first) 或以后）增开批次", "add a sitting in a listed month, \(first) or later")
        let near = model.problem.sittings.indices.filter { index in
            let sitting = model.problem.sittings[index]
            return sitting.institution == institution && sitting.month >= first
                && month.map { sitting.month.number < $0 } ?? true
        }
        guard !near.isEmpty else {
            return StaticExclusion(
                [.offer],
                Bilingual(
                    "\(first)\(span)机构 \(institution) 没有批次", "institution \(institution) has no sitting \(spanEN)"),
                advice: advice)
        }
        let names = near.prefix(3).map { model.problem.sittings[$0] }.map { "\($0.id) (\($0.month))" }
            .joined(separator: ", ")
        return StaticExclusion(
            [.offer],
            Bilingual(
                "\(first)\(span)的批次（\(names)）都不开考 \(programmeID)",
                "the sittings \(spanEN) (\(names)) do not list \(programmeID)"),
            (near.filter(hasPeriods) + near.filter { !hasPeriods($0) && mayCome($0) }).prefix(3).map {
                [.listing(sitting: model.problem.sittings[$0].id, programme: programmeID)]
            }, advice: advice)
    }

    private func hasPeriods(_ sitting: Int) -> Bool {
        application.parts.allSatisfy { !model.periods(for: $0, of: application, in: sitting).isEmpty }
    }

    /// A period there is to come, in time and outside a ban, be it too short.
    private func mayCome(_ sitting: Int) -> Bool {
        model.sittings[sitting].periods.contains {
            let day = model.periods[$0].day
            return model.isUsable($0) && !model.periods[$0].hasBegun && model.isInTime(application.kind, day: day)
                && !model.isBanned(application.kind, day: day)
        }
    }

    /// Laws 7 and 8.
    var rooms: StaticExclusion? {
        for (position, part) in application.parts.enumerated()
        where model.roomLists[application.fitRooms[position]].isEmpty {
            return rooms(for: programme.needs[part].union(application.needs), programme.subjects[part])
        }
        return nil
    }

    private func rooms(for tags: Set<String>, _ subject: Subject) -> StaticExclusion {
        let wanted = tags.sorted().joined(separator: ", ")
        let all = model.tags(of: application.kind)
        let fresh: Change = .room(venue: model.problem.venues.first?.id ?? "", seats: 1, offers: all)
        let advice = Bilingual("增加一个适用考场", "add a fit room")
        if model.rooms.isEmpty {
            let isEmpty = model.venues.isEmpty
            return StaticExclusion(
                [.roomFitness],
                isEmpty ? Bilingual("没有任何考点", "there is no venue") : Bilingual("没有任何考场", "there is no room"),
                [[fresh]], advice: advice)
        }
        let offering = model.rooms.indices.filter { tags.isSubset(of: model.rooms[$0].offers) }
        let admitted = offering.filter {
            model.rooms[$0].institutions.map { $0.contains(programme.institution) } ?? true
        }
        let institution = model.problem.programmes[application.programme].institution
        if let room = admitted.max(by: { (model.rooms[$0].seats.count, $1) < (model.rooms[$1].seats.count, $0) }) {
            let (machines, id) = (model.rooms[room].seats.count, model.roomIDs[room])
            let spare = "\(model.policy.spare[0])/\(model.policy.spare[1])"
            return StaticExclusion(
                [.spareMachines],
                Bilingual(
                    "科目 \(subject.title) 的适用考场 \(id) 只有 \(machines) 台可用机器，按 \(spare) 留备用后没有可用机位",
                    "room \(id), fit for \(subject.rawValue), has \(machines) working machines, and \(spare) of them leave no seat"
                ),
                [[.seats(room: id, more: 1)]], advice: advice)
        }
        if let room = offering.first(where: { model.rooms[$0].capacity > 0 }) ?? offering.first {
            let names = offering.prefix(3).map { model.roomIDs[$0] }.joined(separator: ", ")
            return StaticExclusion(
                [.roomFitness],
                Bilingual(
                    "科目 \(subject.title) 的适用考场（\(names)）不对机构 \(institution) 开放",
                    "the rooms fit for \(subject.rawValue) (\(names)) are not open to institution \(institution)"),
                [[.admission(room: model.roomIDs[room], institution: institution)], [fresh]], advice: advice)
        }
        return StaticExclusion(
            [.roomFitness],
            Bilingual(
                "没有考场具备科目 \(subject.title) 所需的 \(wanted)", "no room offers \(wanted), which \(subject.rawValue) needs"),
            equipping(nil, for: tags) + [[fresh]], advice: advice)
    }

    /// Rooms that lack least of what is needed.
    private func equipping(_ venue: Int?, for tags: Set<String>) -> [[Change]] {
        func lacking(_ room: Int) -> Int { tags.subtracting(model.rooms[room].offers).count }
        let rooms = model.rooms.indices.filter { room in
            venue.map { model.rooms[room].venue == $0 } ?? true && model.rooms[room].capacity > 0
                && model.rooms[room].institutions.map { $0.contains(programme.institution) } ?? true
        }
        return rooms.sorted {
            (lacking($0), -model.rooms[$0].capacity, $0) < (lacking($1), -model.rooms[$1].capacity, $1)
        }
        .prefix(2)
        .map { [.equipment(room: model.roomIDs[$0], tags: tags.subtracting(model.rooms[$0].offers).sorted())] }
    }

    var sessions: StaticExclusion? {
        let (wanted, limit) = (application.parts.count, model.policy.maxSessionsPerDay)
        guard wanted > limit else { return nil }
        let more: Change = .sessions(more: wanted - limit)
        let periods = hasDay ? [] : missingPeriods
        return StaticExclusion(
            [.onePlaceAtOnce],
            Bilingual(
                "须在一天内参加 \(wanted) 场，每日上限 \(limit) 场", "\(wanted) periods in one day, and a person may sit \(limit)"),
            periods.isEmpty ? [[more]] : periods.map { [more] + $0 },
            advice: hasDay
                ? Bilingual("提高每日场数上限", "raise the limit of periods per day")
                : Bilingual(
                    "提高每日场数上限，并在同一天增加场次", "raise the limit of periods per day, and add a period on the same day"))
    }

    /// Law 3: one venue.
    func venues(_ insertion: Insertion) -> StaticExclusion? {
        guard insertion.venues(of: number).isEmpty else { return nil }
        let here = application.fitRooms.map { list in
            Set(model.roomLists[list].map { model.rooms[$0].venue }).sorted()
        }
        let facts = zip(application.parts, here).map { part, venues in
            let names = venues.prefix(3).map { model.problem.venues[$0].id }.joined(separator: ", ")
            return Bilingual(
                "\(programme.subjects[part].title)只能在考点 \(names)",
                "\(programme.subjects[part].rawValue) fits only \(names)")
        }
        let counts = model.venues.indices.map { venue in here.count { $0.contains(venue) } }
        let best = model.venues.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
        let missing = here.firstIndex { !$0.contains(best) } ?? 0
        let tags = programme.needs[application.parts[missing]].union(application.needs)
        let fresh: Change = .room(
            venue: model.problem.venues[best].id, seats: 1, offers: model.tags(of: application.kind))
        let equipping = equipping(best, for: tags).filter { $0 != [] }
        return StaticExclusion(
            [.wholeSitting, .roomFitness],
            Bilingual(
                "没有一个考点适用于全部科目：" + facts.joined("；", "; ").zh,
                "no venue fits all subjects: " + facts.joined("；", "; ").en),
            equipping + [[fresh]], advice: Bilingual("为一个考点配齐全部科目的考场", "equip one venue for all subjects"))
    }
}
