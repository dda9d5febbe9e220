/// Who could gain by a seat in a sitting, by what he may do alone: he has none, or sits in a later month.
///
/// Kept between answers so that nobody has to look at everybody: lists that hold all who could gain, and some who
/// could once. Whoever reads them asks again.
struct Gainers {
    /// By sitting, in the order of payment.
    private var lists: [[Int]]

    init(_ roster: Roster, byRank: [Int]) {
        lists = Array(repeating: [], count: roster.model.sittings.count)
        for number in byRank {
            for sitting in roster.model.applications[number].sittings where roster.couldGain(number, sitting) {
                lists[sitting].append(number)
            }
        }
    }

    subscript(sitting: Int) -> [Int] { lists[sitting] }

    /// Somebody has lost his place, or sits later now.
    mutating func add(_ number: Int, _ roster: Roster) {
        let applications = roster.model.applications
        let rank = applications[number].rank
        for sitting in applications[number].sittings where roster.couldGain(number, sitting) {
            var (low, high) = (0, lists[sitting].count)
            while low < high {
                let middle = (low + high) / 2
                if applications[lists[sitting][middle]].rank < rank { low = middle + 1 } else { high = middle }
            }
            if low == lists[sitting].count || lists[sitting][low] != number { lists[sitting].insert(number, at: low) }
        }
    }
}

extension Roster {
    /// Has no place, or one in a later month than the sitting's.
    func couldGain(_ number: Int, _ sitting: Int) -> Bool {
        places[number].map { model.sittings[sitting].month < model.sittings[$0.sitting].month } ?? true
    }
}
