import Foundation

extension Scenario {
    /// The sheets in the order in which mistakes are listed.
    static let files = [
        PolicyColumn.file, RuleBooksColumn.file, SittingsColumn.file, VenuesColumn.file, RoomsColumn.file,
        NeedsColumn.file, ApplicationsColumn.file,
    ]

    /// The name of a sheet given as an Excel workbook: `rooms.xlsx` for `rooms.csv`.
    static func workbook(of file: String) -> String { file.dropLast(3) + "xlsx" }

    /// Reads a scenario folder with the rule books and calendars that come with the program.
    /// - Returns: the scenario, and notes on what is lawful but deserves a look.
    /// - Throws: all mistakes of all files; nothing is half-imported.
    package static func read(folder: URL) throws(Mistakes) -> (scenario: Scenario, notes: [Mistake]) {
        try read(folder: folder, shelf: try Shelf.shipped())
    }

    package static func read(
        folder: URL, shelf: Shelf
    ) throws(Mistakes) -> (scenario: Scenario, notes: [Mistake]) {
        try ScenarioFolder(url: folder, shelf: shelf).read(withApplications: true)
    }

    /// Everything but `applications.csv`, which need not be there: what the generator starts from.
    package static func readTemplate(folder: URL) throws(Mistakes) -> Scenario {
        try ScenarioFolder(url: folder, shelf: try Shelf.shipped()).read(withApplications: false).scenario
    }
}

/// Reads the sheets in the order in which one needs the other; each is read as far as it can be, so that the
/// mistakes of all of them come out in one go.
struct ScenarioFolder {
    let url: URL
    let shelf: Shelf

    func read(withApplications: Bool) throws(Mistakes) -> (scenario: Scenario, notes: [Mistake]) {
        var log = ImportLog()
        let policy = sheet(PolicyColumn.self, &log).map { PolicySheet($0, log: &log) }
        let books = sheet(RuleBooksColumn.self, &log).map {
            RuleBooksSheet.read($0, shelf: shelf, folder: url, log: &log)
        }
        let catalogue = Catalogue(books ?? [])
        let calendars = CalendarCheck(calendars: shelf.calendars, blackouts: policy?.blackouts ?? [])
        // Without rule books every institution would be reported as unknown, which helps nobody.
        let isKnown = !(books ?? []).isEmpty
        let sittingsSheet = sheet(SittingsColumn.self, &log)
        let sittings =
            isKnown
            ? sittingsSheet.flatMap { sheet in
                policy.map {
                    SittingsSheet.read(sheet, catalogue: catalogue, policy: $0, calendars: calendars, log: &log)
                }
            } : nil
        var venues = sheet(VenuesColumn.self, &log).map { VenuesSheet.read($0, log: &log) } ?? []
        if let rooms = sheet(RoomsColumn.self, &log), isKnown, !venues.isEmpty {
            RoomsSheet.read(rooms, into: &venues, catalogue: catalogue, log: &log)
        }
        let needsSheet = sheet(NeedsColumn.self, isOptional: true, &log)
        let needs =
            isKnown
            ? needsSheet.map {
                NeedsSheet.read($0, catalogue: catalogue, venues: venues, log: &log)
            } : nil
        var reader = ApplicationReader(
            catalogue: catalogue, sittings: sittings ?? [], venues: venues, folder: url)
        if withApplications, let applications = sheet(ApplicationsColumn.self, &log), isKnown {
            reader.read(applications, log: &log)
        }
        checkPresence(books: books, sittings: sittings, venues: venues, &log)
        guard log.mistakes.isEmpty, let policy, let sittings else {
            throw Mistakes(ImportLog.ordered(log.mistakes, files: Scenario.files).map(withNameInFolder))
        }
        let years = sittings.map(\.month.year)
        let scenario = Scenario(
            name: policy.name, policy: policy.policy, ruleBooks: catalogue.books,
            calendars: shelf.calendars.filter { years.contains($0.year) }.sorted { $0.year < $1.year },
            blackouts: policy.blackouts, needs: needs ?? [], sittings: sittings, venues: venues, people: reader.people,
            registrations: reader.registrations)
        return (scenario, ImportLog.ordered(log.notes, files: Scenario.files).map(withNameInFolder))
    }

    /// Nil if the file is missing or cannot be read as a table; the log then says why.
    private func sheet<Column: SheetColumn>(
        _ column: Column.Type, isOptional: Bool = false, _ log: inout ImportLog
    ) -> Sheet<Column>? {
        let names = [Column.file, Scenario.workbook(of: Column.file)]
        let present = names.filter(isPresent)
        if present.isEmpty, isOptional { return nil }
        if present.count > 1 {
            log.refuse(
                Mistake(
                    code: "sheet-twice", file: Column.file, cause: "文件夹中既有 \(names[0])，又有 \(names[1])，不知道以哪个为准。",
                    action: "只留一个，另一个移到别处。"))
            return nil
        }
        guard let name = present.first, let bytes = bytes(of: name) else {
            log.refuse(
                Mistake(
                    code: "file-missing", file: Column.file, cause: "文件夹中没有 \(names[0]) 或 \(names[1])，或读不出来。",
                    action: "加上该文件，文件名一字不差；如果正在 Excel 中打开，请先关闭。"))
            return nil
        }
        return Sheet<Column>(bytes, log: &log)
    }

    private func bytes(of name: String) -> [UInt8]? {
        guard let file = fopen(url.appending(path: name).path(percentEncoded: false), "rb") else { return nil }
        defer { fclose(file) }
        var status = stat()
        guard fstat(fileno(file), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        // Read where it stays: a sheet of a million rows is not copied.
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
            count = fread(bytes.baseAddress, 1, size, file)
        }
        return bytes.count == size ? bytes : nil
    }

    /// Sheets are known as CSV; who gave a workbook is told about the workbook.
    private func withNameInFolder(_ mistake: Mistake) -> Mistake {
        guard let file = mistake.file, Scenario.files.contains(file), !isPresent(file),
            isPresent(Scenario.workbook(of: file))
        else { return mistake }
        var renamed = mistake
        renamed.file = Scenario.workbook(of: file)
        return renamed
    }

    private func isPresent(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: name).path(percentEncoded: false))
    }

    private func checkPresence(
        books: [RuleBook]?, sittings: [SittingPlan]?, venues: [VenueSheet], _ log: inout ImportLog
    ) {
        let lists: [(file: String, isEmpty: Bool)] = [
            (RuleBooksColumn.file, books?.isEmpty ?? false), (SittingsColumn.file, sittings?.isEmpty ?? false),
            (VenuesColumn.file, venues.isEmpty),
        ]
        for list in lists where list.isEmpty && !log.mistakes.contains(where: { $0.file == list.file }) {
            log.refuse(
                Mistake(code: "sheet-without-rows", file: list.file, cause: "表中没有内容。", action: "在表头下面填写至少一行。"))
        }
    }
}
