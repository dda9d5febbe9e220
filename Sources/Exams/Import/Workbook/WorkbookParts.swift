import Foundation
import FoundationXML

/// Walks the elements of one part of a workbook (ECMA-376, SpreadsheetML); prefixes are resolved.
class WorkbookPart: NSObject, XMLParserDelegate {
    /// Characters since it was last emptied.
    final var text = ""
    private var isWhole = false
    private var depth = 0

    /// False if the part is not well-formed XML, or ends too soon, which the parser does not always tell.
    func read(_ bytes: [UInt8]) -> Bool {
        let parser = XMLParser(data: Data(bytes))
        parser.shouldProcessNamespaces = true
        parser.delegate = self
        return parser.parse() && isWhole
    }

    func open(_ element: String, _ attributes: [String: String]) {}
    func close(_ element: String) {}

    final func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        depth += 1
        open(element, attributes)
    }

    final func parser(
        _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
    ) {
        close(element)
        depth -= 1
        if depth == 0 { isWhole = true }
    }

    final func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}

/// `xl/workbook.xml`: the tabs, and whether days count from 1904.
final class WorkbookTabs: WorkbookPart {
    private(set) var countsFrom1904 = false
    /// Relationship of the first tab that is not hidden.
    private(set) var firstVisible: String?

    override func open(_ element: String, _ attributes: [String: String]) {
        if element == "workbookPr" { countsFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "") }
        guard element == "sheet", firstVisible == nil, (attributes["state"] ?? "visible") == "visible" else { return }
        firstVisible = attributes.first { $0.key.hasSuffix(":id") }?.value
    }
}

/// `xl/_rels/workbook.xml.rels`: where a tab is kept.
final class WorkbookTargets: WorkbookPart {
    private(set) var targets: [String: String] = [:]

    override func open(_ element: String, _ attributes: [String: String]) {
        guard element == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
        targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
}

/// `xl/sharedStrings.xml`: texts by number. The reading aids of East Asian text (`rPh`) are not part of it.
final class WorkbookTexts: WorkbookPart {
    private(set) var texts: [String] = []
    private var current = ""
    private var isReadingAid = false

    override func open(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "si": current = ""
        case "rPh": isReadingAid = true
        case "t": text = ""
        default: break
        }
    }

    override func close(_ element: String) {
        switch element {
        case "t" where !isReadingAid: current += text
        case "rPh": isReadingAid = false
        case "si": texts.append(current)
        default: break
        }
    }
}

/// `xl/styles.xml`: which cell styles show a number as a date or a time.
final class WorkbookStyles: WorkbookPart {
    /// By style.
    private(set) var isDate: [Bool] = []
    private var customDates: [String: Bool] = [:]
    private var isInCellStyles = false

    override func open(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "numFmt":
            guard let id = attributes["numFmtId"], let code = attributes["formatCode"] else { return }
            customDates[id] = WorkbookStyles.showsDate(code)
        case "cellXfs": isInCellStyles = true
        case "xf" where isInCellStyles:
            let id = attributes["numFmtId"] ?? "0"
            isDate.append(customDates[id] ?? WorkbookStyles.isBuiltInDate(Int(id) ?? 0))
        default: break
        }
    }

    override func close(_ element: String) {
        if element == "cellXfs" { isInCellStyles = false }
    }

    /// ECMA-376 part 1, 18.8.30: the general ones and those of Chinese editions.
    private static func isBuiltInDate(_ id: Int) -> Bool {
        (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id) || (50...58).contains(id)
    }

    /// A letter of date or time outside quotes, brackets and escapes.
    private static func showsDate(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\\", "_", "*": isEscaped = true
            case "\"": isQuoted.toggle()
            case "[" where !isQuoted: isBracketed = true
            case "]" where !isQuoted: isBracketed = false
            case "y", "m", "d", "h", "s": if !isQuoted && !isBracketed { return true }
            default: break
            }
        }
        return false
    }
}
