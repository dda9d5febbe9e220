/// The invention of one list: draws people, then gives each their applications.
struct ApplicationDraft {
    /// A programme in one of the sittings.
    struct Offer {
        let entry: Catalogue.Entry
        let sitting: SittingPlan
    }

    private let mix: ApplicationMix
    private let catalogue: Catalogue
    private let venues: [VenueSheet]
    private let districts: [String]
    /// 无障碍 and 前排, as far as a room has them.
    private let tags: [String]
    private let offers: [Offer]
    /// Each offer as often as it is popular.
    private let ballot: [Int]
    private let offset: Int
    private var random: SeededRandom
    private var serials: [String: Int] = [:]
    private var rows: [ApplicationRow] = []

    init(template: Scenario, mix: ApplicationMix, seed: UInt64) {
        self.mix = mix
        catalogue = Catalogue(template.ruleBooks)
        venues = template.venues
        districts = template.venues.compactMap(\.venue.district).reduce(into: []) { list, district in
            if !list.contains(district) { list.append(district) }
        }
        let offered = template.venues.flatMap(\.venue.rooms).flatMap { $0.offers ?? [] }
        tags = ["无障碍", "前排"].filter(offered.contains)
        let catalogue = catalogue
        offers = template.sittings.flatMap { sitting in
            sitting.programmes.compactMap { catalogue.entry($0) }.map { Offer(entry: $0, sitting: sitting) }
        }
        ballot = offers.enumerated().flatMap { index, offer in
            [Int](repeating: index, count: ApplicationDraft.popularity(offer.entry.row.level))
        }
        random = SeededRandom(seed: seed)
        offset = Int(random.next() >> 32)
    }

    private static func popularity(_ level: Level) -> Int {
        switch level {
        case .four: 5
        case .three: 4
        case .five: 3
        case .one, .two: 1
        }
    }

    mutating func rows(people: Int) -> [ApplicationRow] {
        guard !ballot.isEmpty else { return [] }
        let share = min(max(0, mix.inGroups), 1000)
        var made = 0
        var group = 0
        while made < people {
            // A group of g people starts as often as makes that share of the people its members.
            let isGroup = random.int(in: 0...999_999) < share * 1000 / (32 - 31 * share / 1000)
            if isGroup, people - made >= 5 {
                group += 1
                let size = min(random.int(in: 5...60), people - made)
                makeGroup(number: group, serials: (made + 1)...(made + size))
                made += size
            } else {
                made += 1
                makeIndividual(serial: made)
            }
        }
        let institutions = catalogue.books.map(\.id)
        return institutions.flatMap { institution in rows.filter { $0[.institution] == institution } }
    }

    /// People of one employer apply for one programme and are paid for in one go.
    private mutating func makeGroup(number: Int, serials: ClosedRange<Int>) {
        guard let choice = random.pick(ballot) else { return }
        let offer = offers[choice]
        let paidAt = onTime(offer.sitting)
        for serial in serials {
            let person = InventedPerson.make(serial: serial, offset: offset, random: &random)
            var row = base(person, offer)
            row[.unit] = "测试单位" + InventedPerson.padded(number, 3)
            pay(&row, offer, subjects: offer.entry.parts.map(\.subject), isRetake: false, at: paidAt)
            finish(&row, offer)
        }
    }

    private mutating func makeIndividual(serial: Int) {
        guard let choice = random.pick(ballot) else { return }
        let person = InventedPerson.make(serial: serial, offset: offset, random: &random)
        let offer = offers[choice]
        apply(person, offer)
        if random.happens(perMille: mix.secondProgramme) {
            let others = offers.filter { $0.entry.book == offer.entry.book && $0.entry.id != offer.entry.id }
            if let other = random.pick(others) { apply(person, other) }
        }
        if random.happens(perMille: mix.secondInstitution) {
            let others = offers.filter { $0.entry.book != offer.entry.book }
            if let other = random.pick(others) { apply(person, other) }
        }
    }

