import Solving

/// Law 5. All who sit one paper of one wave start together: a wave's paper has one period.
extension Encoding {
    mutating func teachPaperTogether() {
        for run in runs {
            for wave in 0..<waves(of: run) {
                let parts = model.programmes[run.programme].subjects.indices
                for part in parts { namePaper(Paper(run: run, wave: wave, part: part)) }
                for (part, later) in parts.flatMap({ part in
                    ((part + 1)..<max(part + 1, parts.count)).map { (part, $0) }
                }) {
                    teachOrder(Paper(run: run, wave: wave, part: part), Paper(run: run, wave: wave, part: later))
                }
            }
        }
    }

    private mutating func namePaper(_ paper: Paper) {
        var periods: [(period: Int, literal: Literal)] = []
        for member in runMembers[paper.run] ?? [] {
            guard let position = application(member).parts.firstIndex(of: paper.part),
                let entry = literal(of: member, in: paper.run.sitting, wave: paper.wave)
            else { continue }
            for period in model.sittings[paper.run.sitting].periods {
                let attendance = Attendance(application: member, position: position, period: period)
                guard let attends = attends[attendance] else { continue }
                let known = periods.first { $0.period == period }?.literal
                let sat = known ?? solver.newVariable()
                if known == nil { periods.append((period, sat)) }
                solver.add(clause: !entry, !attends, sat)
            }
        }
        solver.add(atMostOneOf: periods.map(\.literal))
        paperPeriods[paper] = periods
        papers.append(paper)
    }

    /// Law 3 for the papers of a wave: one day, in order, with the gap.
    private mutating func teachOrder(_ earlier: Paper, _ later: Paper) {
        for first in paperPeriods[earlier] ?? [] {
            for second in paperPeriods[later] ?? [] where !model.isInOrder(first.period, second.period) {
                solver.add(clause: !first.literal, !second.literal)
            }
        }
    }
}
