import Dispatch
import Synchronization

/// A value that is worked out on another core while this one goes on, until somebody asks for it.
package final class Aside<Value: Sendable, Failure: Error>: Sendable {
    private let work = DispatchGroup()
    private let outcome = Mutex<Result<Value, Failure>?>(nil)

    package init(_ body: @escaping @Sendable () throws(Failure) -> Value) {
        DispatchQueue.global().async(group: work) { [self] in
            let result = Result(catching: body)
            outcome.withLock { $0 = result }
        }
    }

    /// Waits until it is there.
    package func value() throws(Failure) -> Value {
        work.wait()
        guard let result = outcome.withLock({ $0 }) else { preconditionFailure("work ended without an outcome") }
        return try result.get()
    }
}
