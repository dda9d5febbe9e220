import Exams
import Testing
import Verifying

/// Laws 6 to 14: seats, rooms, staff, enrolment and released tickets.
@Suite struct RoomLawTests {
    @Test func seatUseByOnePerson() {
        var example = Example()
        example.plan.placements[1].subjects[0].column = 1
        #expect(example.broken == [.seatUse])
    }

    @Test(arguments: [(0, 1), (4, 1), (1, 0), (1, 4), (-1, Int.max)])
    func seatUseInsideTheGrid(row: Int, column: Int) {
        var example = Example()
        example.plan.placements[0].subjects[0].row = row
        example.plan.placements[0].subjects[0].column = column
        #expect(example.broken == [.seatUse])
    }

    @Test func seatUseNeverOfABlockedMachine() {
        var example = Example()
        example.problem.venues[0].rooms[0].blocked = [[3, 3], [1, 2]]
        #expect(example.broken == [.seatUse])
        example.problem.venues[0].rooms[0].blocked = [[3, 3], [2, 1]]
        #expect(example.broken == [])
    }

    @Test func spareMachinesStayFree() {
        var example = Example()
        example.problem.venues[0].rooms[0].columns = 2
        example.problem.venues[0].rooms[0].rows = 1
        #expect(example.broken == [.spareMachines])
        example.problem.policy.spare = [1, 1]
        #expect(example.broken == [])
        example.problem.policy.spare = [10, 11]
        example.problem.venues[0].rooms[0].rows = 2
        #expect(example.broken == [], "⌊4·10/11⌋ = 3")
        example.problem.venues[0].rooms[0].blocked = [[2, 1], [2, 2], [2, 1]]
        #expect(example.broken == [.spareMachines], "⌊2·10/11⌋ = 1")
    }

    @Test func roomFitnessForSubjectAndPerson() {
        var example = Example()
        example.problem.programmes[0].subjects[1].needs = ["CAD"]
        #expect(example.broken == [.roomFitness])
        example.problem.venues[0].rooms[0].offers = ["CAD"]
        #expect(example.broken == [])
        example.problem.applications[0].needs = ["step-free"]
        #expect(example.broken == [.roomFitness])
        example.problem.venues[0].rooms[0].offers = ["step-free", "CAD"]
        #expect(example.broken == [])
    }

    @Test func roomFitnessForTheInstitution() {
        var example = Example()
        example.problem.venues[0].rooms[0].institutions = []
        #expect(example.broken == [.roomFitness])
        example.problem.venues[0].rooms[0].institutions = ["B", "A"]
        #expect(example.broken == [])
    }

    @Test func roomFitnessKeepsExtraTimeApart() {
        var example = Example()
        example.add("a3", person: "p3", "P1", "R1", 2, 1)
        example.problem.applications[2].extraMinutes = 0
        #expect(example.broken == [])
        example.problem.applications[2].extraMinutes = 10
        #expect(example.broken == [.roomFitness])
        example.plan.placements[2].subjects[0].room = "R2"
        #expect(example.broken == [])
    }

    @Test func roomOpenInsideOneSpan() {
        var example = Example()
        example.problem.venues[0].rooms[0].open = []
        #expect(example.broken == [.roomOpen])
        example.problem.venues[0].rooms[0].open = [
            [minute("2024-03-16T09:00"), minute("2024-03-16T10:30")],
            [minute("2024-03-16T11:00"), minute("2024-03-16T12:30")],
        ]
        #expect(example.broken == [])
        example.problem.venues[0].rooms[0].open = [
            [minute("2024-03-16T09:00"), minute("2024-03-16T12:00")],
            [minute("2024-03-16T12:00"), minute("2024-03-16T12:30")],
        ]
        #expect(example.broken == [.roomOpen], "a period lies inside one span, not across two")
    }

    @Test func roomOpenAfterItsTurnover() {
        var example = Example()
        example.problem.venues[0].rooms[0].turnoverMinutes = 30
        #expect(example.broken == [])
        example.problem.venues[0].rooms[0].turnoverMinutes = 31
        #expect(example.broken == [.roomOpen])
    }

