/// draft
package func searchTimetable(_ problem: TimetableProblem, _ budget: SearchBudget, seed: UInt64, tuning: SearchTuning, stop: StopSignal, report: (Double, Int, Double, Int, Int, SearchStatistics) -> Void) throws -> (TimetableSolution, Int, SearchStatistics) {
    let model = try TimetableModel(problem)
    let timetable = Timetable(model)
    var meter = SearchMeter(budget, stop)
    var construction = Construction(timetable, RandomSource(seed: seed))
    var ejections = 0
    let random = construction.run { rounds in
        ejections = rounds
        return meter.used < 0.5 && rounds < 100_000 }
    report(meter.seconds, ejections, 0, timetable.total[0], timetable.placed[0], SearchStatistics())
    var annealing = Annealing(timetable, random, tuning)
    annealing.run(&meter) { _, _ in }
    var stats = annealing.statistics
    stats.steps = meter.steps
    stats.ejections = ejections
    stats.seconds = meter.seconds
    let (solution, cost) = timetable.best()
    return (solution, cost, stats)
}
