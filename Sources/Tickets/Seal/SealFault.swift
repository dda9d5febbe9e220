/// Why a scanned text is no proof of a ticket.
package enum SealFault: Error, Equatable, Sendable {
    /// The text is something else: no `KW1:` in front.
    case notATicket
    /// Ours, but a character or the end is missing or wrong; scan again.
    case damaged
    /// A payload written by a newer version of this program.
    case unknownVersion(Int)
    /// No public key of this id was given.
    case unknownKey(KeyID)
    /// The signature is not the institution's: the content was changed or made up.
    case forged

    /// Somebody made it who has none of the keys that count; the others may be scanning faults.
    package var isForgery: Bool {
        switch self {
        case .unknownKey, .forged: true
        case .notATicket, .damaged, .unknownVersion: false
        }
    }

    /// For the door-keeper.
    package var title: String {
        switch self {
        case .notATicket: "不是准考证二维码"
        case .damaged: "二维码不完整，请重新扫描"
        case .unknownVersion(let version): "二维码版本 \(version) 不能识别，请更新核验程序"
        case .unknownKey(let key): "伪造或不被信任：签名密钥 \(key) 不在名单里（换过密钥的，先重新运行 kaowu export door）"
        case .forged: "伪造：签名不符，不是真实的准考证"
        }
    }
}
