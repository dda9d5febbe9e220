/// Law 2. Only in a sitting that lists the programme, on or after the first month wished; a retake on or
/// before its last day.
extension Model {
    func offers(sitting: Int, to application: ApplicationModel) -> Bool {
        sittings[sitting].month >= application.firstMonth
            && sittings[sitting].institution == programmes[application.programme].institution
            && sittings[sitting].programmes.contains(application.programme)
    }

    func isInTime(_ application: ApplicationModel, day: Int) -> Bool {
        application.lastDay.map { day <= $0 } ?? true
    }
}
