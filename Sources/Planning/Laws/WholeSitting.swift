/// Law 3. All subjects of an application or none, on one day, in subject order, with the least gap between them.
extension Model {
    /// May a wave sit an earlier subject in `first` and a later one in `second`?
    func isInOrder(_ first: Int, _ second: Int) -> Bool {
        periods[first].day == periods[second].day
            && periods[second].start - periods[first].end >= policy.gapMinutes
    }
}
