import Solving

/// Forbids one case of justified envy: whenever all the facts hold that made the exchange lawful, the payer
/// would envy the sitter again.
///
/// The facts are places that people have (their entry and chairs) or do not have, taken generously: more facts
/// than needed only make the clause weaker, never wrong. They cover what `Exchange` relies on: the two places,
/// the waves the two would join and their periods (by a witness for each), who else sits where extra time
/// differs, the other applications of both persons, and enough others for the minimum enrolments.
struct EnvyClause {
    private let reading: PlanReading
    private var facts: [Literal] = []
    private var known: Set<Literal> = []

    var literals: [Literal] { facts.map { !$0 } }

    init(_ exchange: Exchange, in reading: PlanReading) {
        self.reading = reading
        let (payer, sitter) = (exchange.payer, exchange.sitter)
        for member in [payer, sitter] { stateWhole(person: member) }
        stateWave(for: payer, at: exchange.payerPlace)
        if let back = exchange.sitterPlace { stateWave(for: sitter, at: back) }
        stateMinimum(losing: sitter, leaving: [payer, sitter])
        if exchange.sitterPlace != nil { stateMinimum(losing: payer, leaving: [payer, sitter]) }
        stateOthersInRooms(payer, sitter)
    }

    private mutating func state(_ literal: Literal) {
        if known.insert(literal).inserted { facts.append(literal) }
    }

    /// The whole place of an application, or that it has none.
    private mutating func stateWhole(_ member: Int) {
        guard let entry = reading.entry(of: member) else { return state(!reading.encoding.isPlaced[member]) }
        state(entry.literal)
        for chair in reading.chairs(of: member) { state(chair.literal) }
    }

    private mutating func stateWhole(person member: Int) {
        for other in reading.encoding.model.people[reading.encoding.application(member).person] {
            stateWhole(other)
        }
    }

    /// For each subject somebody who sits it in this wave fixes its period.
    private mutating func stateWave(for member: Int, at place: Place) {
        let encoding = reading.encoding
        let run = encoding.run(of: member, in: place.sitting)
        for part in encoding.application(member).parts {
            for witness in encoding.runMembers[run] ?? [] {
                guard let entry = reading.entry(of: witness), entry.sitting == place.sitting, entry.wave == place.wave,
                    let position = encoding.application(witness).parts.firstIndex(of: part)
                else { continue }
                state(entry.literal)
                state(reading.chairs(of: witness)[position].literal)
                break
            }
        }
    }

    /// Enough others stay for the minimum of the programme that loses one.
    private mutating func stateMinimum(losing member: Int, leaving: [Int]) {
        guard let entry = reading.entry(of: member) else { return }
        let encoding = reading.encoding
        let run = encoding.run(of: member, in: entry.sitting)
        var wanted = encoding.model.programmes[run.programme].minimumEnrolment
        guard wanted > 1 else { return }
        for other in encoding.runMembers[run] ?? [] where wanted > 0 && !leaving.contains(other) {
            guard let staying = reading.entry(of: other), staying.sitting == entry.sitting else { continue }
            state(staying.literal)
            wanted -= 1
        }
    }

    /// Where one of the two has extra time and the other not, the rooms are theirs alone.
    private mutating func stateOthersInRooms(_ payer: Int, _ sitter: Int) {
        let encoding = reading.encoding
        guard encoding.application(payer).hasExtraTime != encoding.application(sitter).hasExtraTime else { return }
        for chair in reading.chairs(of: payer) + reading.chairs(of: sitter) {
            let use = RoomUse(room: chair.room, period: chair.period)
            for seater in encoding.seatersOf[use] ?? [] where !reading.isTrue(seater.literal) { state(!seater.literal) }
        }
    }
}
