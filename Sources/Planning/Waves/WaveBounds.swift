import Exams
import Solving

// Bounds that hold for every lawful plan, from relaxations: each forgets some laws, so no plan can beat it.
//
// What is kept: who may join which run at all; per run and part, at most `maxWaves` periods of the largest
// capacity; per month and room list, the seats of its rooms in as many periods as a room can host without two
// of them excluding each other; staff as an upper limit on the people a venue can watch; which two runs one person
// may sit. What is forgotten: extra time, patterns, who else needs the room. Minimum enrolment is looked at apart, with
// nothing else (`EnrolmentBound`). Where that leaves a gap, and the part is of modest size, all these are asked
// together, but as whole numbers and without times (`RoomUseBound`).
final class WaveBounds {
    private let frame: WaveFrame
    private let model: Model
    private let capacity: CapacityTable
    private lazy var tables = begun?.value() ?? Tables(frame)
    private var table: RelaxationTable { tables.relaxation }
    private var enrolment: EnrolmentBound { tables.enrolment }
    /// In a large problem they are worked out on another core, long before they are asked for.
    private let begun: Aside<Tables, Never>?
    private let work: Int
    private lazy var uses = RoomUseBound(work > 0 ? RoomUseProgram(frame, capacity) : nil, work: work)
    /// By tier and what it was asked for: the search for a plan asks again and again.
    private var known: [[Int]: Int] = [:]
    /// Of the plan last asked for.
    private var last: (cost: WaveCost, bounds: Bounds)?
    /// Each goes over all classes; in the largest problems fewer must do.
    private var iterations: Int { min(400, max(60, 8_000_000 / max(1, frame.classes.count))) }

    /// - Parameter work: how many numbers the simplex method may touch for a tier, at most; 0: integer programs are not
    ///   asked.
    init(_ frame: WaveFrame, work: Int = 600_000_000) {
        self.frame = frame
        // In a re-plan some sit where nobody may come any more.
        self.work = frame.model.isReplan ? 0 : work
        model = frame.model
        capacity = CapacityTable(frame)
        begun = frame.classes.count < WaveBounds.manyClasses ? nil : Aside { () throws(Never) in Tables(frame) }
    }

    private static let manyClasses = 10_000

    /// Handed over as a whole: who made them keeps nothing of them.
    private struct Tables: @unchecked Sendable {
        let relaxation: RelaxationTable
        let enrolment: EnrolmentBound

        init(_ frame: WaveFrame) {
            relaxation = RelaxationTable(frame: frame, capacity: CapacityTable(frame))
            enrolment = EnrolmentBound(frame)
        }
    }

    private func remembered(_ question: [Int], _ answer: () -> Int) -> Int {
        if let answer = known[question] { return answer }
        let answer = answer()
        known[question] = answer
        return answer
    }

    /// At most so many can be placed; as sharp as it takes to meet what a plan reaches.
    func mostPlaced(for cost: WaveCost) -> Int {
        remembered([1, cost.unplaced]) {
            let applications = model.applications.count
            let relaxation = table.relaxation(required: 0) { Double(-$0.runs.count) }
            let most = -relaxation.lowerBound(target: cost.unplaced - applications, iterations: iterations)
            let floor = -min(most, applications - enrolment.leftOut)
            return -uses.least(0, earlier: [], floor: floor, value: cost.unplaced - applications)
        }
    }

    /// What follows holds for plans that are as good as this one in the earlier tiers.
    private func leastDelay(for cost: WaveCost) -> Int {
        remembered([3, cost.unplaced, cost.delay]) {
            let placed = model.applications.count - cost.unplaced
            let relaxation = table.relaxation(required: placed) { Double($0.delay) }
            let delay = relaxation.lowerBound(target: cost.delay, iterations: iterations)
            let floor = max(0, delay, enrolment.delay(leavingOut: cost.unplaced))
            return uses.least(1, earlier: [-placed], floor: floor, value: cost.delay)
        }
    }

