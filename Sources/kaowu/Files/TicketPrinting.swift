import Exams
import Releasing
import Tickets

/// What both drawing and releasing tickets need: the press that looks up, signs and draws, with the key and the
/// pictures the user named.
struct TicketPrinting {
    static let photos = Option<String>.text(
        "photos", "DIR",
        Words("照片和 maps/ 地图所在的场景文件夹", "the scenario folder with photos and maps/"))
    static let emptyFrames = Flag(
        name: "allow-empty-frames",
        help: Words(
            "登记了照片而没有给 --photos、或照片用不了的，也照样画出，照片处留空",
            "draw with an empty frame who has a photo that was not given or cannot be used"))
    static let help = Words(
        "报名表登记了照片的人，没有给 --photos 或照片用不了时不画他的准考证，并报出原因；确实要留空，加 --allow-empty-frames。地图用不了的，不印地图，另行报出，准考证照发。",
        "Who has a photo on record gets no ticket without it, and the reason is told; --allow-empty-frames draws it all the "
            + "same. A map that cannot be used is left out and told of.")

    let press: TicketPress
    private let pictures: PhotoFolder?
    private let allowsEmptyFrames: Bool

    init(_ given: Given) throws {
        let key = try KeyCommand.load(given)
        let pictures = try given[TicketPrinting.photos].map { PhotoFolder(root: try InputFile.folder(at: $0)) }
        let allowsEmptyFrames = given[TicketPrinting.emptyFrames]
        self.pictures = pictures
        self.allowsEmptyFrames = allowsEmptyFrames
        press = signedPress(
            key: key,
            photo: { person in
                do throws(Mistakes) {
                    return try TicketPrinting.photo(of: person, in: pictures)
                } catch {
                    guard allowsEmptyFrames else { throw error }
                    for mistake in error.all { pictures?.note(TicketPrinting.emptyFrame(of: person, mistake)) }
                    return nil
                }
            },
            map: { pictures?.map(venue: $0, room: $1) },
            remark: { pictures?.note($0) })
    }

    /// What the tickets drawn so far went without.
    var remarks: [Mistake] { pictures?.remarks ?? [] }

    /// - Throws: `photos-not-given` once for all of these people, where each would be refused for it.
    func requirePhotos(of people: [Person]) throws(Mistakes) {
        guard pictures == nil, !allowsEmptyFrames, people.contains(where: { $0.photo != nil }) else { return }
        throw TicketPrinting.notGiven
    }

    private static func photo(of person: Person, in pictures: PhotoFolder?) throws(Mistakes) -> Photo? {
        if person.photo == nil { return nil }
        guard let pictures else { throw notGiven }
        return try pictures.photo(of: person)
    }

    private static func emptyFrame(of person: Person, _ mistake: Mistake) -> Mistake {
        var remark = mistake
        remark.cause = "\(person.name)：照片处留空。\(mistake.cause)"
        return remark
    }

    private static let notGiven = Mistakes([
        Mistake(
            code: "photos-not-given", cause: "报名表登记了照片，而没有给 --photos（照片所在的文件夹）。",
            action: "加上 --photos 场景文件夹；确实要照片处留空，加 --allow-empty-frames。")
    ])
}
