/// An ID number in a column that is printed in lists or leaves in documents: a shifted row, or a hurried paste.
enum MisplacedIDNumber {
    /// Whether some 18 characters in a row have the form and check of an ID number, or 15 or more digits stand in a row.
    static func stands(in bytes: [UInt8]) -> Bool {
        var digits = 0
        for (index, byte) in bytes.enumerated() {
            digits = (48...57).contains(byte) ? digits + 1 : 0
            if digits >= 15 { return true }
            if index >= 17, CitizenNumber.hasRightCheck(Array(bytes[(index - 17)...index])) { return true }
        }
        return false
    }
}

extension ImportLog {
    /// Refuses the cell if it holds an ID number.
    mutating func refuseIDNumber(_ cell: Cell) {
        guard MisplacedIDNumber.stands(in: cell.halfWidth) else { return }
        refuse(
            cell, "id-number-misplaced", "“\(cell.column)”一栏里像是证件号码，会随名单和编排结果公开。",
            "检查该行是否错列，把证件号码移回“证件号码”一栏。")
    }
}
