/// What a script learns from a run.
enum ExitCode: Int32 {
    case done = 0
    /// The input or the plan is at fault; the messages say where.
    case atFault = 1
    /// The command line itself is wrong; nothing was done.
    case usage = 2
    /// Somebody else is writing to the database; the same call may succeed later.
    case busy = 3
    /// Not everything went out, because of a disk, a mail system or a single ticket; what was done is kept, the next
    /// run goes on, and a person should look.
    case incomplete = 4
    /// A fault of the program, to be reported.
    case bug = 70
}
