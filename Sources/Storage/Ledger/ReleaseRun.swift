import Exams

/// One run of the release, for `status`.
package struct ReleaseRun: Equatable, Sendable {
    package enum State: String, Sendable {
        /// Also of a run that was killed: the next one completes its work.
        case running
        case finished
        case failed
    }

    package var now: LocalSecond
    package var state: State
    package var released: Int
    package var failure: String?
    /// Of everything a person had to see to when it ended; equal for equal lists.
    package var concerns: Digest?
}

extension Writer {
    /// - Returns: the run's id.
    package func beginRun(at now: LocalSecond) throws(StorageFault) -> Int {
        try connection.transaction { () throws(StorageFault) in
            try connection.run("INSERT INTO release_run (now, state) VALUES (?, 'running')", now)
            return connection.lastInserted
        }
    }

    package func endRun(_ run: Int, released: Int, failure: String? = nil, concerns: Digest? = nil) throws(StorageFault)
    {
        let state: ReleaseRun.State = failure == nil ? .finished : .failed
        try connection.transaction { () throws(StorageFault) in
            try connection.run(
                "UPDATE release_run SET state = ?, released = ?, failure = ?, concerns = ? WHERE id = ?",
                state.rawValue, released, failure, concerns, run)
        }
    }
}

extension Store {
    /// Nil before the first.
    package func lastRun() throws(StorageFault) -> ReleaseRun? {
        try connection.first("SELECT now, state, released, failure, concerns FROM release_run ORDER BY id DESC LIMIT 1")
        {
            row throws(StorageFault) in
            ReleaseRun(
                now: try row.value(0), state: try row.kind(1), released: row.integer(2), failure: row.textIfPresent(3),
                concerns: row.textIfPresent(4).map(Digest.init(stored:)))
        }
    }
}
