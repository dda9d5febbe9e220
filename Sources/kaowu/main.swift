import Exams
import Foundation
import Planning

let arguments = CommandLine.arguments
let problem = try JSONDecoder().decode(Problem.self, from: Data(contentsOf: URL(fileURLWithPath: arguments[3])))
let plan = Planner().plan(problem)
let encoder = JSONEncoder()
encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
try encoder.encode(plan).write(to: URL(fileURLWithPath: arguments[5]))
