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

    /// A map that is none costs nobody a ticket; a photo on record that was not given is not left off in silence.
    @Test func aReleaseSaysWhatTicketsGoWithout() throws {
        let folder = try WorkFolder()
        let (path, applications) = try scenario(in: folder)
        try FileManager.default.createDirectory(atPath: path + "/maps", withIntermediateDirectories: true)
        _ = try folder.write("这不是地图", to: "scenario/maps/SJS01.png")
        _ = try folder.write("没有这个考点", to: "scenario/maps/NONE.png")
        try FileManager.default.removeItem(atPath: path + "/photos/two.jpg")
        let check = try Program.result("check", path).output
        for words in ["map-not-picture", "map-unused", "photo-not-found"] { #expect(check.contains(words), "\(words)") }
        let database = folder.path("office.sqlite")
        _ = try Program.result("import", path, "--database", database, "--now", Office.planned)
        _ = try Program.result("plan", "--database", database, "--now", Office.planned)
        _ = try Program.result("key", "create", "--database", database)
        #expect(
            try Program.run("tickets", "--database", database, "--output", folder.path("t")).diagnostics
                .contains("photos-not-given"))
        let release = ["release", "--database", database, "--folder", "o", "--now", Office.planned]
        let bare = try Program.run(release, in: folder.root)
        #expect(bare.code == 4 && bare.output.contains("没有给 --photos"), "\(bare.output)\(bare.diagnostics)")
        let run = try Program.run(release + ["--photos", path], in: folder.root)
        #expect(run.code == 4)
        for words in applications + ["photos/two.jpg", "不在文件夹里"] { #expect(run.output.contains(words), "\(words)") }
        let rest = try Program.run(release + ["--photos", path, "--allow-empty-frames"], in: folder.root)
        #expect(rest.output.contains("发放 2 张"), "\(rest.output)")
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
