import Solving

/// Forbids justified envy: whenever all the facts hold that make an exchange lawful, the payer envies the sitter.
///
/// The facts are what `Exchange` relies on, and as little of it as can be, so that one clause forbids all exchanges like
/// it: the sitter's seats lie in these periods, at this venue, in rooms that suit the payer; somebody sits each paper of
/// the wave the payer would join; his other applications leave him the time; and the same of the sitter where the payer
/// has a place to give, or else that he has none. More facts than needed only make the clause weaker, never wrong: where
/// a ticket promises something, or extra time would come to a room without, the very places are stated; and those of
/// the other applications of a person who has so many that the sessions of a day could be too many.
struct EnvyClause {
    private let reading: PlanReading
    private var facts: [Literal] = []
    private var known: Set<Literal> = []

    var literals: [Literal] { facts.map { !$0 } }

    private var encoding: Encoding { reading.encoding }
    private var model: Model { reading.encoding.model }

    init(_ exchange: Exchange, in reading: PlanReading) {
        self.reading = reading
        let (payer, sitter) = (exchange.payer, exchange.sitter)
        stateMove(of: payer, to: exchange.payerPlace, insteadOf: sitter)
        if let back = exchange.sitterPlace {
            stateMove(of: sitter, to: back, insteadOf: payer)
        } else {
            state(!encoding.isPlaced[payer])
        }
        if model.applications[payer].programme != model.applications[sitter].programme {
            stateMinimum(losing: sitter, leaving: [payer, sitter])
            if exchange.sitterPlace != nil { stateMinimum(losing: payer, leaving: [payer, sitter]) }
        }
        stateOthersInRooms(payer, sitter)
    }

    private mutating func state(_ literal: Literal) {
        if known.insert(literal).inserted { facts.append(literal) }
    }

    private mutating func stateMove(of taker: Int, to place: Place, insteadOf holder: Int) {
        stateSeats(of: holder, for: taker, place)
        stateWave(for: taker, place, holder)
        for other in model.people[model.applications[taker].person] where other != taker && other != holder {
            stateTime(beside: other, for: taker, place)
        }
    }

    // MARK: Seats

    private mutating func stateSeats(of holder: Int, for taker: Int, _ place: Place) {
        let isExact =
            model.applications[taker].hasExtraTime != model.applications[holder].hasExtraTime
            || model.promises[taker] != nil || model.promises[holder] != nil
        if isExact { return stateWhole(holder) }
        for (position, period) in place.periods.enumerated() {
            guard let chair = reading.chairs(of: holder).first(where: { $0.period == period }) else { continue }
            stateAttendance(of: holder, chair)
            let rooms = model.roomLists[model.applications[taker].fitRooms[position]]
            for other in encoding.chairs[holder] where other.period == period && other.position == chair.position {
                if venue(other) != venue(chair) || !rooms.contains(other.room) { state(!other.literal) }
            }
        }
    }

    private func venue(_ chair: Encoding.Chair) -> Int { model.rooms[chair.room].venue }

    private mutating func stateAttendance(of member: Int, _ chair: Encoding.Chair) {
        let attendance = Encoding.Attendance(application: member, position: chair.position, period: chair.period)
        state(encoding.attends[attendance] ?? chair.literal)
    }

    /// The whole place of an application, or that it has none.
    private mutating func stateWhole(_ member: Int) {
        guard let entry = reading.entry(of: member) else { return state(!encoding.isPlaced[member]) }
        state(entry.literal)
        for chair in reading.chairs(of: member) { state(chair.literal) }
    }

    // MARK: The wave

    /// For each subject somebody who sits it in this wave fixes its period: one for all, or of this very wave.
    /// - Parameter holder: who is asked first, since of him the most is stated already.
    private mutating func stateWave(for taker: Int, _ place: Place, _ holder: Int) {
        let parts = model.applications[taker].parts
        let run = encoding.run(of: taker, in: place.sitting)
        let others = (encoding.runMembers[run] ?? []).filter { $0 != holder }
        let isOfRun = model.applications[holder].programme == run.programme
        let witnesses = ((isOfRun ? [holder] : []) + others).filter { witness in
            reading.entry(of: witness).map { $0.sitting == place.sitting && $0.wave == place.wave } ?? false
        }
        func chair(_ witness: Int, _ part: Int) -> Encoding.Chair? {
            let position = model.applications[witness].parts.firstIndex(of: part)
            return position.map { reading.chairs(of: witness)[$0] }
        }
        let ofAll = witnesses.first { witness in parts.allSatisfy { chair(witness, $0) != nil } }
        for part in parts {
            guard let witness = ofAll ?? witnesses.first(where: { chair($0, part) != nil }),
                let chair = chair(witness, part)
            else { continue }
            if ofAll == nil, let entry = reading.entry(of: witness) { state(entry.literal) }
            stateAttendance(of: witness, chair)
        }
    }

    // MARK: Persons

    /// That another application of the person is not where it would be in the way.
    private mutating func stateTime(beside other: Int, for taker: Int, _ place: Place) {
        let own = model.people[model.applications[taker].person]
        let sessions = own.reduce(0) { $0 + model.applications[$1].parts.count }
        if sessions > model.policy.maxSessionsPerDay { return stateWhole(other) }
        for chair in encoding.chairs[other] {
            let isNear = venue(chair) == model.rooms[place.rooms[0]].venue
            let isApart = place.periods.allSatisfy { model.leavesTime($0, chair.period, sameVenue: isNear) }
            if !isApart { state(!chair.literal) }
        }
    }

    /// Enough others stay for the minimum of the programme that loses one.
    private mutating func stateMinimum(losing member: Int, leaving: [Int]) {
        guard let entry = reading.entry(of: member) else { return }
        let run = encoding.run(of: member, in: entry.sitting)
        var wanted = model.programmes[run.programme].minimumEnrolment
        guard wanted > 1 else { return }
        for other in encoding.runMembers[run] ?? [] where wanted > 0 && !leaving.contains(other) {
            guard let staying = reading.entry(of: other), staying.sitting == entry.sitting else { continue }
            state(staying.literal)
            wanted -= 1
        }
    }

    /// Where one of the two has extra time and the other not, the rooms are theirs alone.
    private mutating func stateOthersInRooms(_ payer: Int, _ sitter: Int) {
        guard model.applications[payer].hasExtraTime != model.applications[sitter].hasExtraTime else { return }
        for chair in reading.chairs(of: payer) + reading.chairs(of: sitter) {
            let use = RoomUse(room: chair.room, period: chair.period)
            for seater in encoding.seatersOf[use] ?? [] where !reading.isTrue(seater.literal) { state(!seater.literal) }
        }
    }
}
