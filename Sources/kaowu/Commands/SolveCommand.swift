import Foundation
import Solving

enum SolveCommand {
    static func run(_ a: [String]) -> Int32 {
        var t = SearchTuning()
        var budget = SearchBudget.processorSeconds(10)
        var seed = 1
        var i = 1
        while i + 1 < a.count {
            switch a[i] {
            case "-s": seed = Int(a[i+1])!
            case "-t": budget = .processorSeconds(Double(a[i+1])!)
            case "--start": t.start = Double(a[i+1])!
            case "--end": t.end = Double(a[i+1])!
            case "--rooms": t.roomMoves = Int(a[i+1])!
            case "--swaps": t.swaps = Int(a[i+1])!
            case "--longest": t.longest = Int(a[i+1])!
            default: print("?", a[i])
            }
            i += 2
        }
        do {
            let instance = try ExaminationInstance(reading: String(contentsOfFile: a[0], encoding: .utf8))
            let (s, c, st) = try searchTimetable(instance.timetableProblem(), budget, seed: UInt64(seed), tuning: t, stop: StopSignal()) { sec, st, temp, cur, best, stats in
                print(String(format: "%.2f %d T=%.2f cur=%d best=%d", sec, st, temp, cur, best), stats)
            }
            let score = ExaminationScore(instance, s)
            print(c, score)
            print(score.distanceToFeasibility, score.penalty, "ej", st.ejections, "moves/s", Double(st.steps) / st.seconds / 1e6, st)
        } catch { print(error); return 1 }
        return 0
    }
}
