import Exams
import Foundation

/// The right to write, held by one process at a time from the first look to the last commit: a release spans many
/// transactions, and between two of them nobody may change the plan under it.
///
/// An advisory `flock` on a file beside the database. The kernel lets go of it when the process ends, however it
/// ends, so a crash leaves no stale lock. The file says who holds it; its modification time says since when. It is
/// never deleted: a lock on an unlinked file would exclude nobody.
final class WriteLock {
    private let descriptor: Int32

    /// - Throws: `writer-busy`, naming process, purpose and since when.
    init(database path: String, purpose: String) throws(StorageFault) {
        let lockPath = path + ".lock"
        // From here on `deinit` closes it, also where this throws.
        descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageFault(
                .failed, "lock-unwritable",
                cause: "\(lockPath) 写不进去 (cannot be written: \(String(cString: strerror(errno))))。",
                action: "检查数据库所在文件夹的写入权限。")
        }
        guard WriteLock.take(descriptor) else {
            throw StorageFault(
                .busy, "writer-busy", cause: "\(WriteLock.holder(descriptor))正在写这个数据库 (another process is writing)。",
                action: "等它写完再运行；其间可以查看。")
        }
        let note = Array("进程 \(getpid())（\(purpose)）".utf8)
        // The note only serves the message above: the lock holds without it.
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, note, note.count, 0)
    }

    /// Lets go by name: a program that another thread is just starting has the descriptor too, until its exec.
    deinit {
        guard descriptor >= 0 else { return }
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// A holder that is killed while it starts a program leaves the lock to that for a few milliseconds, so one whose
    /// holder is gone is worth a short wait.
    private static func take(_ descriptor: Int32) -> Bool {
        for _ in 0..<50 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            guard let process = process(note(descriptor)), kill(process, 0) != 0, errno == ESRCH else { return false }
            usleep(10_000)
        }
        return false
    }

    private static func holder(_ descriptor: Int32) -> String {
        let note = note(descriptor)
        var status = stat()
        guard !note.isEmpty, fstat(descriptor, &status) == 0 else { return "另一个进程" }
        let since = LocalSecond(number: Int(status.st_mtim.tv_sec) + LocalSecond.shanghaiOffset)
        return "\(note)从 \(since) 起"
    }

    private static func note(_ descriptor: Int32) -> String {
        var note = [UInt8](repeating: 0, count: 200)
        let length = pread(descriptor, &note, note.count, 0)
        return String(decoding: note.prefix(max(length, 0)), as: UTF8.self)
    }

    private static func process(_ note: String) -> pid_t? {
        pid_t(note.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber })
    }
}

extension LocalSecond {
    /// Seconds that Shanghai is ahead of UTC: one zone, no summer time since 1991.
    static let shanghaiOffset = 8 * 3600
}
