import Exams
import Tickets
import Verifying

enum CheckCommand: Command {
    static let name = "check"
    static let summary = Words("检查场景文件夹，一次列出全部错误", "check a scenario folder and list all its mistakes")
    static let signature = Signature(
        words: [Signature.Word(name: "SCENARIO", help: Words("场景文件夹", "a scenario folder"))],
        options: [Common.json.declared])

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let folder = try InputFile.folder(at: given.words[0])
        do throws(Mistakes) {
            let (scenario, remarks) = try Scenario.read(folder: folder)
            let contradictions = validate(problem: scenario.problem())
            guard contradictions.isEmpty else { throw Mistakes(contradictions) }
            let pictures = PhotoFolder(root: folder)
            let notes =
                try remarks + DrawableTexts.notes(scenario) + pictures.mapNotes(scenario)
                + UnprintablePhotos.notes(scenario, in: pictures)
            return try tell(scenario, notes, given, terminal)
        } catch {
            guard given[Common.json] else { throw error }
            try terminal.say(json: Record(mistakes: error.all))
            return .atFault
        }
    }

    private static func tell(
        _ scenario: Scenario, _ notes: [Mistake], _ given: Given, _ terminal: Terminal
    ) throws(Mistakes) -> ExitCode {
        if given[Common.json] {
            try terminal.say(json: Record(scenario: scenario, notes: notes))
            return .done
        }
        try terminal.say(ScenarioReport.text(scenario))
        if !notes.isEmpty {
            try terminal.say("\n请留意 \(notes.count) 处（不妨碍导入）：\n" + MistakeTable.text(notes))
        }
        return .done
    }

    private struct Record: Encodable {
        let isValid: Bool
        let mistakes: [MistakeRecord]
        let notes: [MistakeRecord]
        let sittings: Int?
        let rooms: Int?
        let people: Int?
        let applications: Int?

        init(mistakes: [Mistake]) {
            isValid = false
            self.mistakes = mistakes.map(MistakeRecord.init)
            notes = []
            (sittings, rooms, people, applications) = (nil, nil, nil, nil)
        }

        init(scenario: Scenario, notes: [Mistake]) {
            isValid = true
            mistakes = []
            self.notes = notes.map(MistakeRecord.init)
            sittings = scenario.sittings.count
            rooms = scenario.venues.map(\.venue.rooms.count).reduce(0, +)
            people = scenario.people.count
            applications = scenario.registrations.count
        }
    }
}
