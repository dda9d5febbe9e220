import Foundation

exit(Dispatcher(terminal: Terminal()).run(Array(CommandLine.arguments.dropFirst())).rawValue)
