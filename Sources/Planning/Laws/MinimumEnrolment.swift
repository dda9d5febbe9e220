import Solving

/// Law 13. A programme in a sitting has no placement or at least its minimum.
extension Encoding {
    mutating func teachMinimumEnrolment() {
        let begun = model.begunRuns
        for run in runs where !begun.contains(run.programme * model.sittings.count + run.sitting) {
            let minimum = model.programmes[run.programme].minimumEnrolment
            guard minimum > 1 else { continue }
            let entered = (runMembers[run] ?? []).flatMap { entries(of: $0, in: run.sitting) }
            let runs = solver.newVariable(phase: true)
            for entry in entered { solver.add(clause: !entry, runs) }
            solver.add(atLeast: minimum, of: entered.map { Term($0) } + [Term(!runs, minimum)])
        }
    }
}
