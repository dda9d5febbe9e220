/// An ID number in a column that is printed in lists or leaves in documents: a shifted row, or a hurried paste.
enum MisplacedIDNumber {
    /// Whether 15 or more digits stand in a row, as they do in every ID number.
    static func stands(in bytes: some Sequence<UInt8>) -> Bool {
        var digits = 0
        for byte in bytes {
            digits = (48...57).contains(byte) ? digits + 1 : 0
            if digits >= 15 { return true }
        }
        return false
    }
}

extension ImportLog {
    /// Refuses the cell if it holds an ID number.
    mutating func refuseIDNumber(_ cell: Cell) {
        guard cell.bytes.count >= 15 else { return }
        // Full-width digits begin with EF.
        let stands =
            cell.bytes.contains(0xEF)
            ? MisplacedIDNumber.stands(in: cell.halfWidth) : MisplacedIDNumber.stands(in: cell.bytes)
        guard stands else { return }
        refuse(
            cell, "id-number-misplaced", "“\(cell.column)”一栏里像是证件号码，会随名单和编排结果公开。",
            "检查该行是否错列，把证件号码移回“证件号码”一栏。")
    }
}
