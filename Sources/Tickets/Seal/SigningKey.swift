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
                    code: "signing-key-seed", cause: "The seed has \(seed.count) bytes, not 32.",
                    action: "Create the key anew.")
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
        code: "sodium-unavailable", cause: "libsodium could not be initialised.",
        action: "Check that the operating system's random source (/dev/urandom) can be read.")
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
                        code: "signing-key-exists", file: path, cause: "There is already a file of this name.",
                        action: "Keep the old key for tickets already issued and give the new one another name.")
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
                    cause:
                        "The key must be a plain file of the user who runs this program, with mode 0600; it has mode 0"
                        + String(status.st_mode & 0o777, radix: 8) + ".",
                    action: "If others may have read it, create a new key; otherwise run chmod 600 on it as its owner.")
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
                    code: "signing-key-malformed", file: path, cause: "This is not a signing key of Kaowu.",
                    action: "Restore the key file from its safe copy, or create a new key.")
            ])
        }
        return try SigningKey(seed: seed)
    }

    private static func fault(_ code: String, _ path: String, _ reason: Int32) -> Mistake {
        Mistake(
            code: code, file: path, cause: "The system says: " + String(cString: strerror(reason)) + ".",
            action: "Check the path, the folder's permissions and the free space.")
    }
}
