import Exams
import Releasing
import Tickets

/// Options and parts that both drawing and releasing tickets need.
enum TicketPrinting {
    static let photos = Option<String>.text(
        "photos", "DIR", Words("照片和 maps/ 地图所在的场景文件夹；不给则照片处留空", "the scenario folder with photos and maps/; frames stay empty if absent"))

    /// The press that looks up, signs and draws, with the key and the photos the user named.
    static func press(_ given: Given) throws -> TicketPress {
        let key = try KeyCommand.load(given)
        guard let path = given[photos] else { return signedPress(key: key) }
        let folder = PhotoFolder(root: try InputFile.folder(at: path))
        return signedPress(
            key: key, photo: { try folder.photo(of: $0) }, map: { try folder.map(venue: $0, room: $1) })
    }
}
