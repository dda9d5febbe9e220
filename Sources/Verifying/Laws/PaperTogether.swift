import Exams

/// Law 5. All who sit one paper of one wave start together: a wave gives each subject one period, and those lie on
/// one day, in the programme's subject order, with the least gap between them. A programme has no more waves in a
/// sitting than it has papers for.
enum PaperTogether: LawStatement {
    static let law = Law.paperTogether

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for wave in seating.waves {
            let most = seating.register.problem.programmes[wave.key.programme].maxWaves
            if wave.key.number < 1 || wave.key.number > most {
                breaches.append(breach("\(seating.name(wave.key)) is not one of 1 to \(most)"))
            }
            for paper in wave.papers where paper.periods.count > 1 {
                let periods = paper.periods.map { seating.name(period: $0) }.joined(separator: ", ")
                breaches.append(
                    breach("\(seating.name(wave.key)) sits \(paper.subject) in several periods: \(periods)"))
            }
            for (earlier, later) in zip(wave.papers, wave.papers.dropFirst()) {
                breaches += order(earlier, later, of: wave, seating)
            }
        }
        return breaches
    }

    private static func order(
        _ earlier: Seating.Wave.Paper, _ later: Seating.Wave.Paper, of wave: Seating.Wave, _ seating: Seating
    ) -> [Breach] {
        let gap = seating.register.policy.gapMinutes
        var breaches: [Breach] = []
        for first in earlier.periods {
            for second in later.periods {
                let (before, after) = (seating.register.periods[first], seating.register.periods[second])
                let pause = after.value.start - before.value.end
                guard before.day != after.day || pause < gap else { continue }
                breaches.append(
                    breach(
                        "\(seating.name(wave.key)) sits \(earlier.subject) in \(seating.name(period: first)) and "
                            + "\(later.subject) in \(seating.name(period: second)), which is not the same day with "
                            + "\(gap) minutes between them"))
            }
        }
        return breaches
    }
}