    @Test func roomOpenForOnePeriodAtATime() {
        var example = Example()
        example.problem.sittings[0].periods.append(period("P4", "2024-03-16", "09:00", "10:30"))
        example.add("a3", person: "p3", "P4", "R1", 2, 2)
        #expect(example.broken == [.roomOpen], "the same times, but two periods")
        example.plan.placements[2].subjects[0].room = "R2"
        #expect(example.broken == [])
        example.problem.sittings[0].periods[5] = period("P4", "2024-03-16", "10:30", "11:00")
        example.problem.programmes[1].subjects[0].minutes = 30
        example.plan.placements[2].subjects[0].room = "R1"
        #expect(example.broken == [], "periods that touch do not overlap")
    }

    @Test func oneClockGivesEverybodyTheirTime() {
        var example = Example()
        example.problem.programmes[0].subjects[0].minutes = 91
        #expect(example.broken == [.oneClock])
        example.problem.programmes[0].subjects[0].minutes = 60
        for index in 0...1 { example.problem.applications[index].extraMinutes = 1 }
        #expect(example.broken == [.oneClock], "skill takes the whole period already")
        example.problem.programmes[0].subjects[1].minutes = 89
        #expect(example.broken == [])
    }

    @Test func staffAtEveryInstant() {
        var example = Example()
        example.problem.venues[0].invigilators = 2
        #expect(example.broken == [])
        example.problem.venues[0].invigilators = 1
        #expect(example.broken == [.staff])
        example.problem.venues[0].invigilators = 2
        example.problem.sittings[0].periods.append(period("P4", "2024-03-16", "08:00", "09:00"))
        example.add("a3", person: "p3", "P4", "R2", 1, 1)
        #expect(example.broken == [], "who leaves at nine is free at nine")
        example.problem.sittings[0].periods[5].end = minute("2024-03-16T09:01")
        #expect(example.broken == [.staff])
    }

    @Test func staffGrowsWithThePeople() {
        var example = Example()
        example.problem.policy.invigilatorsLeast = 1
        example.problem.policy.invigilatorFor = 2
        example.problem.venues[0].invigilators = 1
        #expect(example.broken == [])
        example.add("a3", person: "p3", "P1", "R1", 2, 2)
        #expect(example.broken == [.staff], "⌈3/2⌉ = 2")
    }

    @Test func calendarForbidsLostPeriods() {
        var example = Example()
        example.problem.sittings[0].periods[1].lost = false
        #expect(example.broken == [])
        example.problem.sittings[0].periods[1].lost = true
        #expect(example.broken == [.calendar])
    }

    @Test func minimumEnrolmentOrNobody() {
        var example = Example()
        example.problem.programmes[0].minimumEnrolment = 2
        example.problem.programmes[1].minimumEnrolment = 9
        #expect(example.broken == [])
        example.problem.programmes[0].minimumEnrolment = 3
        #expect(example.broken == [.minimumEnrolment])
    }

    @Test func minimumEnrolmentIsPerSitting() {
        var example = Example()
        example.problem.programmes[0].minimumEnrolment = 2
        example.plan.placements[1] = Placement(
            application: "a2", sitting: "S4", wave: 1, subjects: whole("T1", "T2", "R1", 1, 2))
        #expect(example.broken == [.minimumEnrolment])
    }

    @Test func releasedIsAccountedForInTierZero() {
        var example = Example()
        example.problem.released = example.plan.placements
        #expect(example.broken == [.released])
        let unchanged = Measure.list([0, 0, 0, 0, 0, 0])
        example.plan.tiers = [Tier(tier: 0, value: unchanged, bound: unchanged, status: .proved)]
        #expect(example.broken == [])
        example.plan.placements[0].subjects[0].row = 2
        #expect(example.broken == [.released])
        example.plan.tiers[0].value = .list([0, 0, 0, 0, 0, 1])
        #expect(example.broken == [])
    }
}
