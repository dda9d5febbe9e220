import Foundation

/// Another program, run until it ends or patience does.
///
/// Not Foundation's `Process`: on Linux that learns of an end from a socket which the program's own children hold as
/// well. A mail system that takes a message and delivers it in the background, as Exim does, would seem to hang, and
/// a message that was taken would be sent again.
enum ChildProcess {
    enum Ending: Equatable {
        case notStarted
        case exited(Int32)
        case signalled
        case outOfPatience
    }

    /// - Parameters:
    ///   - input: a descriptor, read as its standard input.
    ///   - complaint: a descriptor, written as its standard error; nil for nowhere. What it prints goes nowhere.
    ///   - patience: in seconds. After that it is killed.
    static func run(
        _ program: String, _ arguments: [String], input: Int32, complaint: Int32?, patience: Double
    ) -> Ending {
        guard let process = start([program] + arguments, input: input, complaint: complaint) else { return .notStarted }
        if let status = end(of: process, within: patience) {
            // As `wait(2)` has it: the low seven bits are a signal, the next eight a code.
            return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled
        }
        kill(process, SIGKILL)
        _ = end(of: process, within: 1)
        return .outOfPatience
    }

    /// What else is open here was opened to be closed there (`O_CLOEXEC`); signals mean to it what they mean to any
    /// program.
    private static func start(_ words: [String], input: Int32, complaint: Int32?) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // In this order none is lost, even where 0, 1 or 2 was closed before and is one of ours now.
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        if let complaint { posix_spawn_file_actions_adddup2(&actions, complaint, 2) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        if complaint == nil { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        return posix_spawn(&process, words[0], &actions, &attributes, &arguments, environ) == 0 ? process : nil
    }

    /// - Returns: its status; nil if it goes on.
    private static func end(of process: pid_t, within seconds: Double) -> Int32? {
        let patience = ContinuousClock.now + .seconds(seconds)
        var (status, pause) = (Int32(0), 500)
        while true {
            if waitpid(process, &status, WNOHANG) == process { return status }
            if ContinuousClock.now > patience { return nil }
            usleep(UInt32(pause))
            pause = min(pause * 2, 20_000)
        }
    }
}
