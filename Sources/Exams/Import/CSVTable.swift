/// The records of a CSV file (RFC 4180, with either line ending and comma or tab between cells).
///
/// One pass over the bytes copies the cells' contents, quotes resolved, behind one another into `text` and
/// notes where each ends: three flat arrays however many rows, and no `String` before somebody asks for one.
/// A separator, quote or line end is ASCII and cannot be part of another UTF-8 character, so bytes suffice.
struct CSVTable: Sendable {
    private(set) var text: [UInt8] = []
    /// End of each cell in `text`.
    private var cellEnds: [Int] = []
    /// For each record the number of cells up to its end.
    private var recordEnds: [Int] = []

    /// Records are what the spreadsheet numbers as rows, from 1: a line end inside quotes does not count.
    var recordCount: Int { recordEnds.count }

    func cells(ofRecord record: Int) -> Range<Int> {
        (record == 0 ? 0 : recordEnds[record - 1])..<recordEnds[record]
    }

    func bytes(ofCell cell: Int) -> ArraySlice<UInt8> {
        text[(cell == 0 ? 0 : cellEnds[cell - 1])..<cellEnds[cell]]
    }

    init(_ bytes: [UInt8], file: String) throws(Mistake) {
        let separator = CSVTable.separator(of: bytes)
        text.reserveCapacity(bytes.count)
        var position = 0
        var cellStart = true
        while position < bytes.count {
            let byte = bytes[position]
            if cellStart, byte == quote {
                position = try copyQuoted(bytes, after: position, file: file)
                cellStart = false
                continue
            }
            cellStart = false
            switch byte {
            case separator:
                cellEnds.append(text.count)
                cellStart = true
            case lineFeed, carriageReturn:
                if byte == carriageReturn, position + 1 < bytes.count, bytes[position + 1] == lineFeed { position += 1 }
                endRecord()
                cellStart = true
            default:
                text.append(byte)
            }
            position += 1
        }
        // The last record may lack its line end.
        if let last = bytes.last, last != lineFeed, last != carriageReturn { endRecord() }
    }

    private mutating func endRecord() {
        cellEnds.append(text.count)
        recordEnds.append(cellEnds.count)
    }

    /// Copies a quoted cell's content; returns the position behind the closing quote.
    private mutating func copyQuoted(_ bytes: [UInt8], after open: Int, file: String) throws(Mistake) -> Int {
        var position = open + 1
        while position < bytes.count {
            if bytes[position] == quote {
                guard position + 1 < bytes.count, bytes[position + 1] == quote else { return position + 1 }
                position += 1
            }
            text.append(bytes[position])
            position += 1
        }
        throw Mistake(
            code: "quote-unclosed", file: file, row: recordCount + 1, cause: "这一行有一个双引号没有配对。",
            action: "补上缺少的双引号；单元格内容中的双引号要写两个。")
    }

    private static func separator(of bytes: [UInt8]) -> UInt8 {
        let firstLine = bytes.prefix { $0 != lineFeed && $0 != carriageReturn }
        return firstLine.contains(tab) && !firstLine.contains(comma) ? tab : comma
    }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let tab = UInt8(ascii: "\t")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
