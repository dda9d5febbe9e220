// A plan that follows a solution of `RoomUseProgram`: whom it leaves out waits, everybody else has one sitting and
// wishes for one venue. What remains are parts of single months, small enough to be planned well, where ruin and
// recreate over all months finds it hard to move whole programmes from one month to another.
//
// Whatever comes of it is a lawful plan of the whole, as it only forgoes places; how good it is, its cost tells.
struct GuidedPlanning {
    let frame: WaveFrame
    let seed: UInt64
    let steps: Int
    let numbers: Int

    func draft(_ shares: [RoomUseProgram.Share]) -> Draft {
        let model = guided(shares)
        var draft = Draft(places: Array(repeating: nil, count: model.applications.count))
        for members in Parts(model).members where !model.applications[members[0]].sittings.isEmpty {
            let part = model.restricted(to: members)
            let planned = WavePlanner(part, seed: seed, steps: steps, numbers: numbers, isGuided: true).plan().draft
            for (member, place) in zip(members, planned.places) { draft.places[member] = place }
        }
        return draft
    }

    /// Of each kind the earliest payers sit in the earliest months.
    private func guided(_ shares: [RoomUseProgram.Share]) -> Model {
        var model = frame.model
        model.kinds = []
        var numbers: [[Int]: Int] = [:]
        func kind(_ number: Int, _ run: Int?, _ venue: Int) -> ApplicationKind {
            let old = frame.model.applications[number].kind
            let key = [old.number, run ?? -1, venue]
            if let known = numbers[key] { return model.kinds[known] }
            numbers[key] = model.kinds.count
            let new =
                run.map { old.heading(for: frame.runs[$0].sitting, at: venue, number: model.kinds.count) }
                ?? old.leaving(number: model.kinds.count)
            model.kinds.append(new)
            return new
        }
        var queues: [[Int]: [Int]] = [:]
        var isSeated = Array(repeating: false, count: model.applications.count)
        for share in shares {
            let all = queues[share.classes] ?? inOrderOfPayment(share.classes)
            for number in all.prefix(share.people) {
                model.applications[number].kind = kind(number, share.run, share.venue)
                isSeated[number] = true
            }
            queues[share.classes] = Array(all.dropFirst(share.people))
        }
        for number in isSeated.indices where !isSeated[number] {
            model.applications[number].kind = kind(number, nil, -1)
        }
        return model
    }

    private func inOrderOfPayment(_ classes: [Int]) -> [Int] {
        classes.flatMap { frame.classes[$0].members }
            .sorted { frame.model.applications[$0].rank < frame.model.applications[$1].rank }
    }
}
