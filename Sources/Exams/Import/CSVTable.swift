import Foundation

/// The records of a CSV file (RFC 4180, with either line ending and comma or tab between cells).
///
/// One pass over the bytes, in place: quotes are resolved, each separator becomes `cellEnd`, each line end
/// `recordEnd`. Neither byte occurs in UTF-8, so a record is cut into cells when somebody asks for it, and a file of a
/// million rows needs no more memory than its bytes and one number a row. A separator, quote or line end is ASCII and
/// cannot be part of another UTF-8 character, so bytes suffice.
struct CSVTable: Sendable {
    private var text: [UInt8]
    /// Where each record begins in `text`, and where the last one ends.
    private var starts: [Int] = [0]

    private static let cellEnd: UInt8 = 0xFF
    private static let recordEnd: UInt8 = 0xFE

    /// Records are what the spreadsheet numbers as rows, from 1: a line end inside quotes does not count.
    var recordCount: Int { starts.count - 1 }

    func cells(ofRecord record: Int) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        cut(record, into: &cells)
        return cells
    }

    /// The record's cells in place of what `cells` held.
    func cut(_ record: Int, into cells: inout [Range<Int>]) {
        cells.removeAll(keepingCapacity: true)
        var start = starts[record]
        for position in start..<starts[record + 1] where text[position] >= CSVTable.recordEnd {
            cells.append(start..<position)
            start = position + 1
        }
    }

    func bytes(ofCell cell: Range<Int>) -> ArraySlice<UInt8> { text[cell] }

    init(_ bytes: consuming [UInt8], file: String) throws(Mistake) {
        let separator = CSVTable.separator(of: bytes)
        text = bytes
        // The last record may lack its line end.
        if let last = text.last, last != lineFeed, last != carriageReturn { text.append(lineFeed) }
        guard resolve(separator: separator) else {
            throw Mistake(
                code: "quote-unclosed", file: file, row: recordCount + 1, cause: "这一行有一个双引号没有配对。",
                action: "补上缺少的双引号；单元格内容中的双引号要写两个。")
        }
    }

    /// These records alone, in memory of their own.
    func part(_ records: Range<Int>) -> CSVTable {
        let first = starts[records.lowerBound]
        return CSVTable(
            text: Array(text[first..<starts[records.upperBound]]),
            starts: starts[records.lowerBound...records.upperBound].map { $0 - first })
    }

    private init(text: [UInt8], starts: [Int]) {
        self.text = text
        self.starts = starts
    }

    /// False if a quote is not closed; then the records before it are there.
    ///
    /// Nearly all bytes are between two that need thought, a quote or a carriage return: they are marked many at a time.
    private mutating func resolve(separator: UInt8) -> Bool {
        var starts = [0]
        let isWhole = text.withUnsafeMutableBufferPointer { bytes in
            var (position, end) = (0, 0)
            var isCellStart = true
            var (quotes, returns) = (Occurrences(of: quote), Occurrences(of: carriageReturn))
            while position < bytes.count {
                let stop = min(quotes.next(in: bytes, from: position), returns.next(in: bytes, from: position))
                if stop > position {
                    let stretch = CSVTable.moved(position..<stop, to: end, in: bytes)
                    CSVTable.mark(bytes, stretch, separator, &starts)
                    (position, end) = (stop, stretch.upperBound)
                    isCellStart = bytes[end - 1] >= CSVTable.recordEnd
                    continue
                }
                position += 1
                if bytes[stop] == carriageReturn {
                    if position < bytes.count, bytes[position] == lineFeed { position += 1 }
                    bytes[end] = CSVTable.recordEnd
                    end += 1
                    starts.append(end)
                    isCellStart = true
                    continue
                }
                if isCellStart {
                    guard CSVTable.unquote(bytes, &position, &end) else { return false }
                } else {
                    bytes[end] = quote
                    end += 1
                }
                isCellStart = false
            }
            return true
        }
        self.starts = starts
        return isWhole
    }

    /// - Returns: where the bytes are then.
    private static func moved(
        _ stretch: Range<Int>, to end: Int, in bytes: UnsafeMutableBufferPointer<UInt8>
    ) -> Range<Int> {
        if let start = bytes.baseAddress, end < stretch.lowerBound {
            memmove(start + end, start + stretch.lowerBound, stretch.count)
        }
        return end..<end + stretch.count
    }

    /// Puts our marks in place of separators and line ends.
    private static func mark(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, _ stretch: Range<Int>, _ separator: UInt8, _ starts: inout [Int]
    ) {
        for position in stretch {
            let byte = bytes[position]
            bytes[position] = byte == separator ? cellEnd : byte == lineFeed ? recordEnd : byte
        }
        var ends = Occurrences(of: recordEnd)
        let marked = UnsafeMutableBufferPointer(rebasing: bytes[..<stretch.upperBound])
        var position = stretch.lowerBound
        while true {
            position = ends.next(in: marked, from: position) + 1
            if position > stretch.upperBound { return }
            starts.append(position)
        }
    }

    /// Moves a quoted cell's content to `end`; `position` comes to stand behind the closing quote. False if there is
    /// none: the line end appended to a last record without one does not count.
    private static func unquote(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, _ position: inout Int, _ end: inout Int
    ) -> Bool {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == quote {
                guard position < bytes.count, bytes[position] == quote else { return true }
                position += 1
            }
            bytes[end] = byte
            end += 1
        }
        return false
    }

    private static func separator(of bytes: borrowing [UInt8]) -> UInt8 {
        var hasTab = false
        for position in 0..<bytes.count {
            switch bytes[position] {
            case lineFeed, carriageReturn: return hasTab ? tab : comma
            case comma: return comma
            case tab: hasTab = true
            default: break
            }
        }
        return hasTab ? tab : comma
    }
}

/// Where a byte is found next, for who asks from ascending places.
private struct Occurrences {
    private let byte: UInt8
    private var found = -1

    init(of byte: UInt8) { self.byte = byte }

    /// The end, if there is none from that place on.
    mutating func next(in bytes: UnsafeMutableBufferPointer<UInt8>, from position: Int) -> Int {
        if found >= position { return found }
        found = bytes.count
        if let start = bytes.baseAddress,
            let place = memchr(start + position, Int32(byte), bytes.count - position)
        {
            found = place - UnsafeMutableRawPointer(start)
        }
        return found
    }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let tab = UInt8(ascii: "\t")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
