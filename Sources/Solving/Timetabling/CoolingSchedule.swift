import Foundation

/// At which temperature a search should be after which part of its time: always the same loss of entropy in the same
/// time.
///
/// Cooling evenly in the logarithm of the temperature spends most of a search where nothing is decided: far above the
/// temperatures at which a timetable takes shape, or far below, where it is frozen. Which temperatures matter is
/// different for every instance, so a *pilot* finds out: a short annealing, even in the logarithm, that notes the mean
/// cost in each of `bandCount` bands of temperature. Between two bands the entropy falls by `ΔS = ΔE ÷ T`, as the
/// specific heat of the statistical mechanics of annealing says (Kirkpatrick, Gelatt & Vecchi 1983; Aarts & van Laarhoven
/// 1985), and the search then gives each band time in proportion to its ΔS, smoothed over the neighbours because
/// the pilot is short, and `leastShare` of the even share on top, because it may be wrong.
///
/// Invariant: temperatures fall from `hottest` to `coldest` as the part goes from 0 to 1. Complexity: one division for
/// each batch of steps. Limits: what the pilot cools too fast to see, such as a second freezing, gets the least share.
struct CoolingSchedule {
    static let bandCount = 40
    /// Of the time left to a search when it begins to cool.
    static let pilotPart = 0.1
    private static let leastShare = 0.2
    /// Bands on either side that a band is smoothed with.
    private static let reach = 2

    let hottest: Double
    let coldest: Double
    /// By band: the part of the time at which it is over; ascending, the last is 1.
    private var ends: [Double]

    /// Even in the logarithm of the temperature.
    init(from hottest: Double, to coldest: Double) {
        self.hottest = max(hottest, coldest)
        self.coldest = coldest
        ends = (1...Self.bandCount).map { Double($0) / Double(Self.bandCount) }
    }

    /// Fitted to what a pilot with the even schedule saw.
    init(_ even: CoolingSchedule, fittedTo pilot: Pilot) {
        self = even
        let costs = pilot.meanCosts
        let losses = costs.indices.map { band in
            let next = min(band + 1, costs.count - 1)
            return (costs[band] - costs[next]) / temperature(ofBand: Double(next))
        }
        let smooth = losses.indices.map { band in
            let near = max(0, band - Self.reach)...min(losses.count - 1, band + Self.reach)
            return max(0, near.reduce(0) { $0 + losses[$1] } / Double(near.count))
        }
        let all = smooth.reduce(0, +)
        if all <= 0 { return }
        let least = Self.leastShare * all / Double(Self.bandCount)
        var end = 0.0
        for (band, loss) in smooth.enumerated() {
            end += (loss + least) / (all * (1 + Self.leastShare))
            ends[band] = band == smooth.count - 1 ? 1 : end
        }
    }

    /// At a part of the time, from 0 to 1.
    func temperature(at part: Double) -> Double {
        let band = ends.firstIndex { part < $0 } ?? ends.count - 1
        let start = band == 0 ? 0 : ends[band - 1]
        return temperature(ofBand: Double(band) + min(1, (part - start) / (ends[band] - start)))
    }

    /// The band an even schedule is in.
    func band(at part: Double) -> Int { min(Self.bandCount - 1, Int(part * Double(Self.bandCount))) }

    private func temperature(ofBand band: Double) -> Double {
        hottest * pow(coldest / hottest, band / Double(Self.bandCount))
    }

    /// What a search with the even schedule noted.
    struct Pilot {
        private var sums = Array(repeating: 0.0, count: CoolingSchedule.bandCount)
        private var counts = Array(repeating: 0, count: CoolingSchedule.bandCount)

        mutating func note(_ cost: Int, inBand band: Int) {
            sums[band] += Double(cost)
            counts[band] += 1
        }

        /// By band; one that was not seen has that of the band before it.
        fileprivate var meanCosts: [Double] {
            var last = sums.indices.first { counts[$0] > 0 }.map { sums[$0] / Double(counts[$0]) } ?? 0
            return sums.indices.map { band in
                if counts[band] > 0 { last = sums[band] / Double(counts[band]) }
                return last
            }
        }
    }
}
