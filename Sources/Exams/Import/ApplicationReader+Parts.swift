import Foundation

// A long sheet is read in parts, on as many cores as there are.
//
// Nearly all of the work is reading cells, for which a row needs no other row. What a row must be compared with others
// for (its number, its person, its claim) is put down while the parts are read and looked up when they are put
// together, in the order of the sheet. A sheet without mistakes gives the same, read either way. One with mistakes is
// read again row after row, so that they are told in the one order and the one wording.
extension ApplicationReader {
    /// What a part puts down of each row.
    struct RowsApart {
        var rows: [Int32] = []
        var people: [PersonMark] = []
        /// −1 if the application is not live.
        var liveProgrammes: [Int32] = []
    }

    /// Stands for `IdentityDocument.personKey`: a million of those are long texts. Who has the same mark is compared.
    struct PersonMark: Hashable {
        private let first: Int
        private let second: Int

        init(_ key: String) {
            var (one, other) = (Hasher(), Hasher())
            one.combine(key)
            other.combine(1)
            other.combine(key)
            (first, second) = (one.finalize(), other.finalize())
        }

        func hash(into hasher: inout Hasher) { hasher.combine(first) }
    }

    struct Part: Sendable {
        let reader: ApplicationReader
        let log: ImportLog
    }

    /// Reads one part of a sheet on its own: a person for each row.
    init(partFor whole: ApplicationReader) {
        // Its own catalogue: see `Sheet.part`.
        self.init(
            catalogue: Catalogue(whole.catalogue.books), sittings: whole.sittings, venues: whole.venues,
            folder: whole.folder)
        apart = RowsApart()
    }

    /// Nil if the sheet is short or there is anything wrong with it.
    func readInParts(_ sheet: Sheet<ApplicationsColumn>) -> (reader: ApplicationReader, notes: [Mistake])? {
        let parts = sheet.partition(rowsOfPart)
        guard parts.count > 1, people.isEmpty else { return nil }
        var (merged, notes) = (self, [Mistake]())
        merged.people.reserveCapacity(sheet.rowCount)
        merged.registrations.reserveCapacity(sheet.rowCount)
        var known = KnownPeople(rows: sheet.rowCount)
        let atOnce = ProcessInfo.processInfo.activeProcessorCount
        var ahead: [Aside<Part, Never>] = []
        for next in parts.indices.lowerBound..<parts.count + atOnce {
            if parts.indices.contains(next) {
                ahead.append(Aside { () throws(Never) in readPart(parts[next], of: sheet) })
            }
            guard next >= atOnce else { continue }
            let part = ahead.removeFirst().value()
            guard part.log.mistakes.isEmpty, let kept = merged.take(part, &known) else { return nil }
            notes += kept
        }
        return ApplicationReader.areDifferent(merged.registrations) ? (merged, notes) : nil
    }

    private func readPart(_ records: Range<Int>, of sheet: Sheet<ApplicationsColumn>) -> Part {
        var (reader, log) = (ApplicationReader(partFor: self), ImportLog())
        sheet.part(records).forEachRow(log: &log) { row, log in reader.read(row, log: &log) }
        return Part(reader: reader, log: log)
    }

    /// Puts a part behind those before it.
    /// - Returns: the notes on its rows; nil if a row contradicts another.
    private mutating func take(_ part: Part, _ before: inout KnownPeople) -> [Mistake]? {
        let reader = part.reader
        // A row that is silently left out would put all that follow out of step.
        guard let apart = reader.apart, reader.people.count == reader.registrations.count,
            apart.rows.count == reader.people.count, apart.people.count == reader.people.count,
            apart.liveProgrammes.count == reader.people.count
        else { return nil }
        var known = Set<Int>()
        for index in reader.registrations.indices {
            var registration = reader.registrations[index]
            let row = apart.rows[index]
            let next = Int32(people.count)
            let person = before.place(of: apart.people[index], orElse: next)
            if person == next {
                people.append(reader.people[index])
                people[Int(person)].id = ApplicationReader.personID(people.count)
            } else {
                guard people[Int(person)].isWritten(as: reader.people[index]) else { return nil }
                if people[Int(person)].photo == nil { people[Int(person)].photo = reader.people[index].photo }
                known.insert(Int(row))
            }
            registration.person = people[Int(person)].id
            let programme = apart.liveProgrammes[index]
            let claim = Claim(
                person: person, programme: programme, month: Int32(registration.firstMonth.number),
                isRetake: registration.resultsPublished != nil)
            guard before.add(programme < 0 ? nil : claim, isNew: person == next) else { return nil }
            registrations.append(registration)
        }
        withoutPhoto += reader.withoutPhoto
        // How to reach a person is read where he comes first.
        return part.log.notes.filter { note in
            !["phone-invalid", "email-invalid"].contains(note.code) || note.row.map { !known.contains($0) } ?? true
        }
    }

    /// Have all a 报名号 of their own? Most sheets number their rows, and numbers that ascend are different.
    private static func areDifferent(_ registrations: [Registration]) -> Bool {
        let rows = registrations.indices
        if zip(rows, rows.dropFirst()).allSatisfy({ registrations[$0].id < registrations[$1].id }) { return true }
        var ids = Set<String>(minimumCapacity: registrations.count)
        return rows.allSatisfy { ids.insert(registrations[$0].id).inserted }
    }

    /// The people of the rows before, and what they apply for.
    private struct KnownPeople {
        private var places: [PersonMark: Int32] = [:]
        /// By place: the claim of the first row; nil if that is not live.
        private var firstClaims: [Claim?] = []
        /// Of those with several rows: a million people have one each.
        private var claims: Set<Claim> = []

        init(rows: Int) {
            places.reserveCapacity(rows)
            firstClaims.reserveCapacity(rows)
        }

        /// One look-up for both questions.
        mutating func place(of mark: PersonMark, orElse next: Int32) -> Int32 {
            { (known: inout Int32) in
                if known < 0 { known = next }
                return known
            }(&places[mark, default: -1])
        }

        /// False if the same is claimed already.
        mutating func add(_ claim: Claim?, isNew: Bool) -> Bool {
            if isNew {
                firstClaims.append(claim)
                return true
            }
            guard let claim else { return true }
            if let first = firstClaims[Int(claim.person)] { claims.insert(first) }
            return claims.insert(claim).inserted
        }
    }
}

extension Person {
    /// The same human being by the same name?
    fileprivate func isWritten(as other: Person) -> Bool {
        name == other.name && document.personKey == other.document.personKey
    }

    private var document: IdentityDocument {
        IdentityDocument(type: documentType, number: documentNumber, country: documentCountry)
    }
}
