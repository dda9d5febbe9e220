import Exams
import Foundation
import Tickets

/// Pictures in a scenario folder: the photos that the applications sheet names by their paths, and maps.
final class PhotoFolder {
    private static let mapEndings = ["png", "jpg"]

    private let root: URL
    private var maps: [String: Picture?] = [:]
    /// What the tickets drawn so far went without, each once.
    private(set) var remarks: [Mistake] = []

    init(root: URL) { self.root = root }

    func note(_ remark: Mistake) {
        if !remarks.contains(remark) { remarks.append(remark) }
    }

    func holdsPhoto(of person: Person) -> Bool {
        person.photo.map { InputFile.exists(root.appendingPathComponent($0).path) } ?? false
    }

    /// Nil for a person without a photo; the ticket then leaves the frame empty.
    /// - Throws: `photo-outside`, or what is wrong with the file.
    func photo(of person: Person) throws(Mistakes) -> Photo? {
        guard let name = person.photo else { return nil }
        let file = root.appendingPathComponent(name).standardizedFileURL.resolvingSymlinksInPath()
        guard file.path.hasPrefix(root.standardizedFileURL.resolvingSymlinksInPath().path + "/") else {
            throw Mistakes([
                Mistake(
                    code: "photo-outside", file: name, cause: "照片不在场景文件夹里。", action: "把照片放进场景文件夹，写相对路径。")
            ])
        }
        guard InputFile.exists(file.path) else {
            throw Mistakes([
                Mistake(
                    code: "photo-not-found", file: name, cause: "报名表里的照片 \(name) 不在文件夹里。", action: "把照片放进文件夹，再试一次。")
            ])
        }
        return try Photo(jpeg: Array(try InputFile.data(at: file.path)), file: name)
    }

    /// `maps/ROOM.png`, else `maps/VENUE.png`; `.jpg` is as good. Nil if there is none, or none that can be opened; a
    /// remark then says why.
    func map(venue: String, room: String) -> Picture? {
        if let known = maps[room] { return known }
        let names = [room, venue].filter { !$0.contains("/") }.flatMap { id in
            PhotoFolder.mapEndings.map { "maps/\(id).\($0)" }
        }
        var map: Picture?
        if let name = names.first(where: { InputFile.exists(root.appendingPathComponent($0).path) }) {
            do throws(Mistakes) {
                map = try open(map: name)
            } catch {
                error.all.forEach(note)
            }
        }
        maps[room] = .some(map)
        return map
    }

    private func open(map name: String) throws(Mistakes) -> Picture {
        try Picture(map: Array(try InputFile.data(at: root.appendingPathComponent(name).path)), file: name)
    }

    /// Maps that cannot be opened, and files in `maps/` that are the map of no venue and no room.
    func mapNotes(_ scenario: Scenario) -> [Mistake] {
        let folder = root.appendingPathComponent("maps", isDirectory: true)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let ids = Set(scenario.venues.flatMap { [$0.venue.id] + $0.venue.rooms.map(\.id) })
        return names.filter { !$0.hasPrefix(".") && $0 != "Thumbs.db" }.sorted().flatMap { file -> [Mistake] in
            let name = "maps/" + file
            let isMap = PhotoFolder.mapEndings.contains { ending in
                file.hasSuffix("." + ending) && ids.contains(String(file.dropLast(ending.count + 1)))
            }
            guard isMap else {
                return [
                    Mistake(
                        code: "map-unused", file: name, cause: "没有以此为代码的考点或考场，这个文件不会印在准考证上。",
                        action: "地图写作 maps/考场代码.png 或 maps/考点代码.png，也可用 .jpg，代码和扩展名大小写要一致。")
                ]
            }
            do throws(Mistakes) {
                _ = try open(map: name)
                return []
            } catch {
                return error.all
            }
        }
    }
}
