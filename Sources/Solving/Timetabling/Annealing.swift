import Foundation

struct Annealing {
    private let timetable: Timetable
    private let model: TimetableModel
    private var random: RandomSource
    private let negativeLogs: UnsafeMutablePointer<Double>
    private let memory = FlatMemory()
    var statistics = SearchStatistics()
    var tuning: SearchTuning

    init(_ timetable: Timetable, _ random: RandomSource, _ tuning: SearchTuning) {
        self.timetable = timetable
        self.random = random
        self.tuning = tuning
        model = timetable.model
        negativeLogs = memory.array(4096, of: 0)
        for index in 0..<4096 { negativeLogs[index] = -log((Double(index) + 0.5) / 4096) }
    }

    mutating func run(_ meter: inout SearchMeter, report: (SearchMeter, Double) -> Void) {
        let first = meter.used
        var mark = 0.0
        while meter.used < 1 {
            let part = (meter.used - first) / (1 - first)
            let temperature = tuning.start * pow(tuning.end / tuning.start, part)
            let count = meter.batch(1024)
            walk(count, temperature)
            meter.steps += count
            if part >= mark {
                report(meter, temperature)
                mark += 0.05
            }
        }
    }

    @inline(never)
    private mutating func walk(_ count: Int, _ temperature: Double) {
        let timetable = timetable
        let model = model
        var random = random
        var left = count
        while left > 0 {
            left &-= 1
            let draw = random.next()
            let limit = Int(temperature * negativeLogs[Int(draw & 4095)])
            let dice = Int((draw >> 12) & 255)
            let block = Int(truncatingIfNeeded: ((draw >> 32) &* UInt64(truncatingIfNeeded: model.blockCount)) >> 32)
            let source = Int(timetable.periodOf[block])
            if source < 0 { continue }
            if dice < tuning.roomMoves {
                let event = Int(model.blockEvents[Int(model.blockEventStarts[block])])
                let rooms = Int(model.roomStarts[event &+ 1] &- model.roomStarts[event])
                if rooms > 1 {
                    let room = Int(model.suitableRooms[Int(model.roomStarts[event]) &+ random.below(rooms)])
                    if timetable.changeRoom(event, room, limit: limit) { statistics.rooms.made &+= 1 }
                }
                statistics.rooms.tried &+= 1
                continue
            }
            if dice < tuning.roomMoves &+ tuning.swaps {
                let partner = random.below(model.blockCount)
                let target = Int(timetable.periodOf[partner])
                if target < 0 || target == source { continue }
                statistics.swaps.tried &+= 1
                if timetable.exchange(block, target, partner: partner, limit: limit, longest: tuning.longest) {
                    statistics.swaps.made &+= 1
                }
                continue
            }
            let start = Int(model.periodStarts[block])
            let choices = Int(model.periodStarts[block &+ 1]) &- start
            let target = Int(model.allowedPeriods[start &+ random.below(choices)])
            if target == source { continue }
            if timetable.clashes[block &* model.rowLength &+ target] == 0
                && model.blockEventStarts[block &+ 1] &- model.blockEventStarts[block] == 1
            {
                statistics.shifts.tried &+= 1
                if timetable.shift(block, target, limit: limit) { statistics.shifts.made &+= 1 }
            } else {
                statistics.chains.tried &+= 1
                if timetable.exchange(block, target, limit: limit, longest: tuning.longest) {
                    statistics.chains.made &+= 1
                }
            }
        }
        self.random = random
    }
}

package struct SearchTuning: Sendable {
    package var start = 100.0
    package var end = 0.5
    package var roomMoves = 16
    package var swaps = 16
    package var longest = 30
    package init() {}
}

package struct SearchStatistics: Sendable {
    package struct Move: Sendable {
        package var tried = 0
        package var made = 0
    }
    package var shifts = Move()
    package var chains = Move()
    package var swaps = Move()
    package var rooms = Move()
    package var steps = 0
    package var ejections = 0
    package var seconds = 0.0
    package init() {}
}
