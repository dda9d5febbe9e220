import Exams
import Foundation
import Testing

@Suite struct LawFilesTests {
    /// One name, two files: `Planning/Laws` teaches the law, `Verifying/Laws` states it.
    @Test(arguments: ["Planning", "Verifying"]) func everyLawHasItsFile(room: String) throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = package.appendingPathComponent("Sources/\(room)/Laws")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.sorted() == Law.allCases.map { $0.rawValue + ".swift" }.sorted())
    }
}
