import Exams

/// Nobody vanishes: every application of the problem has one placement or one outcome, and every id that the plan
/// names is one of the problem's.
struct Accounts {
    private(set) var breaches: [Breach] = []
    /// The placements whose ids are known, one for an application.
    private(set) var placed: [Placed] = []
    /// Whether `placed` is all that the plan places.
    private(set) var isComplete = true

    private let register: Register
    private var names: Register.Names
    private var hasPlacement: [Bool]

    init(of plan: Plan, _ register: Register) {
        self.register = register
        names = register.names
        hasPlacement = [Bool](repeating: false, count: register.applicants.count)
        if plan.format != Plan.currentFormat {
            report("the plan's format is “\(plan.format)”, not “\(Plan.currentFormat)”")
        }
        for placement in plan.placements { take(placement) }
        takeOutcomes(plan.outcomes)
    }

    private mutating func take(_ placement: Placement) {
        guard let resolved = register.resolve(placement, by: &names) else {
            reportUnknownIDs(of: placement)
            isComplete = false
            if let application = register.applicationAt[placement.application] { hasPlacement[application] = true }
            return
        }
        if hasPlacement[resolved.application] {
            isComplete = false
            report("application \(placement.application) is placed twice")
            return
        }
        hasPlacement[resolved.application] = true
        placed.append(resolved)
    }

    private mutating func reportUnknownIDs(of placement: Placement) {
        let whose = "the placement of application \(placement.application)"
        if register.applicationAt[placement.application] == nil { report("\(whose): there is no such application") }
        if register.sittingAt[placement.sitting] == nil { report("\(whose): there is no sitting \(placement.sitting)") }
        for seat in placement.subjects {
            if register.periodAt[seat.period] == nil { report("\(whose): there is no period \(seat.period)") }
            if register.roomAt[seat.room] == nil { report("\(whose): there is no room \(seat.room)") }
        }
    }

    private mutating func takeOutcomes(_ outcomes: [Outcome]) {
        var hasOutcome = [Bool](repeating: false, count: register.applicants.count)
        for outcome in outcomes {
            let whose = "the outcome of application \(outcome.application)"
            guard let application = register.applicationAt[outcome.application] else {
                report("\(whose): there is no such application")
                continue
            }
            if hasOutcome[application] { report("\(whose) is given twice") }
            hasOutcome[application] = true
            if hasPlacement[application] {
                report("application \(outcome.application) has both a place and an outcome")
            }
            if outcome.reason.allSatisfy(\.isWhitespace) { report("\(whose) gives no reason") }
            reportUntruth(outcome, register.applications[application], whose)
        }
        for application in register.applications.indices
        where !hasPlacement[application] && !hasOutcome[application] {
            report("application \(register.applications[application].id) has neither a place nor an outcome")
        }
    }

    /// Whoever is not eligible does not wait for a place; and nobody is called ineligible whom nothing personal — a
    /// ban, a last day — keeps from being placed.
    private mutating func reportUntruth(_ outcome: Outcome, _ application: Application, _ whose: String) {
        switch outcome.state {
        case .waiting:
            if !application.eligible { report("\(whose) is “waiting”, but it is not eligible") }
        case .ineligible:
            let mayBeKept = !(application.banned ?? []).isEmpty || application.lastDay != nil
            if application.eligible && !mayBeKept { report("\(whose) is “ineligible”, but it is eligible") }
        }
    }

    private mutating func report(_ text: String) { breaches.append(Breach(law: nil, text: text)) }
}
