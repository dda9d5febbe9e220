import Foundation

/// The 新职业 annexes of Beijing's human resources bureau: the occupations that institutions may be selected for,
/// and what each level is called for. Levels belong to the pair of occupation and work type: 建筑信息模型技术员
/// is examined at levels 3 and 2 only in a named direction, at 5, 4 and 1 only without one.
package struct NewOccupations: Codable, Equatable, Sendable {
    package struct Occupation: Codable, Equatable, Sendable {
        package var number: Int
        /// 职业编码, `4-01-02-07`.
        package var code: String
        package var name: String
        package var source: Source
        package var workTypes: [WorkType]
    }

    package struct WorkType: Codable, Equatable, Sendable {
        /// Nil where the list has `——`. `（不分方向）` is a name.
        package var name: String?
        package var levels: [Level]
        package var source: Source
    }

    package var title: Sourced<String>
    /// 每年组织认定工作不少于两次 (annex 5, commitment 6).
    package var sittingsLeastPerYear: Sourced<Int>
    package var occupations: [Occupation]
}

extension NewOccupations {
    static let fileName = "NewOccupations.json"

    /// The list that comes with the program.
    package static func shipped(in files: ShippedFiles = .current) throws -> NewOccupations {
        try read(from: files.data(fileName, in: RuleBook.folder), file: fileName)
    }

    /// Reads the list and checks it. Throws `Mistakes`.
    package static func read(from data: Data, file: String) throws -> NewOccupations {
        let list = try DataReader.decode(NewOccupations.self, from: data, file: file)
        let mistakes = try DataReader.leftovers(list, in: data, file: file) + list.contradictions(file: file)
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return list
    }

    package func occupation(named name: String) -> Occupation? { occupations.first { $0.name == name } }

    private func contradictions(file: String) -> [Mistake] {
        var mistakes: [Mistake] = []
        func add(_ code: String, _ column: String, _ cause: String) {
            let action = "Compare with the lines of the annex."
            mistakes.append(Mistake(code: code, file: file, column: column, cause: cause, action: action))
        }
        for (index, occupation) in occupations.enumerated() {
            let place = "occupations[\(index)]"
            if occupations[..<index].contains(where: { $0.name == occupation.name || $0.code == occupation.code }) {
                add("row-duplicate", place, "\(occupation.name) or its code is listed twice")
            }
            for (position, workType) in occupation.workTypes.enumerated() {
                let column = "\(place).workTypes[\(position)]"
                if workType.levels.isEmpty { add("level-missing", column, "no level is listed") }
                if occupation.workTypes[..<position].contains(where: { $0.name == workType.name }) {
                    add("row-duplicate", column, "the work type is listed twice")
                }
            }
        }
        return mistakes
    }
}
