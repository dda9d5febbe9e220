import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "solve": exit(SolveCommand.run(Array(arguments.dropFirst())))
case "score": exit(ScoreCommand.run(Array(arguments.dropFirst())))
default: print("kaowu")
}
