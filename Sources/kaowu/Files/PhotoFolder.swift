import Exams
import Foundation
import Tickets

/// Where the photos named in the applications sheet lie: paths relative to the scenario folder.
struct PhotoFolder: Sendable {
    let root: URL

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
}
