import CIconv

/// Sheets come from Excel: as a workbook, as UTF-8 with or without a mark, in GB18030 ("CSV (逗号分隔)" of Chinese Windows),
/// or in UTF-16 ("Unicode 文本"). All later reading works on UTF-8 bytes.
///
/// UTF-8 is tried first: GB18030 text of more than a few characters is practically never valid UTF-8,
/// while nearly any bytes can be read as GB18030.
enum TextEncoding {
    static func utf8(_ bytes: consuming [UInt8], file: String) throws(Mistake) -> [UInt8] {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw Mistake(
                code: "file-is-old-workbook", file: file, cause: "这是旧式（.xls）或加了密码的 Excel 工作簿，读不了。",
                action: "在 Excel 中去掉密码，选择“另存为”，类型选“Excel 工作簿（.xlsx）”或“CSV UTF-8（逗号分隔）”。")
        }
        if Workbook.isWorkbook(bytes) { return try Workbook.csv(bytes, file: file) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            bytes.removeFirst(3)
            guard isUTF8(bytes) else { throw damaged(file) }
            return bytes
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            guard let content = convert(bytes, from: "UTF-16") else { throw damaged(file) }
            return content
        }
        if isUTF8(bytes) { return bytes }
        guard let content = convert(bytes, from: "GB18030") else { throw damaged(file) }
        return content
    }

    private static func damaged(_ file: String) -> Mistake {
        Mistake(
            code: "encoding-unknown", file: file, cause: "文件既不是 UTF-8，也不是 GB18030（中文 Windows）编码，或已损坏。",
            action: "在 Excel 中重新打开原文件，另存为“CSV UTF-8（逗号分隔）”。")
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }

    /// Nil if the bytes are not text in that encoding.
    static func convert(_ bytes: [UInt8], from encoding: String, to target: String = "UTF-8") -> [UInt8]? {
        guard let converter = iconv_open(target, encoding), Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var input = bytes
        // No conversion between these encodings more than triples the size; the rest is room for a mark.
        var output = [UInt8](repeating: 0, count: bytes.count * 3 + 8)
        let capacity = output.count
        let written: Int? = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { destination in
                var from = source.bindMemory(to: CChar.self).baseAddress
                var fromLeft = source.count
                var to = destination.bindMemory(to: CChar.self).baseAddress
                var toLeft = capacity
                guard iconv(converter, &from, &fromLeft, &to, &toLeft) != -1, fromLeft == 0 else { return nil }
                return capacity - toLeft
            }
        }
        return written.map { Array(output.prefix($0)) }
    }
}
