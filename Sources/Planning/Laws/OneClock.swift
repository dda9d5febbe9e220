/// Law 10. People in one room and period start and end together: those with extra time sit apart, and a
/// period lasts as long as the person needs.
extension Model {
    func isLongEnough(_ period: Int, for part: Int, of application: ApplicationModel) -> Bool {
        periods[period].end - periods[period].start
            >= programmes[application.programme].minutes[part] + application.extraMinutes
    }
}
