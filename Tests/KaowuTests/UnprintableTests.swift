import Foundation
import Testing

/// Candidates whose name or photo cannot be printed: told of by name, and nobody else's papers wait for them.
@Suite struct UnprintableTests {
    /// A small month in which the first person's photo is no JPEG, the second's is empty, and the third's name
    /// has a character no font can draw.
    private func scenario(in folder: WorkFolder) throws -> (path: String, applications: [String]) {
        let path = folder.path("scenario")
        try FileManager.default.copyItem(atPath: Scenarios.path(Office.scenario), toPath: path)
        try FileManager.default.createDirectory(atPath: path + "/photos", withIntermediateDirectories: true)
        _ = try folder.write("这不是照片", to: "scenario/photos/one.jpg")
        _ = try folder.write("", to: "scenario/photos/two.jpg")
        let sheet = path + "/applications.csv"
        var lines = try String(contentsOfFile: sheet, encoding: .utf8).components(separatedBy: "\r\n")
        var applications: [String] = []
        for (place, photo) in ["photos/one.jpg", "photos/two.jpg", ""].enumerated() {
            var cells = lines[place + 2].components(separatedBy: ",")
            applications.append(cells[0])
            cells[9] = photo
            if place == 2 { cells[2] = "测\u{E000}试" }
            lines[place + 2] = cells.joined(separator: ",")
        }
        try lines.joined(separator: "\r\n").write(toFile: sheet, atomically: true, encoding: .utf8)
        return (path, applications)
    }

    @Test func theRoomsPapersAreMadeAllTheSame() throws {
        let folder = try WorkFolder()
        let (path, applications) = try scenario(in: folder)
        let check = try Program.result("check", path).output
        for words in ["photos/one.jpg", "photos/two.jpg", "photo-not-jpeg", "character-undrawable"] + applications {
            #expect(check.contains(words), "\(words)")
        }
        let database = folder.path("office.sqlite")
        _ = try Program.result("import", path, "--database", database, "--now", Office.planned)
        _ = try Program.result("plan", "--database", database, "--now", Office.planned)
        let packet = folder.path("packet")
        let run = try Program.run("packet", "--database", database, "--photos", path, "--output", packet)
        #expect(run.code == 4, "\(run.diagnostics)")
        for words in ["photos/one.jpg", "photos/two.jpg", "packet-character-missing", "U+E000"] + applications {
            #expect(run.diagnostics.contains(words), "\(words)")
        }
        let files = try FileManager.default.subpathsOfDirectory(atPath: packet)
        for paper in ["签到表.pdf", "考生名册.pdf", "门贴.pdf", "calendar.ics"] {
            #expect(files.contains { $0.hasSuffix(paper) }, "\(paper)")
        }
    }

    @Test func aTicketThatCannotBeDrawnIsNamed() throws {
        let folder = try WorkFolder()
        let (path, applications) = try scenario(in: folder)
        let database = folder.path("office.sqlite")
        _ = try Program.result("import", path, "--database", database, "--now", Office.planned)
        _ = try Program.result("plan", "--database", database, "--now", Office.planned)
        _ = try Program.result("key", "create", "--database", database)
        let run = try Program.run(
            "tickets", "--database", database, "--photos", path, "--output", folder.path("tickets"))
        #expect(run.code == 1)
        for application in applications { #expect(run.diagnostics.contains(application), "\(run.diagnostics)") }
    }
}
