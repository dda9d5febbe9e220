import Exams
import Testing
import Tickets

@Suite struct DoorCheckTests {
    private let number = 1

    private func list(_ revoked: [DoorList.Revoked] = [], keys: [PublicKey]? = nil) throws -> DoorCheck {
        let made = try #require(LocalSecond("2024-03-22T18:00:00"))
        return DoorCheck(
            DoorList(madeAt: made, keys: try keys ?? [TestScenario.key().publicKey], rooms: [:], tickets: revoked))
    }

    private func judge(
        _ text: String? = nil, room: String? = nil, at time: String, revoked: [DoorList.Revoked] = []
    ) throws -> DoorVerdict {
        let code = try text ?? #require(TestScenario.content().seal)
        return try list(revoked).judge(code, room: room, at: #require(LocalMinute(time))).verdict
    }

    private func subject(_ verdict: DoorVerdict) -> Subject? {
        if case .admitted(let seat) = verdict { seat.subject } else { nil }
    }

    /// Sessions at 09:00, 13:30 and 16:30, all in HD-03; rooms open half an hour before and close half an hour after.
    @Test(
        arguments: [
            ("2024-03-23T08:29", nil), ("2024-03-23T08:30", Subject.theory), ("2024-03-23T09:30", .theory),
            ("2024-03-23T09:31", nil), ("2024-03-23T13:00", .skill), ("2024-03-23T14:00", .skill),
            ("2024-03-23T17:00", .review), ("2024-03-23T17:01", nil),
        ] as [(String, Subject?)])
    func aRoomOpensAndCloses(time: String, expected: Subject?) throws {
        #expect(try subject(judge(room: "HD-03", at: time)) == expected)
    }

    @Test func whyNotIsSaid() throws {
        func title(_ verdict: DoorVerdict) -> String {
            switch verdict {
            case .admitted: "admitted"
            case .tooEarly(_, let opens): "early \(opens.clock)"
            case .tooLate(_, let closed): "late \(closed.clock)"
            case .otherRoom(let seat): "room \(seat.room)"
            case .otherVenue(let seat): "venue \(seat.room)"
            case .otherDay(let seat): "day \(seat.start.day)"
            case .superseded(let revision): "revision \(revision)"
            case .revoked(let reason): reason
            case .suspended(_, let reason): "suspended: \(reason)"
            case .listOutOfDate(let revision, let newest): "revision \(revision) on a list of \(newest)"
            case .refused(let fault): "\(fault)"
            }
        }
        #expect(try title(judge(room: "HD-03", at: "2024-03-23T08:00")) == "early 08:30")
        #expect(try title(judge(at: "2024-03-23T07:59")) == "early 08:00")
        #expect(try title(judge(at: "2024-03-23T08:00")) == "admitted")
        #expect(try title(judge(room: "HD-03", at: "2024-03-23T10:00")) == "early 13:00")
        #expect(try title(judge(room: "HD-03", at: "2024-03-23T18:00")) == "late 17:00")
        #expect(try title(judge(room: "HD-04", at: "2024-03-23T08:45")) == "room HD-03")
        #expect(try title(judge(room: "HD-03", at: "2024-03-22T08:45")) == "day 2024-03-23")
        #expect(try title(judge(room: "HD-03", at: "2024-03-24T08:45")) == "day 2024-03-23")
        #expect(try title(judge("KW1:ABC", at: "2024-03-23T08:45")) == "damaged")
        #expect(try title(judge("2411 0020", at: "2024-03-23T08:45")) == "notATicket")
    }

    @Test func anOlderRevisionNeverPasses() throws {
        let content = try TestScenario.content()
        var next = content
        next.revision = 3
        let seal = try #require(next.signed(with: TestScenario.key()).seal)
        let moved = [DoorList.Revoked(number: content.number, current: 3, reason: "换了座位")]
        for room in [nil, "HD-03"] {
            #expect(try judge(room: room, at: "2024-03-23T09:00", revoked: moved) == .superseded(by: 3))
            #expect(try judge(seal, room: room, at: "2024-03-23T09:00", revoked: moved).isAdmitted)
        }
        let gone = [DoorList.Revoked(number: content.number, current: nil, reason: "考生已退考")]
        #expect(try judge(seal, at: "2024-03-23T09:00", revoked: gone) == .revoked(reason: "考生已退考"))
    }

    @Test func theSeatsOfTheListCountInsteadOfThePrintedOnes() throws {
        let content = try TestScenario.content()
        var seats = content.sealPayload.seats
        for place in seats.indices { seats[place].seat += 1 }
        let swapped = [
            DoorList.Revoked(number: content.number, current: content.revision, reason: "机位已换", seats: seats)
        ]
        let verdict = try judge(room: "HD-03", at: "2024-03-23T09:00", revoked: swapped)
        #expect(verdict == .admitted(try #require(seats.first)))
    }

    /// The room of the second session is closed: the others go on.
    @Test func aSeatThatIsNoLongerThereIsSuspended() throws {
        let content = try TestScenario.content()
        let lost = [
            DoorList.Revoked(number: content.number, current: 1, reason: "考场停用", suspended: [.skill])
        ]
        #expect(try judge(room: "HD-03", at: "2024-03-23T09:00", revoked: lost).isAdmitted)
        for (room, time) in [
            ("HD-03", "2024-03-23T13:30"), ("HD-04", "2024-03-23T13:30"), ("HD-03", "2024-03-23T11:00"),
        ] {
            guard case .suspended(let seat, "考场停用") = try judge(room: room, at: time, revoked: lost) else {
                Issue.record("not suspended at \(time)")
                continue
            }
            #expect(seat.subject == .skill)
        }
        #expect(try judge(room: "HD-03", at: "2024-03-23T16:30", revoked: lost).isAdmitted)
    }

    @Test func anotherVenuesTicketIsSentThere() throws {
        let made = try #require(LocalSecond("2024-03-22T18:00:00"))
        let check = DoorCheck(
            DoorList(
                madeAt: made, keys: [try TestScenario.key().publicKey], rooms: [:],
                venues: ["HD-03": "HD", "CY-01": "CY"],
                tickets: []))
        let code = try #require(TestScenario.content().seal)
        let now = try #require(LocalMinute("2024-03-23T09:00"))
        #expect(check.judge(code, venue: "HD", room: nil, at: now).verdict.isAdmitted)
        guard case .otherVenue(let seat) = check.judge(code, venue: "CY", room: nil, at: now).verdict else {
            Issue.record("let in at another venue")
            return
        }
        #expect(seat.room == "HD-03")
    }

    @Test func aTicketNewerThanTheListShowsThatTheListIsOld() throws {
        let made = try #require(LocalSecond("2024-03-22T18:00:00"))
        let now = try #require(LocalMinute("2024-03-23T09:00"))
        var content = try TestScenario.content()
        content.revision = 2
        let seal = try #require(content.signed(with: TestScenario.key()).seal)
        func verdict(newest: Int?) throws -> DoorVerdict {
            let list = DoorList(
                madeAt: made, newest: newest, keys: [try TestScenario.key().publicKey], rooms: [:], tickets: [])
            return DoorCheck(list).judge(seal, room: "HD-03", at: now).verdict
        }
        #expect(try verdict(newest: 1) == .listOutOfDate(revision: 2, newest: 1))
        #expect(try verdict(newest: 2).isAdmitted)
        #expect(try verdict(newest: nil).isAdmitted)
    }

    @Test func aForgedTicketIsRefused() throws {
        let forger = try SigningKey.create()
        let seal = try #require(TestScenario.content().signed(with: forger).seal)
        #expect(try judge(seal, at: "2024-03-23T09:00") == .refused(.unknownKey(forger.id)))
        let both = try list(keys: [TestScenario.key().publicKey, forger.publicKey])
        #expect(try both.judge(seal, room: nil, at: #require(LocalMinute("2024-03-23T09:00"))).verdict.isAdmitted)
    }

    @Test func wordsOfTheScannerAreLeftOut() throws {
        let seal = try #require(TestScenario.content().seal)
        #expect(try judge("QR-Code:" + seal + "\r", at: "2024-03-23T09:00").isAdmitted)
        #expect(try judge("  " + seal.lowercased() + " \t", at: "2024-03-23T09:00").isAdmitted)
    }
}
