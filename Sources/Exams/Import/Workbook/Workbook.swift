/// An Excel workbook (.xlsx): its first visible tab as the bytes of a CSV file, so that all later reading is one.
/// Dates and times come out as text, whatever way the cell shows them; what Excel has rounded stays rounded and
/// is found where numbers of identity documents are read.
enum Workbook {
    /// Whether these are the first bytes of a ZIP file.
    static func isWorkbook(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    static func csv(_ bytes: [UInt8], file: String) throws(Mistake) -> [UInt8] {
        let damaged = Mistake(
            code: "workbook-damaged", file: file, cause: "这不是完整的 Excel 工作簿，或者加了密码。",
            action: "在 Excel 中打开，去掉密码，重新保存为 .xlsx，或另存为“CSV UTF-8（逗号分隔）”。")
        guard let archive = Archive(bytes), let tabsPart = archive.part(named: "xl/workbook.xml"),
            let targetsPart = archive.part(named: "xl/_rels/workbook.xml.rels")
        else { throw damaged }
        let tabs = WorkbookTabs()
        let targets = WorkbookTargets()
        guard tabs.read(tabsPart), targets.read(targetsPart), let tab = tabs.firstVisible,
            let name = targets.targets[tab], let sheet = archive.part(named: name)
        else { throw damaged }
        // A workbook without texts or styles of its own lacks these parts.
        let texts = WorkbookTexts()
        if let part = archive.part(named: "xl/sharedStrings.xml"), !texts.read(part) { throw damaged }
        let styles = WorkbookStyles()
        if let part = archive.part(named: "xl/styles.xml"), !styles.read(part) { throw damaged }
        let rows = WorkbookRows(texts: texts.texts, isDate: styles.isDate, countsFrom1904: tabs.countsFrom1904)
        guard rows.read(sheet) else { throw damaged }
        if let first = rows.uncalculated.first {
            throw Mistake(
                code: "workbook-uncalculated", file: file,
                cause: "单元格 \(first) 等 \(rows.uncalculated.count) 格是公式，但文件里没有计算结果。", action: "在 Excel 中打开，保存一次。")
        }
        return rows.csv
    }
}
