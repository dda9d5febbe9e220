import Exams
import Foundation

/// What makes no sense in a problem, all of it at once; empty if the problem is well formed. `column` is the JSON path.
///
/// A problem without rooms, periods or applications makes sense: everybody waits. After validation the laws may rely
/// on: every id that is referred to exists, spans have two ends in order, and no number is negative or so large that
/// the arithmetic of the laws could overflow.
package func validate(problem: Problem) -> [Mistake] {
    var validation = Validation()
    validation.document(problem)
    validation.policy(problem.policy)
    for (index, programme) in problem.programmes.enumerated() {
        validation.programme(programme, "programmes[\(index)]")
    }
    for (index, venue) in problem.venues.enumerated() { validation.venue(venue, "venues[\(index)]") }
    validation.unique(problem.programmes.map(\.id), "programme", "programmes")
    validation.unique(problem.sittings.map(\.id), "sitting", "sittings")
    validation.unique(problem.sittings.flatMap { $0.periods.map(\.id) }, "period", "sittings")
    validation.unique(problem.venues.map(\.id), "venue", "venues")
    validation.unique(problem.venues.flatMap { $0.rooms.map(\.id) }, "room", "venues")
    validation.unique(problem.applications.map(\.id), "application", "applications")
    let programmes = Dictionary(
        zip(problem.programmes.map(\.id), problem.programmes), uniquingKeysWith: { first, _ in first })
    for (index, sitting) in problem.sittings.enumerated() {
        validation.sitting(sitting, programmes, "sittings[\(index)]")
    }
    // By index: a copy of each of a million applications would cost more than what is asked of it.
    for index in problem.applications.indices {
        validation.application(problem.applications[index], programmes, "applications[\(index)]")
    }
    validation.released(problem)
    validation.broken(problem)
    return validation.mistakes
}

struct Validation {
    private(set) var mistakes: [Mistake] = []

    /// No count, no number of minutes and no grid of a real examination comes near; products of two fit in `Int`.
    static let largest = 1_000_000_000

    mutating func report(_ code: String, _ path: String, _ cause: String, _ action: String) {
        mistakes.append(Mistake(code: code, column: path, cause: cause, action: action))
    }

    /// A million numbers are right for each that is wrong: the path is put together for that one only.
    mutating func number(_ value: Int?, _ least: Int, _ path: @autoclosure () -> String) {
        guard let value, value < least || value > Validation.largest else { return }
        let path = path()
        report(
            "out-of-range", path, "“\(path)” is \(value), not a number from \(least) to \(Validation.largest).",
            "Correct the number.")
    }

    mutating func unique(_ ids: [String], _ noun: String, _ path: String) {
        // Ids that ascend are each there once, and most sheets number their rows.
        if ids.first?.isEmpty != true, zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) { return }
        var seen = Set<String>(minimumCapacity: ids.count)
        var reported = Set<String>()
        for id in ids {
            if id.isEmpty && reported.insert(id).inserted {
                report("id-empty", path, "A \(noun) has an empty id.", "Give every \(noun) an id.")
            } else if !seen.insert(id).inserted && reported.insert(id).inserted {
                report(
                    "id-duplicate", path, "More than one \(noun) has the id “\(id)”.",
                    "Give every \(noun) an id of its own.")
            }
        }
    }

    mutating func document(_ problem: Problem) {
        if problem.format != Problem.currentFormat {
            report(
                "format-unknown", "format", "The problem's format is “\(problem.format)”.",
                "Give a document of format “\(Problem.currentFormat)”.")
        }
        if problem.timeZone.isEmpty {
            report("time-zone-empty", "timeZone", "The time zone is empty.", "Name it, such as “Asia/Shanghai”.")
        } else if TimeZone(identifier: problem.timeZone) == nil, TimeZone(identifier: "Asia/Shanghai") != nil {
            // A machine without a list of time zones knows none, and cannot tell.
            report(
                "time-zone-unknown", "timeZone", "There is no time zone “\(problem.timeZone)”.",
                "Name one of the IANA list, such as “Asia/Shanghai”.")
        }
    }

    mutating func policy(_ policy: Policy) {
        if policy.spare.count != 2 || policy.spare[0] < 0 || policy.spare[1] <= 0 || policy.spare[0] > policy.spare[1]
            || policy.spare[1] > Validation.largest
        {
            report(
                "spare-ratio", "policy.spare",
                "The ratio of usable machines is \(policy.spare), not [a, b] with 0 ≤ a ≤ b.",
                "Write two numbers such as [10, 11].")
        }
        number(policy.gapMinutes, 0, "policy.gapMinutes")
        number(policy.travelMinutes, 0, "policy.travelMinutes")
        number(policy.maxSessionsPerDay, 0, "policy.maxSessionsPerDay")
        number(policy.invigilatorFor, 1, "policy.invigilatorFor")
        number(policy.invigilatorsLeast, 0, "policy.invigilatorsLeast")
        number(policy.tailRoom, 0, "policy.tailRoom")
    }

    mutating func subjects(_ subjects: [Subject], _ path: @autoclosure () -> String) {
        if subjects.isEmpty {
            report("subjects-empty", path(), "“\(path())” names no subject.", "Name at least one subject.")
        }
        for (earlier, later) in zip(subjects, subjects.dropFirst()) where later <= earlier {
            report(
                "subjects-order", path(), "“\(path())” names \(later) after \(earlier).",
                "Name each subject once, in the order theory, skill, review.")
        }
    }

    mutating func programme(_ programme: Programme, _ path: String) {
        subjects(programme.subjects.map(\.subject), path + ".subjects")
        for (index, part) in programme.subjects.enumerated() {
            number(part.minutes, 0, path + ".subjects[\(index)].minutes")
        }
        number(programme.maxWaves, 0, path + ".maxWaves")
        number(programme.minimumEnrolment, 0, path + ".minimumEnrolment")
    }

    mutating func sitting(_ sitting: Sitting, _ programmes: [String: Programme], _ path: String) {
        for (index, id) in sitting.programmes.enumerated() {
            let here = path + ".programmes[\(index)]"
            guard let programme = programmes[id] else {
                unknown("programme", id, here)
                continue
            }
            if programme.institution != sitting.institution {
                report(
                    "institution-mismatch", here,
                    "Sitting “\(sitting.id)” of \(sitting.institution) lists programme “\(id)” of \(programme.institution).",
                    "A sitting lists only programmes of its own institution.")
            }
        }
        for (index, period) in sitting.periods.enumerated() where period.end <= period.start {
            report(
                "period-span", path + ".periods[\(index)]",
                "Period “\(period.id)” ends at \(period.end), not after its start at \(period.start).",
                "Correct the start or the end.")
        }
        for (index, period) in sitting.periods.enumerated() where period.end > (period.start.day + 1).start {
            report(
                "period-midnight", path + ".periods[\(index)]",
                "Period “\(period.id)” from \(period.start) to \(period.end) does not lie on one day.",
                "Correct the start or the end.")
        }
    }

    mutating func unknown(_ noun: String, _ id: String, _ path: String) {
        report("id-unknown", path, "There is no \(noun) “\(id)”.", "Name one of the document or add it there.")
    }
}
