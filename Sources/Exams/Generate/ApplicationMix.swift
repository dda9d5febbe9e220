/// How a generated list is mixed, in people per thousand.
package struct ApplicationMix: Equatable, Sendable {
    /// Registered by an employer or school together with 4 to 59 others.
    package var inGroups = 350
    package var retakes = 80
    /// Also applies for a second programme of the same institution.
    package var secondProgramme = 40
    /// Also applies at a second institution.
    package var secondInstitution = 30
    package var wishesVenue = 200
    package var wishesDistrict = 150
    package var unpaid = 25
    package var underpaid = 5
    package var late = 20
    package var withdrawn = 20
    package var rejected = 20
    package var notReviewed = 10
    /// Needs a room of a kind that the template's rooms offer (无障碍, 前排).
    package var needs = 15
    package var extraTime = 6
    /// Of those who apply where the notice bans cheats.
    package var banned = 20

    package init() {}
}
