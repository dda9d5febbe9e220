import Testing

@testable import Solving

@Suite struct CoolingScheduleTests {
    private let even = CoolingSchedule(from: 1000, to: 1)
    private let parts = (0...200).map { Double($0) / 200 }

    @Test func evenlyFromTheHottestToTheColdest() {
        #expect(even.temperature(at: 0) == 1000)
        #expect(abs(even.temperature(at: 0.5) - 31.62) < 0.01)
        #expect(abs(even.temperature(at: 1) - 1) < 1e-9)
        #expect(even.band(at: 0) == 0)
        #expect(even.band(at: 1) == CoolingSchedule.bandCount - 1)
    }

    /// All of the cost is lost between a tenth and a fifth of the bands: most of the time goes there, none is left out.
    @Test func timeGoesWhereEntropyIsLost() {
        var pilot = CoolingSchedule.Pilot()
        for band in 0..<CoolingSchedule.bandCount {
            let cost = band < 12 ? 5000 : band < 16 ? 5000 - 1000 * (band - 11) : 1000
            for _ in 0..<3 { pilot.note(cost, inBand: band) }
        }
        let fitted = CoolingSchedule(even, fittedTo: pilot)
        let temperatures = parts.map(fitted.temperature)
        #expect(temperatures.first == 1000)
        #expect(abs((temperatures.last ?? 0) - 1) < 1e-9)
        #expect(zip(temperatures, temperatures.dropFirst()).allSatisfy { $0 > $1 })
        let crucial = even.temperature(at: 0.45)...even.temperature(at: 0.2)
        #expect(temperatures.count { crucial.contains($0) } > parts.count * 3 / 4)
    }

    @Test func aPilotThatSawNothingChangesNothing() {
        let unseen = CoolingSchedule(even, fittedTo: CoolingSchedule.Pilot())
        #expect(parts.allSatisfy { unseen.temperature(at: $0) == even.temperature(at: $0) })
        var flat = CoolingSchedule.Pilot()
        flat.note(7, inBand: 20)
        let level = CoolingSchedule(even, fittedTo: flat)
        #expect(parts.allSatisfy { level.temperature(at: $0) == even.temperature(at: $0) })
    }

    /// A pilot in which costs only rise, as short ones may, still falls from end to end.
    @Test func aMisleadingPilotIsSurvived() {
        var pilot = CoolingSchedule.Pilot()
        for band in stride(from: 0, to: CoolingSchedule.bandCount, by: 7) { pilot.note(100 * band, inBand: band) }
        let fitted = CoolingSchedule(even, fittedTo: pilot)
        let temperatures = parts.map(fitted.temperature)
        #expect(zip(temperatures, temperatures.dropFirst()).allSatisfy { $0 > $1 })
    }
}