    private func leastMissed(for cost: WaveCost) -> Int {
        remembered([4, cost.unplaced, cost.delay, cost.missedWishes]) {
            var limited = table
            limited.limitDelay(cost.delay)
            let placed = model.applications.count - cost.unplaced
            let relaxation = limited.relaxation(required: placed) { Double($0.missedWishes) }
            let floor = max(0, relaxation.lowerBound(target: cost.missedWishes, iterations: iterations))
            return uses.least(2, earlier: [-placed, cost.delay], floor: floor, value: cost.missedWishes)
        }
    }

    private func leastInvigilators(for cost: WaveCost) -> Int {
        remembered([5, cost.unplaced, cost.delay, cost.missedWishes, cost.invigilators]) {
            let placed = model.applications.count - cost.unplaced
            let rates = StaffBound(frame: frame, capacity: capacity).bound(
                placed: placed, target: cost.invigilators, iterations: iterations)
            return uses.least(
                3, earlier: [-placed, cost.delay, cost.missedWishes],
                floor: max(rates, PooledStaffBound(frame).bound(for: cost)), value: cost.invigilators)
        }
    }

    func firstBounds(for cost: WaveCost) -> Bounds {
        var bounds = Bounds()
        bounds.tiers[1] = [mostPlaced(for: cost)]
        bounds.tiers[3] = [leastDelay(for: cost)]
        return bounds
    }

    /// In a large problem `bounds` are worked out on another core while `body` goes on, which must not ask for any.
    func foresee(_ cost: WaveCost, while body: () -> Void) {
        guard begun != nil else { return body() }
        nonisolated(unsafe) let own = self
        let ahead = Aside { () throws(Never) in _ = own.bounds(for: cost) }
        body()
        ahead.value()
    }

    /// Bounds of all tiers but 0 and 2.
    func bounds(for cost: WaveCost) -> Bounds {
        if let last, last.cost == cost { return last.bounds }
        // Of all these only this one needs none of the tables.
        let comfort = begun == nil ? nil : Aside { [frame] () throws(Never) in ComfortBound(frame).bounds(for: cost) }
        var bounds = Bounds()
        bounds.tiers[1] = [mostPlaced(for: cost)]
        bounds.tiers[3] = [leastDelay(for: cost)]
        bounds.tiers[4] = [leastMissed(for: cost)]
        bounds.tiers[5] = [leastInvigilators(for: cost)]
        bounds.tiers.merge(comfort?.value() ?? ComfortBound(frame).bounds(for: cost)) { _, new in new }
        last = (cost, bounds)
        return bounds
    }

    /// Who goes where in the best that the uses of rooms allow, where that places more people than this plan or delays
    /// them less; nil elsewhere, or if nothing is found.
    /// - Parameter isForPlaces: whether the tiers after the third have no say.
    func guide(for cost: WaveCost, isForPlaces: Bool) -> [RoomUseProgram.Share]? {
        guard uses.isAsked else { return nil }
        var ideal = cost
        ideal.unplaced = model.applications.count - mostPlaced(for: cost)
        if ideal.unplaced < cost.unplaced { ideal.delay = model.applications.count * frame.months.count * 12 }
        ideal.delay = leastDelay(for: ideal)
        guard (ideal.unplaced, ideal.delay) < (cost.unplaced, cost.delay) else { return nil }
        let placed = model.applications.count - ideal.unplaced
        if isForPlaces, let shares = uses.shares(least: 1, earlier: [-placed]) { return shares }
        ideal.missedWishes = model.applications.count
        ideal.missedWishes = leastMissed(for: ideal)
        return uses.shares(asGoodAs: [-placed, ideal.delay, ideal.missedWishes])
    }

    /// Is a plan that costs this proved the best in tiers 1 and 3?
    func areFirstMet(by cost: WaveCost) -> Bool {
        mostPlaced(for: cost) == model.applications.count - cost.unplaced && leastDelay(for: cost) == cost.delay
    }

    /// Is a plan that costs this proved the best in tiers 1, 3, 4 and 5?
    func areMet(by cost: WaveCost) -> Bool {
        areFirstMet(by: cost) && leastMissed(for: cost) == cost.missedWishes
            && leastInvigilators(for: cost) == cost.invigilators
    }
}
