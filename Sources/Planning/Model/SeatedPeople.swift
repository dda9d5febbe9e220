/// A wave that an application could join, with the period of each of its parts.
struct WaveOption {
    var sitting: Int
    var wave: Int
    var periods: [Int]
}

/// People who have their seats, however that is kept: what is asked of them to say whether two may exchange places.
///
/// An exchange fills no seat that was empty, so the laws of seats, spare machines, open rooms, staff and waves hold
/// by themselves. What is left is stated here once, for a draft looked at as a whole (`EnvySeating`) and for the one
/// that is kept in memory (`Roster`).
protocol SeatedPeople {
    var model: Model { get }
    func place(of application: Int) -> Place?
    /// By wave, then part of the programme: its period; -1 where nobody sits the part.
    func papers(of programme: Int, in sitting: Int) -> [[Int]]
    func enrolment(of programme: Int, in sitting: Int) -> Int
    /// Who stays in the room when the application leaves its place: 0 nobody, 1 others without, 2 others with extra
    /// time.
    func company(of application: Int, in place: Place, at position: Int) -> Int
}

extension SeatedPeople {
    /// The waves of the application's programme in a sitting that give all its parts a period it may sit.
    func options(of application: Int, in sitting: Int) -> [WaveOption] {
        let compiled = model.applications[application]
        guard !compiled.parts.isEmpty, compiled.sittings.contains(sitting) else { return [] }
        var options: [WaveOption] = []
        for (wave, periods) in papers(of: compiled.programme, in: sitting).enumerated() {
            let own = compiled.parts.map { periods[$0] }
            let isFit = zip(compiled.parts, own).allSatisfy { part, period in
                period >= 0 && model.maySit(compiled.kind, part: part, in: period)
            }
            if isFit, !options.contains(where: { $0.periods == own }) {
                options.append(WaveOption(sitting: sitting, wave: wave, periods: own))
            }
        }
        return options
    }

    /// May the application sit there on the seats of another: is each period one the other sits, the room
    /// fit, and nobody there who may not share it?
    /// - Parameter contains: by room list, then by room.
    func accepts(_ application: Int, _ option: WaveOption, insteadOf sitter: Int, _ contains: [[Bool]]) -> Bool {
        guard let taken = place(of: sitter) else { return false }
        let compiled = model.applications[application]
        let unwanted = compiled.hasExtraTime ? 1 : 2
        return option.periods.indices.allSatisfy { position in
            guard let seat = taken.periods.firstIndex(of: option.periods[position]) else { return false }
            return contains[compiled.fitRooms[position]][taken.rooms[seat]]
                && company(of: sitter, in: taken, at: seat) != unwanted
        }
    }

    /// The exchange by which a payer takes the seats of a sitter who lets him in; nil if a law forbids it.
    func exchange(_ payer: Int, _ option: WaveOption, _ sitter: Int, _ contains: [[Bool]]) -> Exchange? {
        guard let taken = place(of: sitter) else { return nil }
        let payerPlace = place(option, from: taken)
        guard let given = place(of: payer) else {
            let exchange = Exchange(payer: payer, sitter: sitter, payerPlace: payerPlace, sitterPlace: nil)
            return isLawful(exchange) ? exchange : nil
        }
        for back in options(of: sitter, in: given.sitting) where accepts(sitter, back, insteadOf: payer, contains) {
            let exchange = Exchange(
                payer: payer, sitter: sitter, payerPlace: payerPlace, sitterPlace: place(back, from: given))
            if isLawful(exchange) { return exchange }
        }
        return nil
    }

    /// The option on the seats of a place that has all its periods.
    private func place(_ option: WaveOption, from taken: Place) -> Place {
        let seats = option.periods.compactMap(taken.periods.firstIndex)
        return Place(
            sitting: option.sitting, wave: option.wave, periods: option.periods,
            rooms: seats.map { taken.rooms[$0] }, seats: seats.map { taken.seats[$0] })
    }

    /// Minimum enrolment, the two persons' other applications, and tier 0. Whoever has begun to sit exchanges nothing.
    private func isLawful(_ exchange: Exchange) -> Bool {
        !model.applications[exchange.payer].hasBegun && !model.applications[exchange.sitter].hasBegun
            && keepsMinimumEnrolment(exchange) && keepsPersonsApart(exchange) && keepsPromises(exchange)
    }

    private func keepsMinimumEnrolment(_ exchange: Exchange) -> Bool {
        let payer = model.applications[exchange.payer].programme
        let sitter = model.applications[exchange.sitter].programme
        guard payer != sitter else { return true }
        func isEnough(_ programme: Int, _ sitting: Int, change: Int) -> Bool {
            let count = enrolment(of: programme, in: sitting) + change
            return count == 0 || count >= model.programmes[programme].minimumEnrolment
        }
        let sitting = exchange.payerPlace.sitting
        guard isEnough(payer, sitting, change: 1), isEnough(sitter, sitting, change: -1) else { return false }
        guard let later = exchange.sitterPlace?.sitting else { return true }
        return isEnough(payer, later, change: -1) && isEnough(sitter, later, change: 1)
    }

    private func keepsPersonsApart(_ exchange: Exchange) -> Bool {
        func place(_ application: Int) -> Place? {
            if application == exchange.payer { return exchange.payerPlace }
            if application == exchange.sitter { return exchange.sitterPlace }
            return self.place(of: application)
        }
        func isApart(_ application: Int) -> Bool {
            let own = model.people[model.applications[application].person]
            guard own.count > 1, let held = place(application) else { return true }
            return model.isApart(held, own.filter { $0 != application }.compactMap(place))
        }
        return isApart(exchange.payer) && isApart(exchange.sitter)
    }

    private func keepsPromises(_ exchange: Exchange) -> Bool {
        if model.promises[exchange.payer] == nil, model.promises[exchange.sitter] == nil { return true }
        var counts = Array(repeating: 0, count: 6)
        func add(_ application: Int, _ place: Place?, _ sign: Int) {
            if let kind = model.change(of: application, to: place) { counts[kind] += sign }
        }
        add(exchange.payer, place(of: exchange.payer), -1)
        add(exchange.sitter, place(of: exchange.sitter), -1)
        add(exchange.payer, exchange.payerPlace, 1)
        add(exchange.sitter, exchange.sitterPlace, 1)
        return counts.allSatisfy { $0 == 0 }
    }
}
