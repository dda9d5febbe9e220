import Exams
import Foundation
import Testing
import Tickets

@Suite struct SigningKeyTests {
    private func inFolder(_ work: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("key-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try work(folder.appendingPathComponent("signing.key").path)
    }

    private func code(_ work: () throws -> Void) -> String? {
        #expect(throws: Mistakes.self) { try work() }?.all.first?.code
    }

    @Test func savedKeyIsLoadedAndReadableByItsOwnerOnly() throws {
        try inFolder { path in
            let key = try SigningKey.create()
            try key.save(to: path)
            #expect(try SigningKey.load(from: path).publicKey == key.publicKey)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func anExistingFileIsNeverReplaced() throws {
        try inFolder { path in
            let first = try SigningKey.create()
            try first.save(to: path)
            let second = try SigningKey.create()
            #expect(code { try second.save(to: path) } == "signing-key-exists")
            #expect(try SigningKey.load(from: path).id == first.id)
        }
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644]) func aKeyOthersMayReadIsRefused(mode: Int) throws {
        try inFolder { path in
            try SigningKey.create().save(to: path)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(code { _ = try SigningKey.load(from: path) } == "signing-key-exposed")
        }
    }

    @Test func whatIsNoKeyIsRefused() throws {
        try inFolder { path in
            #expect(code { _ = try SigningKey.load(from: path) } == "signing-key-unreadable")
            let notHexadecimal = String(repeating: "zz", count: 32)
            for text in ["", "kaowu-signing-key/1 00\n", "kaowu-signing-key/1 \(notHexadecimal)\n"] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
                #expect(code { _ = try SigningKey.load(from: path) } == "signing-key-malformed")
            }
        }
    }

    /// RFC 8032, section 7.1, test 1.
    @Test func publicKeyOfTheStandardsSeed() throws {
        let seed = try #require(bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        let key = try SigningKey(seed: seed).publicKey
        #expect(
            key.description
                == "kaowu-public-key/1 d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        #expect(PublicKey(key.description) == key)
        #expect(PublicKey(String(key.description.dropLast())) == nil)
    }

    private func bytes(_ text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
