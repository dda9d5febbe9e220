/// Law 12. The document lists lawful periods only; a lost one is never used.
extension Model {
    func isUsable(_ period: Int) -> Bool { !periods[period].isLost }

    /// May an application sit one of its parts in a period? Laws 1, 2, 10 and 12 as far as they concern nobody
    /// else.
    func maySit(_ application: Int, part: Int, in period: Int) -> Bool {
        isUsable(period) && isLongEnough(period, for: part, of: applications[application])
            && isInTime(applications[application], day: periods[period].day)
            && !isBanned(applications[application], day: periods[period].day)
            && periods[period].start >= applications[application].notBefore
    }

    /// The periods of a sitting in which an application may sit one of its parts, in time order: laws 1, 2, 10
    /// and 12 as far as they concern nobody else.
    func periods(for part: Int, of application: ApplicationModel, in sitting: Int) -> [Int] {
        sittings[sitting].periods.filter { period in
            isUsable(period) && isLongEnough(period, for: part, of: application)
                && isInTime(application, day: periods[period].day)
                && !isBanned(application, day: periods[period].day)
                && periods[period].start >= application.notBefore
        }
    }
}
