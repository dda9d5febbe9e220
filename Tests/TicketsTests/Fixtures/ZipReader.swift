import CZip
import Foundation
import Testing

/// Reads a part of a workbook, which is a ZIP archive of XML files.
enum ZipReader {
    static func text(_ part: String, in archive: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("book-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(archive).write(to: file)
        let zip = try #require(zip_open(file.path, ZIP_RDONLY, nil))
        defer { zip_discard(zip) }
        let entry = try #require(zip_fopen(zip, part, 0))
        defer { zip_fclose(entry) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = zip_fread(entry, &buffer, UInt64(buffer.count))
            try #require(count >= 0)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<Int(count)]
        }
    }
}
