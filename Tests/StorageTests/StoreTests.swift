import ExampleOffice
import Exams
import Foundation
import Storage
import Testing

@Suite struct StoreTests {
    @Test func onlyTheOwnerMayReadItsFiles() throws {
        let scratch = try Scratch()
        let path = scratch.path("office.db")
        #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o644]))
        let store = try Store(path: path)
        try store.importScenario(try Office(day: examDay).scenario, at: morning)
        // The first import needs no log.
        _ = try store.loadScenario()
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
        #expect(names.contains("office.db-wal"))
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    /// As of a folder on a read-only disk: everything can be looked at, nothing is touched.
    @Test func whoMayNotWriteReads() throws {
        let scratch = try Scratch()
        let path = scratch.path("a b%20?.db")
        let scenario = try Office(day: examDay).scenario
        do {
            let store = try Store(path: path)
            try store.importScenario(scenario, at: morning)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) where name.hasSuffix(".lock") {
            try FileManager.default.removeItem(atPath: scratch.path(name))
        }
        let before = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
        let reader = try Store(path: path, isReadOnly: true)
        #expect(try reader.loadScenario()?.name == scenario.name)
        do {
            try reader.importScenario(scenario, at: morning)
            Issue.record("a reader wrote")
        } catch let fault as StorageFault {
            #expect(fault.mistakes.map(\.code) == ["database-read-only"])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == before)
    }

    @Test func aSecondWriterIsToldWhoWritesAndReadersGoOn() throws {
        let scratch = try Scratch()
        let first = try Store(path: scratch.path("office.db"))
        let scenario = try Office(day: examDay).scenario
        try first.importScenario(scenario, at: morning)
        let second = try Store(path: scratch.path("office.db"))
        try first.write(purpose: "release") { writer in
            var changed = scenario
            changed.name = "另一次"
            do {
                try second.importScenario(changed, at: morning)
                Issue.record("two writers at once")
            } catch let fault as StorageFault {
                #expect(fault.kind == .busy)
                #expect(fault.mistakes.map(\.code) == ["writer-busy"])
                let cause = fault.mistakes.first?.cause ?? ""
                #expect(cause.contains("\(getpid())") && cause.contains("release") && cause.contains("20"))
            }
            try writer.importScenario(changed, at: morning)
            #expect(try second.loadScenario() == changed)
        }
        #expect(try second.importScenario(scenario, at: morning).version == 3)
    }

    @Test func aWriterThatFailsLetsGo() throws {
        struct Stop: Error {}
        let scratch = try Scratch()
        let store = try Store(path: scratch.path("office.db"))
        #expect(throws: Stop.self) { try store.write(purpose: "test") { _ in throw Stop() } }
        #expect(try store.write(purpose: "test") { _ in 1 } == 1)
    }

    @Test func migrationsRunOnceInOrderAndKeepWhatIsThere() throws {
        let scratch = try Scratch()
        let path = scratch.path("office.db")
        let early = Array(Migration.all.prefix(1))
        _ = try Store(path: path, steps: early)
        let saboteur = Saboteur(path: path)
        #expect(saboteur.run("INSERT INTO blackout (place, day) VALUES (0, '2024-03-20')") == nil)
        #expect(saboteur.number("SELECT count(*) FROM sqlite_schema WHERE name = 'event'") == 0)
        _ = try Store(path: path)
        _ = try Store(path: path)
        #expect(saboteur.number("SELECT count(*) FROM blackout") == 1)
        #expect(saboteur.number("SELECT count(*) FROM schema_migration") == Migration.all.count)
    }

    /// As programs before a migration left it.
    private func earlierDatabase(
        in scratch: Scratch, before migration: String
    ) throws -> (path: String, saboteur: Saboteur) {
        let path = scratch.path("office.db")
        _ = try Store(path: path, steps: Array(Migration.all.prefix { $0.name != migration }))
        return (path, Saboteur(path: path))
    }

    @Test func seatsOfEarlierTablesKeepTheirRoomsAndPeriods() throws {
        let scratch = try Scratch()
        let (path, saboteur) = try earlierDatabase(in: scratch, before: "sessions")
        let rows = """
            INSERT INTO period (id, sitting, place, starts, ends) VALUES ('T1', 'T', 0, '', ''), ('T2', 'T', 1, '', '');
            INSERT INTO room (id, venue, place, seat_rows, seat_columns) VALUES ('R1', 'V', 0, 5, 5), ('R2', 'V', 1, 5, 5);
            INSERT INTO placement (id, revision, application, sitting, wave, seating, since, first_start)
                VALUES (1, 1, 'A1', 'T', 1, '', 1, ''), (2, 1, 'A2', 'T', 1, '', 1, '');
            INSERT INTO seat (placement, place, subject, period, room, seat_row, seat_column) VALUES
                (1, 0, 'theory', 'T1', 'R1', 2, 3), (1, 1, 'skill', 'T2', 'R2', 4, 5), (2, 0, 'theory', 'T1', 'R1', 1, 1);
            """
        #expect(saboteur.run(rows) == nil)
        _ = try Store(path: path)
        #expect(saboteur.number("SELECT count(*) FROM seat") == 3)
        #expect(saboteur.number("SELECT count(*) FROM session") == 2)
        let skill = """
            SELECT 10 * seat_row + seat_column FROM seat JOIN session ON session.id = seat.session
            WHERE placement = 1 AND place = 1 AND period = 'T2' AND room = 'R2'
            """
        #expect(saboteur.number(skill) == 45)
        #expect(saboteur.run("UPDATE seat SET seat_row = 1") != nil)
    }

    @Test func anEarlierDatabaseLosesIndexesAndNoRows() throws {
        let scratch = try Scratch()
        let (path, saboteur) = try earlierDatabase(in: scratch, before: "spare-indexes")
        let rows = """
            INSERT INTO placement (id, revision, application, sitting, wave, seating, since, first_start)
                VALUES (1, 1, 'A1', 'T', 1, '', 1, ''), (2, 1, 'A2', 'T', 1, '', 1, '');
            INSERT INTO outcome (revision, place, application, state, reason) VALUES (1, 0, 'A3', 'waiting', '');
            """
        let indexes = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name LIKE 'placement%'"
        #expect(saboteur.run(rows) == nil)
        #expect(saboteur.number(indexes) == 2)
        _ = try Store(path: path)
        #expect(saboteur.number(indexes) == 0)
        #expect(saboteur.number("SELECT count(*) FROM placement") == 2)
        #expect(saboteur.number("SELECT count(*) FROM outcome") == 1)
        // One application still has one placement in a revision.
        #expect(saboteur.run(rows) != nil)
    }

    @Test func peopleAndRegistrationsKeepTheirOrderAndWhoNamesThem() throws {
        let scratch = try Scratch()
        let (path, saboteur) = try earlierDatabase(in: scratch, before: "place-keys")
        // Not in the order of their places, as after an event.
        let rows = """
            INSERT INTO institution (id, place, rule_book) VALUES ('I', 0, '{}');
            INSERT INTO person (id, place, name, document_type, document_number, generated)
                VALUES ('P2', 1, 'b', 'passport', 'X2', 1), ('P1', 0, 'a', 'passport', 'X1', 1);
            INSERT INTO registration (id, place, person, institution, programme, subjects, review, fee_due, fee_paid,
                withdrawn, first_month, banned, needs, extra_minutes, wish_venue)
                VALUES ('A2', 1, 'P1', 'I', '', '', '', 2, 0, 0, '', '[]', '[]', 0, NULL),
                    ('A1', 0, 'P2', 'I', '', '', '', 1, 0, 0, '', '[]', '[]', 7, 'V1');
            INSERT INTO outcome (revision, place, application, state, reason) VALUES (1, 0, 'A1', 'waiting', '');
            """
        #expect(saboteur.run(rows) == nil)
        _ = try Store(path: path)
        let people =
            "SELECT count(*) FROM person WHERE id = 'P' || (place + 1) AND document_number = 'X' || (place + 1)"
        #expect(saboteur.number(people) == 2)
        let registrations = "SELECT count(*) FROM registration WHERE id = 'A' || (place + 1) AND fee_due = place + 1"
        #expect(saboteur.number(registrations) == 2)
        #expect(saboteur.number("SELECT extra_minutes FROM registration WHERE wish_venue = 'V1'") == 7)
        for (table, named) in [("registration", "person"), ("outcome", "registration")] {
            let names = "SELECT count(*) FROM pragma_foreign_key_list('\(table)') WHERE \"table\" = '\(named)'"
            #expect(saboteur.number(names) == 1)
            let dangling = "SELECT count(*) FROM pragma_foreign_key_check('\(table)') WHERE parent = '\(named)'"
            #expect(saboteur.number(dangling) == 0)
        }
        #expect(saboteur.run("INSERT INTO person SELECT * FROM person") != nil)
    }

    @Test func aMigrationThatFailsLeavesNothing() throws {
        let scratch = try Scratch()
        let path = scratch.path("office.db")
        _ = try Store(path: path)
        let broken = Migration(name: "broken", script: "CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE piece (x);")
        #expect(codes { _ = try Store(path: path, steps: Migration.all + [broken]) } == ["database-error"])
        #expect(Saboteur(path: path).number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0)
        _ = try Store(path: path)
    }

    @Test func aNewerDatabaseIsRefused() throws {
        let scratch = try Scratch()
        let path = scratch.path("office.db")
        _ = try Store(path: path)
        #expect(Saboteur(path: path).run("INSERT INTO schema_migration VALUES (99, 'of tomorrow')") == nil)
        #expect(codes { _ = try Store(path: path) } == ["database-too-new"])
    }

    @Test func filesOfOthersAreLeftAlone() throws {
        let scratch = try Scratch()
        #expect(Saboteur(path: scratch.path("other.db")).run("CREATE TABLE theirs (id)") == nil)
        #expect(codes { _ = try Store(path: scratch.path("other.db")) } == ["foreign-database"])
        let text = Data(
            "not a database, but long enough to have a header of one hundred bytes or more; 测试测试测试测试测试测试".utf8)
        #expect(FileManager.default.createFile(atPath: scratch.path("text.db"), contents: text))
        #expect(codes { _ = try Store(path: scratch.path("text.db")) } == ["not-a-database"])
        #expect(FileManager.default.contents(atPath: scratch.path("text.db")) == text)
        #expect(codes { _ = try Store(path: scratch.path("none/office.db")) } == ["database-unreadable"])
    }
}
