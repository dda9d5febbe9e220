import Exams
import Testing
import Tickets

@Suite struct TicketSealTests {
    @Test func payloadComesBackWhole() throws {
        let content = try TestScenario.content()
        let text = try #require(content.seal)
        let payload = try TicketSeal.verify(text, publicKeys: [TestScenario.key().publicKey])
        #expect(payload == content.sealPayload)
        #expect(payload.number == content.number)
        #expect(payload.seats.map(\.seat) == [9, 9, 9])
        #expect(payload.notBefore == LocalMinute("2024-03-23T08:00"))
        #expect(payload.notAfter == LocalMinute("2024-03-23T18:00"))
    }

    @Test func textIsMadeForAnAlphanumericCodeAndNamesNobody() throws {
        let content = try TestScenario.content()
        let text = try #require(content.seal)
        #expect(text.hasPrefix("KW1:"))
        #expect(text.utf8.allSatisfy { "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8.contains($0) })
        let bytes = try #require(Base45.decode(text.dropFirst(4)))
        for secret in [content.name, content.documentNumber] {
            let hidden = Array(secret.utf8)
            #expect(!bytes.indices.contains { bytes[$0...].starts(with: hidden) })
        }
    }

    @Test func everyFlippedBitIsNoticed() throws {
        let keys = [try TestScenario.key().publicKey]
        let text = try #require(TestScenario.content().seal)
        let bytes = try #require(Base45.decode(text.dropFirst(4)))
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                let fault = #expect(throws: SealFault.self) {
                    try TicketSeal.verify("KW1:" + Base45.encode(changed), publicKeys: keys)
                }
                switch place {
                case 0: #expect(fault == .unknownVersion(Int(changed[0])))
                case 1...4: if case .unknownKey = fault {} else { Issue.record("key id: \(String(describing: fault))") }
                default: #expect(fault == .forged)
                }
            }
        }
    }

    @Test func otherTextsAreToldApart() throws {
        let keys = [try TestScenario.key().publicKey]
        let text = try #require(TestScenario.content().seal)
        func fault(_ text: some StringProtocol) -> SealFault? {
            #expect(throws: SealFault.self) { try TicketSeal.verify(String(text), publicKeys: keys) }
        }
        #expect(fault("https://example.org/") == .notATicket)
        #expect(fault("") == .notATicket)
        #expect(fault("KW1:") == .damaged)
        #expect(fault(text.prefix(40)) == .damaged)
        #expect(fault(text + "é") == .damaged)
        #expect(fault(text.dropLast(3)) == .forged)
    }

    @Test func keysRotate() throws {
        let old = try TestScenario.key()
        let new = try SigningKey.create()
        let payload = try TestScenario.content().sealPayload
        let signed = TicketSeal.seal(payload, with: new)
        #expect(try TicketSeal.verify(signed, publicKeys: [old.publicKey, new.publicKey]) == payload)
        #expect(throws: SealFault.unknownKey(new.id)) { try TicketSeal.verify(signed, publicKeys: [old.publicKey]) }
    }

    /// The examples of RFC 9285.
    @Test(arguments: [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0")])
    func base45OfTheStandard(plain: String, encoded: String) {
        #expect(Base45.encode(Array(plain.utf8)) == encoded)
        #expect(Base45.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["A", "ABCD", "GGX", ":::", "::", "abc"]) func base45RefusesWhatNobodyEncoded(text: String) {
        #expect(Base45.decode(text) == nil)
    }
}
