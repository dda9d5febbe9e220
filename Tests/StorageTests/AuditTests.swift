import ExampleOffice
import Exams
import Storage
import Testing

@Suite struct AuditTests {
    private func store(_ scratch: Scratch) throws -> Store {
        var office = try Office(day: examDay)
        let store = try Store(path: scratch.path("office.db"))
        for name in ["一", "二", "三"] {
            office.scenario.name = name
            try store.importScenario(office.scenario, at: morning)
        }
        _ = try store.savePlan(try office.plan(), note: "", at: morning)
        return store
    }

    @Test func anUntouchedLogIsWhole() throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        let report = try store.audit()
        #expect(report.isWhole)
        #expect(report.entries == 4)
        #expect(try store.events().map(\.kind) == [.imported, .imported, .imported, .planSaved])
        #expect(try Store(path: scratch.path("empty.db")).audit().isWhole)
    }

    @Test func theLogCannotBeChangedByAccident() throws {
        let scratch = try Scratch()
        let saboteur = Saboteur(path: try store(scratch).path)
        #expect(saboteur.run("UPDATE event SET kind = 'x' WHERE number = 2")?.contains("append-only") == true)
        #expect(saboteur.run("DELETE FROM event WHERE number = 2")?.contains("append-only") == true)
    }

    @Test(arguments: [
        ("UPDATE event SET happened_at = '2024-02-20T09:00:01' WHERE number = 2", "Entry 2"),
        ("UPDATE event SET subject = 'import/9' WHERE number = 3", "Entry 3"),
        ("UPDATE event SET detail = detail || ' ' WHERE number = 1", "Entry 1"),
        ("UPDATE event SET digest = 'x' WHERE number = 4", "Entry 4"),
        ("DELETE FROM event WHERE number = 2", "Entry 2"),
        ("DELETE FROM event WHERE number = 4", "entry 3"),
        ("DELETE FROM event; DELETE FROM chain_head", "Revision 1"),
    ])
    func theFirstBrokenLinkIsNamed(_ script: String, _ words: String) throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        Saboteur(path: store.path).tamper("event", script)
        #expect(try store.audit().broken?.cause.contains(words) == true)
    }

    @Test func rowsTheLogDoesNotKnowAreFound() throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        let saboteur = Saboteur(path: store.path)
        saboteur.tamper("revision", "UPDATE revision SET digest = 'x'")
        #expect(try store.audit().broken?.cause.contains("Revision 1") == true)
    }

    @Test(arguments: [
        ("revision", "UPDATE revision SET saved_at = '2024-02-20T09:00:01'", "Revision 1"),
        ("revision", "DELETE FROM revision", "revision/1"),
        ("revision_origin", "UPDATE revision_origin SET base = 7", "Revision 1"),
        ("seat", "UPDATE seat SET seat_row = seat_row + 1 WHERE placement = 1", "revision 1"),
        ("placement", "UPDATE placement SET wave = wave + 1 WHERE id = 1", "revision 1"),
        ("ticket", "DELETE FROM ticket WHERE id = 1", "serial"),
    ])
    func aPlanAlteredByHandIsFound(_ table: String, _ script: String, _ words: String) throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        #expect(Saboteur(path: store.path).tamper(table, script) == nil)
        #expect(try store.audit().broken?.cause.contains(words) == true)
    }

    /// None of these tables keeps others from changing it: what is planned from and printed is told by the log alone.
    @Test(arguments: [
        "UPDATE registration SET fee_paid = fee_paid + 1 WHERE place = 0",
        "UPDATE registration SET withdrawn = 1 - withdrawn WHERE place = 0",
        "UPDATE person SET name = name || '甲' WHERE place = 0", "UPDATE room SET blocked = '[[1,1]]' WHERE place = 0",
        "UPDATE period SET lost = 1 WHERE place = 0",
    ])
    func dataAlteredByHandAreFound(_ script: String) throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        #expect(Saboteur(path: store.path).run(script) == nil)
        #expect(try store.audit().broken?.cause.contains("imported data") == true)
    }

    @Test func dataThatCannotBeReadAreTamperingToo() throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        #expect(Saboteur(path: store.path).run("UPDATE room SET blocked = '[[1,' WHERE place = 0") == nil)
        let broken = try #require(try store.audit().broken)
        #expect(broken.code == "audit-broken" && broken.cause.contains("stored document"))
    }

    @Test func aTicketThatWasNeverReleasedIsFound() throws {
        let scratch = try Scratch()
        let store = try store(scratch)
        let columns = "ticket, revision, state, opens, closes, delivery, due_at, file, digest"
        let values = "1, 1, 'recorded', '\(morning)', '\(examDay.start)', 'download', '\(morning)', 'f', 'd'"
        #expect(Saboteur(path: store.path).run("INSERT INTO ticket_issue (\(columns)) VALUES (\(values))") == nil)
        #expect(try store.audit().broken?.cause.contains("Issue 1") == true)
    }

    /// FIPS 180-4's own example, and the empty message.
    @Test func digestsAreSHA256() {
        #expect(Digest(of: "abc").description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest(of: "").description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
