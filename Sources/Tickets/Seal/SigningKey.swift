import CSodium
import Exams
import Foundation

/// The Ed25519 key with which an institution signs its tickets (RFC 8032).
///
/// The file holds one line, `kaowu-signing-key/1 ` and the seed in hexadecimal, mode 0600. It belongs neither
/// into the scenario folder nor into the database, so that a copy of either cannot sign.
package struct SigningKey: Sendable {
    private static let prefix = "kaowu-signing-key/1 "
    private let seed: [UInt8]
    private let secret: [UInt8]
    package let publicKey: PublicKey
    package let id: KeyID

    /// A new key from the operating system's random source.
    package static func create() throws(Mistakes) -> SigningKey {
        guard sodium_init() >= 0 else { throw Mistakes([SigningKey.noSodium]) }
        var seed = [UInt8](repeating: 0, count: Int(crypto_sign_SEEDBYTES))
        randombytes_buf(&seed, seed.count)
        return try SigningKey(seed: seed)
    }

    /// The key of a seed of 32 bytes: the same seed, the same key.
    package init(seed: [UInt8]) throws(Mistakes) {
        guard sodium_init() >= 0 else { throw Mistakes([SigningKey.noSodium]) }
        guard seed.count == Int(crypto_sign_SEEDBYTES) else {
            throw Mistakes([
                Mistake(
                    code: "signing-key-seed", cause: "密钥种子有 \(seed.count) 字节，应为 32 (not 32 bytes)。",
                    action: "重新建立密钥。")
            ])
        }
        var publicBytes = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        var secret = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        crypto_sign_seed_keypair(&publicBytes, &secret, seed)
        self.seed = seed
        self.secret = secret
        publicKey = PublicKey(bytes: publicBytes)
        id = publicKey.id
    }

    func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
        return signature
    }

    private static let noSodium = Mistake(
        code: "sodium-unavailable", cause: "加密库 libsodium 无法启动 (could not be initialised)。",
        action: "检查系统随机源 /dev/urandom 能否读取。")
}

extension SigningKey {
    /// Writes a new key file; never replaces one.
    /// - Throws: `signing-key-exists`, or `signing-key-unwritable` with the system's words.
    package func save(to path: String) throws(Mistakes) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            throw Mistakes([
                reason == EEXIST
                    ? Mistake(
                        code: "signing-key-exists", file: path, cause: "已有同名文件，不会覆盖 (the file exists)。",
                        action: "旧密钥要为已发的准考证留着；新密钥换一个文件名，或用 kaowu key rotate。")
                    : SigningKey.fault("signing-key-unwritable", path, reason)
            ])
        }
        let text = Array((SigningKey.prefix + hexadecimal(seed) + "\n").utf8)
        // The umask may have taken bits away; it must not have left the key without any.
        let written = fchmod(descriptor, 0o600) == 0 && write(descriptor, text, text.count) == text.count
        let kept = written && fsync(descriptor) == 0
        let reason = errno
        close(descriptor)
        guard kept else {
            unlink(path)
            throw Mistakes([SigningKey.fault("signing-key-unwritable", path, reason)])
        }
    }

    /// - Throws: `signing-key-unreadable`; `signing-key-exposed` if anyone but its owner may read or write the file,
    ///   or if the owner is somebody else; `signing-key-malformed`.
    package static func load(from path: String) throws(Mistakes) -> SigningKey {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Mistakes([fault("signing-key-unreadable", path, errno)]) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Mistakes([fault("signing-key-unreadable", path, errno)]) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
            throw Mistakes([
                Mistake(
                    code: "signing-key-exposed", file: path,
                    cause: "密钥文件只许运行本程序的用户本人读写，权限应为 0600，现为 0"
                        + String(status.st_mode & 0o777, radix: 8) + " (others may have read it)。",
                    action: "别人可能看过的，用 kaowu key rotate 换一把；确定没有的，由文件所有者运行 chmod 600。")
            ])
        }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw Mistakes([fault("signing-key-unreadable", path, errno)]) }
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        guard text.hasPrefix(prefix), text.hasSuffix("\n"),
            let seed = fromHexadecimal(text.dropFirst(prefix.count).dropLast()),
            seed.count == Int(crypto_sign_SEEDBYTES)
        else {
            throw Mistakes([
                Mistake(
                    code: "signing-key-malformed", file: path, cause: "这不是考务的签名密钥文件 (not a signing key)。",
                    action: "从另存的一份恢复密钥文件，或建立新的密钥。")
            ])
        }
        return try SigningKey(seed: seed)
    }

    private static func fault(_ code: String, _ path: String, _ reason: Int32) -> Mistake {
        Mistake(
            code: code, file: path, cause: "密钥文件读写失败，系统报告：" + String(cString: strerror(reason)) + "。",
            action: "检查路径、文件夹权限和磁盘空间。")
    }
}
