/// The command line is wrong; nothing was done.
struct UsageFault: Error {
    let cause: String
    let action: String

    init(_ cause: String, _ action: String) {
        self.cause = cause
        self.action = action
    }
}
