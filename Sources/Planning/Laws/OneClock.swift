import Solving

/// Law 10. People in one room and period start and end together: those with extra time sit apart, and a
/// period lasts as long as the person needs.
extension Model {
    func isLongEnough(_ period: Int, for part: Int, of application: ApplicationKind) -> Bool {
        periods[period].end - periods[period].start
            >= programmes[application.programme].minutes[part] + application.extraMinutes
    }
}

extension Encoding {
    mutating func teachOneClock() {
        for use in uses {
            let seaters = seatersOf[use] ?? []
            let extra = seaters.filter { application($0.member).hasExtraTime }
            guard !extra.isEmpty, extra.count < seaters.count else { continue }
            let apart = solver.newVariable()
            for seater in seaters {
                solver.add(clause: !seater.literal, application(seater.member).hasExtraTime ? apart : !apart)
            }
        }
    }
}
