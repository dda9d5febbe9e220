import Exams

extension Draft {
    /// The placements of the interchange document, in the order of its applications.
    func placements(in model: Model) -> [Placement] {
        zip(model.applications, places).compactMap { application, place in
            guard let place else { return nil }
            let programme = model.programmes[application.programme]
            return Placement(
                application: model.problem.applications[application.document].id,
                sitting: model.problem.sittings[place.sitting].id, wave: place.wave + 1,
                subjects: application.parts.enumerated().map { position, part in
                    let room = place.rooms[position]
                    let seat = place.seats[position]
                    return Placement.Seat(
                        subject: programme.subjects[part], period: model.periodIDs[place.periods[position]],
                        room: model.roomIDs[room], row: seat / model.rooms[room].columns + 1,
                        column: seat % model.rooms[room].columns + 1)
                })
        }
    }
}
