import Exams

// Ends the envy that an event and the answer to it have brought about, without looking at who is far from both.
//
// Nobody envied before. Whether a payer may take a sitter's seats depends on the places of the two and of their
// persons' other applications; on the papers of their programmes in the two sittings; on who would be left in the
// rooms, if all but one are gone; and on the enrolment of the programmes where it is as small as it may be. So in a
// new pair the payer or the sitter is among those of whom one of these has changed, or the payer's programme has a
// paper that nobody sat before. Touched payers are asked about everybody in the periods they could come to, all
// others about touched sitters only; who is alike is asked once. An exchange touches more people, so passes follow
// until one finds nothing. Months fall lexicographically in the order of payment, so that is soon.
//
// Complexity: the kinds of those who could gain × the touched sitters of a period, and for each touched payer the
// people of a few periods; where very many payers are touched the plan is looked at as a whole (`EnvyRepair`).

extension Repair {
    private static let mostTouchedPayers = 200

    private struct Touched {
        var people: Set<Int> = []
        /// Runs with a paper nobody sat before, and their sittings.
        var opened: Set<Int> = []
        var openedSittings: Set<Int> = []
        /// By period, the last payer first.
        var sitters: [[Int]] = []
    }

    /// - Returns: whether anybody envied.
    mutating func endTouchedEnvy() -> Bool {
        var hasEnded = false
        while true {
            let touched = touchedPeople()
            if touched.people.isEmpty { return hasEnded }
            findGainers()
            let payers = touched.people.count { couldGainAnything($0) }
            let isMoved = payers > Repair.mostTouchedPayers ? endEnvyEverywhere() : endEnvy(of: touched)
            if !isMoved { return hasEnded }
            hasEnded = true
        }
    }

    private func couldGainAnything(_ number: Int) -> Bool {
        roster.model.applications[number].sittings.first.map { roster.couldGain(number, $0) } ?? false
    }

    private mutating func endEnvyEverywhere() -> Bool {
        var draft = draft
        EnvyRepair(EnvyFinder(model, kinds.classes)).repair(&draft)
        let moved = draft.places.indices.filter { draft.places[$0] != roster.places[$0] }
        for number in moved { note(roster.unseat(number)) }
        for number in moved {
            if let place = draft.places[number] { roster.seat(number, place) }
        }
        return !moved.isEmpty
    }

    // MARK: What is touched

    private func touchedPeople() -> Touched {
        var touched = Touched()
        /// By run, wave and part; by run.
        var joined: [[Int]: Int] = [:]
        var growth: [Int: Int] = [:]
        for (number, before) in roster.changed where roster.places[number] != before {
            let application = roster.model.applications[number]
            touched.people.formUnion(roster.model.people[application.person])
            for place in [before, roster.places[number]].compactMap({ $0 }) {
                for (room, period) in zip(place.rooms, place.periods) {
                    let present = roster.people(room, period)
                    if present.count == 1 { touched.people.insert(present[0]) }
                }
            }
            if let before { growth[roster.run(number, in: before.sitting), default: 0] -= 1 }
            guard let after = roster.places[number] else { continue }
            let run = roster.run(number, in: after.sitting)
            growth[run, default: 0] += 1
            for part in application.parts { joined[[run, after.wave, part], default: 0] += 1 }
        }
        for (paper, count) in joined where roster.waves[paper[0]][paper[1]].users[paper[2]] == count {
            touched.opened.insert(paper[0])
            touched.openedSittings.insert(paper[0] % roster.model.sittings.count)
        }
        touched.people.formUnion(runs(growth.keys.filter { mayLoseNow($0, growth[$0] ?? 0) }))
        touched.sitters = sitters(touched.people)
        return touched
    }

    /// Could a programme spare nobody in a sitting before, and can now?
    private func mayLoseNow(_ run: Int, _ growth: Int) -> Bool {
        let minimum = roster.model.programmes[run / roster.model.sittings.count].minimumEnrolment
        return minimum > 1 && growth > 0 && roster.enrolment[run] - growth <= minimum
    }

    private func runs(_ runs: [Int]) -> [Int] {
        guard !runs.isEmpty else { return [] }
        return roster.places.indices.filter { number in
            roster.places[number].map { runs.contains(roster.run(number, in: $0.sitting)) } ?? false
        }
    }

    private func sitters(_ people: Set<Int>) -> [[Int]] {
        var sitters = Array(repeating: [Int](), count: roster.model.periods.count)
        for number in people.sorted(by: { isLaterPayer($0, than: $1) }) {
            for period in roster.places[number]?.periods ?? [] { sitters[period].append(number) }
        }
        return sitters
    }

    private func isLaterPayer(_ one: Int, than other: Int) -> Bool {
        roster.model.applications[one].rank > roster.model.applications[other].rank
    }

    // MARK: Who envies

    private mutating func endEnvy(of touched: Touched) -> Bool {
        var isMoved = false
        for sitting in roster.model.sittings.indices {
            let isAffected = roster.model.sittings[sitting].periods.contains { !touched.sitters[$0].isEmpty }
            var contented: Set<Int> = []
            for payer in gainers?[sitting] ?? [] where roster.couldGain(payer, sitting) {
                let place = roster.places[payer]
                let mayAskAll =
                    touched.people.contains(payer) || place.map { touched.openedSittings.contains($0.sitting) } ?? false
                    || touched.opened.contains(roster.run(payer, in: sitting))
                guard mayAskAll || isAffected else { continue }
                let alike = kinds.classes.numbers[payer]
                if place == nil, !touched.people.contains(payer), contented.contains(alike) { continue }
                guard let exchange = exchange(for: payer, in: sitting, mayAskAll ? nil : touched.sitters) else {
                    if place == nil { contented.insert(alike) }
                    continue
                }
                apply(exchange)
                isMoved = true
            }
        }
        return isMoved
    }

    /// - Parameter sitters: by period, who is asked; nil: everybody.
    private func exchange(for payer: Int, in sitting: Int, _ sitters: [[Int]]?) -> Exchange? {
        let contains = kinds.classes.contains
        for option in roster.options(of: payer, in: sitting) {
            let asked = sitters?[option.periods[0]] ?? everybody(payer, option)
            for sitter in asked where isLaterPayer(sitter, than: payer) {
                if roster.accepts(payer, option, insteadOf: sitter, contains),
                    let exchange = roster.exchange(payer, option, sitter, contains)
                {
                    return exchange
                }
            }
        }
        return nil
    }

    /// In the rooms that are fit for the payer's first part, the last payer first.
    private func everybody(_ payer: Int, _ option: WaveOption) -> [Int] {
        roster.model.roomLists[roster.model.applications[payer].fitRooms[0]].flatMap {
            roster.people($0, option.periods[0])
        }.filter { isLaterPayer($0, than: payer) }.sorted { isLaterPayer($0, than: $1) }
    }

    private mutating func apply(_ exchange: Exchange) {
        note(roster.unseat(exchange.payer))
        note(roster.unseat(exchange.sitter))
        roster.seat(exchange.payer, exchange.payerPlace)
        if let place = exchange.sitterPlace { roster.seat(exchange.sitter, place) }
    }
}
