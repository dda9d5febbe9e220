/// Law 2. Only in a sitting that lists the programme, on or after the first month wished; a retake on or
/// before its last day.
extension Model {
    func offers(sitting: Int, programme: Int, from firstMonth: Int) -> Bool {
        sittings[sitting].month >= firstMonth
            && sittings[sitting].institution == programmes[programme].institution
            && sittings[sitting].programmes.contains(programme)
    }

    func isInTime(_ application: ApplicationKind, day: Int) -> Bool {
        application.lastDay.map { day <= $0 } ?? true
    }
}