    private mutating func apply(_ person: InventedPerson, _ offer: Offer) {
        var row = base(person, offer)
        var subjects = offer.entry.parts.map(\.subject)
        let isRetake = random.happens(perMille: mix.retakes) && subjects.count > 1
        if isRetake {
            subjects = [subjects[random.int(in: 0...(subjects.count - 1))]]
            row[.subjects] = subjects.map(\.title).joined(separator: ";")
            let firstDay = offer.sitting.periods.first?.start.day ?? offer.sitting.month.firstDay
            row[.resultsPublished] = (firstDay - random.int(in: 60...390)).description
        }
        pay(&row, offer, subjects: subjects, isRetake: isRetake, at: onTime(offer.sitting))
        finish(&row, offer)
        if isRetake, catalogue.books[offer.entry.book].retake.waivedByNewApplication.value,
            random.happens(perMille: 150)
        {
            var renewed = base(person, offer)
            pay(&renewed, offer, subjects: offer.entry.parts.map(\.subject), isRetake: false, at: onTime(offer.sitting))
            finish(&renewed, offer)
        }
    }

    private mutating func base(_ person: InventedPerson, _ offer: Offer) -> ApplicationRow {
        var row = ApplicationRow()
        let institution = offer.entry.institution
        let serial = (serials[institution] ?? 0) + 1
        serials[institution] = serial
        row[.id] =
            institution + InventedPerson.padded(offer.sitting.month.year % 100, 2) + InventedPerson.padded(serial, 6)
        row[.institution] = institution
        row[.name] = person.name
        row[.documentType] = person.documentType.title
        row[.documentNumber] = person.documentNumber
        row[.country] = person.country ?? ""
        row[.phone] = person.phone
        row[.occupation] = offer.entry.row.occupation
        row[.workType] = offer.entry.row.workType ?? ""
        row[.level] = offer.entry.row.level.title
        row[.review] = "审核通过"
        row[.firstMonth] = offer.sitting.month.description
        row[.generated] = "是"
        return row
    }

    private mutating func pay(
        _ row: inout ApplicationRow, _ offer: Offer, subjects: [Subject], isRetake: Bool, at time: LocalSecond
    ) {
        let due = (catalogue.fee(of: offer.entry, subjects: subjects, isRetake: isRetake) ?? 0) / 100
        let fate = random.int(in: 0...999)
        if fate < mix.unpaid { return }
        row[.feePaid] = String(fate < mix.unpaid + mix.underpaid ? due / 2 : due)
        let isLate = fate >= 1000 - mix.late
        let lateBy = random.int(in: 60...200_000)
        row[.paidAt] = ApplicationDraft.text(
            isLate ? LocalSecond(number: offer.sitting.paymentDeadline.number + lateBy) : time)
    }

    /// In the thirty days before the deadline, between 08:00 and 22:00.
    private mutating func onTime(_ sitting: SittingPlan) -> LocalSecond {
        let lastDay = LocalSecond(number: sitting.paymentDeadline.number - 1).day
        let day = lastDay - random.int(in: 1...30)
        return LocalSecond(number: day.number * 86_400 + random.int(in: 28_800...79_199))
    }

    /// Wishes, needs, and what keeps some from being placed.
    private mutating func finish(_ row: inout ApplicationRow, _ offer: Offer) {
        if random.happens(perMille: mix.wishesVenue) {
            row[.wishVenue] = random.pick(venues)?.venue.id ?? ""
        } else if random.happens(perMille: mix.wishesDistrict) {
            row[.wishDistrict] = random.pick(districts) ?? ""
        }
        if random.happens(perMille: mix.needs) { row[.needs] = random.pick(tags) ?? "" }
        if random.happens(perMille: mix.extraTime) { row[.extraMinutes] = "30" }
        let fate = random.int(in: 0...999)
        if fate < mix.rejected {
            row[.review] = "审核不通过"
        } else if fate < mix.rejected + mix.notReviewed {
            row[.review] = "待审核"
        } else if fate >= 1000 - mix.withdrawn {
            row[.withdrawn] = "是"
        }
        if random.happens(perMille: mix.banned), let ban = catalogue.books[offer.entry.book].ban {
            let incident = offer.sitting.month.firstDay - random.int(in: 30...600)
            row[.banned] = "\(incident)~\(incident.anniversary(years: ban.years.value))"
        }
        rows.append(row)
    }

    /// `2024-03-01 09:05:33`, which Excel reads as a time.
    private static func text(_ second: LocalSecond) -> String {
        second.description.replacing("T", with: " ")
    }
}
