import Exams

/// Law 1. Only applications that are approved, paid in time, not withdrawn and not banned on the day are placed.
extension Model {
    func isEligible(_ application: Application) -> Bool { application.eligible }

    func isBanned(_ application: ApplicationKind, day: Int) -> Bool {
        application.banned.contains { $0.first <= day && day <= $0.last }
    }
}
