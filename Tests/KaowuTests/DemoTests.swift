import Foundation
import Testing

/// What the README's first command promises, on a small scenario.
@Suite struct DemoTests {
    private static let arguments = [
        "--scenario", Scenarios.path("zjcx-2024-03"), "--now", "2024-03-10T08:00",
    ]

    @Test func theDemoLeavesReleasedTicketsAndCanBeRepeated() throws {
        let folder = try WorkFolder()
        let output = ["demo", "--output", folder.path("demo")]
        let first = try Program.run(output + Self.arguments)
        #expect(first.code == 0, "\(first.diagnostics)")
        for word in ["已编排", "监考", "已证明最优", "发放", "kaowu show person"] { #expect(first.output.contains(word)) }
        let tickets = try pdfs(folder)
        #expect(!tickets.isEmpty)
        _ = try Program.result(
            "export", "door", "--database", folder.path("demo/kaowu.sqlite"), "--output", folder.path("door.json"))
        let second = try Program.run(output + Self.arguments)
        #expect(second.code == 0, "\(second.diagnostics)")
        #expect(second.output.contains("发放 0 张"))
        #expect(try pdfs(folder) == tickets)
    }

    private func pdfs(_ folder: WorkFolder) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path("demo/tickets"))
            .filter { $0.hasSuffix(".pdf") }.sorted()
    }
}
