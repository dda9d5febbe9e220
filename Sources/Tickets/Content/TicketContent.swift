import Exams

/// Everything one 准考证 says, ready to be drawn: no lookup, no clock and no rule is left to the drawing.
///
/// The fields are those the notices ask the candidate to check (name, document number, photo, occupation and work
/// type, level: BJKJ line 104), time and place (ZJCX line 74) and the institution's words to candidates (CECC
/// line 53), with what the door needs: seats, check-in times, revision and signature.
package struct TicketContent: Equatable, Sendable {
    /// One row of the ticket's table.
    package struct Session: Equatable, Sendable {
        package var subject: Subject
        package var start: LocalMinute
        package var end: LocalMinute
        package var venue: String
        package var address: String
        /// The room's id, for the seal.
        package var room: String
        package var roomName: String
        package var seat: SeatNumber

        package init(
            subject: Subject, start: LocalMinute, end: LocalMinute, venue: String, address: String, room: String,
            roomName: String, seat: SeatNumber
        ) {
            self.subject = subject
            self.start = start
            self.end = end
            self.venue = venue
            self.address = address
            self.room = room
            self.roomName = roomName
            self.seat = seat
        }
    }

    /// The institution's name, and its short code for the seal.
    package var institution: String
    package var institutionID: String
    package var sitting: String
    package var month: Month
    package var number: TicketNumber
    package var name: String
    package var documentType: DocumentType
    /// In full: the candidate must check it (BJKJ line 104).
    package var documentNumber: String
    /// Nil leaves the frame empty, for a photo to be pasted.
    package var photo: Photo?
    /// Where the room is, if the venue has a map.
    package var map: Picture?
    package var occupation: String
    package var workType: String?
    package var level: Level
    /// 报名单位; nil for a person who registered alone.
    package var unit: String?
    /// In the order they are sat.
    package var sessions: [Session]
    package var notices: [String]
    package var servicePhone: String
    /// From 1; one more each time a released ticket is replaced.
    package var revision: Int
    /// The moment whose state of things the ticket shows.
    package var printedAsOf: LocalSecond
    /// Whether the person was made up for a trial.
    package var isSpecimen: Bool
    /// The text of the QR code (`TicketSeal.seal`); a ticket without one is not drawn.
    package var seal: String?

    package init(
        institution: String, institutionID: String, sitting: String, month: Month, number: TicketNumber, name: String,
        documentType: DocumentType, documentNumber: String, photo: Photo? = nil, map: Picture? = nil,
        occupation: String, workType: String?, level: Level, unit: String?, sessions: [Session], notices: [String],
        servicePhone: String,
        revision: Int, printedAsOf: LocalSecond, isSpecimen: Bool, seal: String? = nil
    ) {
        self.institution = institution
        self.institutionID = institutionID
        self.sitting = sitting
        self.month = month
        self.number = number
        self.name = name
        self.documentType = documentType
        self.documentNumber = documentNumber
        self.photo = photo
        self.map = map
        self.occupation = occupation
        self.workType = workType
        self.level = level
        self.unit = unit
        self.sessions = sessions
        self.notices = notices
        self.servicePhone = servicePhone
        self.revision = revision
        self.printedAsOf = printedAsOf
        self.isSpecimen = isSpecimen
        self.seal = seal
    }
}

extension TicketContent {
    /// What the QR code says: from the opening of the venue before the first session to the end of the last.
    package var sealPayload: SealPayload {
        let start = sessions.map(\.start).min() ?? month.firstDay.start
        return SealPayload(
            institution: institutionID, number: number, sitting: sitting,
            seats: sessions.map {
                SealPayload.Seat(
                    subject: $0.subject, start: $0.start, end: $0.end, room: $0.room, seat: $0.seat.number)
            },
            revision: revision, notBefore: start + -CheckIn.venueOpensBefore,
            notAfter: sessions.map(\.end).max() ?? start)
    }

    package func signed(with key: SigningKey) -> TicketContent {
        var copy = self
        copy.seal = TicketSeal.seal(sealPayload, with: key)
        return copy
    }
}

/// When a candidate may come in. No notice sets these times; they are the custom of skill certification and of
/// professional examinations at machines, and CECC (line 91) advises to come an hour early.
package enum CheckIn {
    /// Minutes before the start at which the venue opens.
    package static let venueOpensBefore = 60
    /// Minutes before the start at which the room opens.
    package static let roomOpensBefore = 30
    /// Minutes after the start at which nobody is let in any more.
    package static let closesAfter = 30

    package static func roomOpens(_ start: LocalMinute) -> LocalMinute { start + -roomOpensBefore }
    package static func closes(_ start: LocalMinute) -> LocalMinute { start + closesAfter }
}
