/// Law 12. The document lists lawful periods only; a lost one is never used.
extension Model {
    func isUsable(_ period: Int) -> Bool { !periods[period].isLost }

    /// May an application sit one of its parts in a period? Laws 1, 2, 10 and 12 as far as they concern nobody
    /// else.
    func maySit(_ application: Int, part: Int, in period: Int) -> Bool {
        maySit(applications[application].kind, part: part, in: period)
    }

    func maySit(_ kind: ApplicationKind, part: Int, in period: Int) -> Bool {
        isUsable(period) && isAhead(period, for: part, of: kind) && isLongEnough(period, for: part, of: kind)
            && isInTime(kind, day: periods[period].day)
            && !isBanned(kind, day: periods[period].day)
    }

    /// Not begun yet; of a part that has begun only its own period.
    private func isAhead(_ period: Int, for part: Int, of kind: ApplicationKind) -> Bool {
        if !kind.begun.isEmpty, let position = kind.parts.firstIndex(of: part), kind.begun[position] >= 0 {
            return kind.begun[position] == period
        }
        return !periods[period].hasBegun
    }

    /// The periods of a sitting in which an application may sit one of its parts, in time order: laws 1, 2, 10
    /// and 12 as far as they concern nobody else.
    func periods(for part: Int, of application: ApplicationModel, in sitting: Int) -> [Int] {
        periods(for: part, of: application.kind, in: sitting)
    }

    func periods(for part: Int, of kind: ApplicationKind, in sitting: Int) -> [Int] {
        sittings[sitting].periods.filter { maySit(kind, part: part, in: $0) }
    }
}
