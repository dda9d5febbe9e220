import Exams
import Foundation
import Tickets

/// Pictures in a scenario folder: the photos that the applications sheet names by their paths, and maps.
final class PhotoFolder {
    private let root: URL
    private var maps: [String: Picture?] = [:]

    init(root: URL) { self.root = root }

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
        return try Photo(jpeg: Array(try InputFile.data(at: file.path)), file: name)
    }

    /// `maps/ROOM.png`, else `maps/VENUE.png`; `.jpg` is as good. Nil if there is none.
    /// - Throws: what is wrong with the file.
    func map(venue: String, room: String) throws(Mistakes) -> Picture? {
        if let known = maps[room] { return known }
        let names = [room, venue].filter { !$0.contains("/") }.flatMap { ["maps/\($0).png", "maps/\($0).jpg"] }
        var map: Picture?
        if let name = names.first(where: { InputFile.exists(root.appendingPathComponent($0).path) }) {
            let file = root.appendingPathComponent(name).path
            map = try Picture(map: Array(try InputFile.data(at: file)), file: name)
        }
        maps[room] = .some(map)
        return map
    }
}
