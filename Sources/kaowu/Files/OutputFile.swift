import Exams
import Foundation

/// Writes a file whole or not at all: a temporary neighbour, flushed to the disk, then renamed. Whoever looks sees
/// the old file or the new one, never half of one.
enum OutputFile {
    /// - Parameter isPrivate: only the owner may read it, because it holds personal data.
    static func write(_ bytes: some Sequence<UInt8>, to path: String, isPrivate: Bool = false) throws(Mistakes) {
        try refuseFolder(path)
        if isStream(path) { return try pass(Array(bytes), to: path) }
        let temporary = path + ".writing-\(getpid())"
        let descriptor = open(
            temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
        guard descriptor >= 0 else { throw system(path, errno) }
        let isWritten = write(Array(bytes), descriptor) && fsync(descriptor) == 0
        var reason = errno
        close(descriptor)
        if isWritten && rename(temporary, path) == 0 { return }
        if isWritten { reason = errno }
        unlink(temporary)
        throw system(path, reason)
    }

    /// What is read must not be written over.
    static func requireOther(_ path: String, than input: String) throws(Mistakes) {
        var (out, read) = (stat(), stat())
        if stat(path, &out) == 0, stat(input, &read) == 0, out.st_dev == read.st_dev, out.st_ino == read.st_ino {
            throw mistake(path, "这是正在读的文件，不能写在它上面 (this is the input)", "换一个文件名")
        }
    }

    /// For long work: says before it, not after, that its result could not be written. Leaves nothing behind.
    static func requireWritable(_ path: String) throws(Mistakes) {
        try refuseFolder(path)
        if isStream(path) {
            guard access(path, W_OK) == 0 else { throw system(path, errno) }
            return
        }
        let temporary = path + ".writing-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw system(path, errno) }
        close(descriptor)
        unlink(temporary)
    }

    /// A device, a pipe or the program's own output, such as /dev/stdout: nothing may be renamed into its place.
    private static func isStream(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && (status.st_mode & S_IFMT != S_IFREG || ownOutput(path) != nil)
    }

    /// Standard output or error, if the path leads there.
    private static func ownOutput(_ path: String) -> Int32? {
        var (status, own) = (stat(), stat())
        guard stat(path, &status) == 0 else { return nil }
        return [STDOUT_FILENO, STDERR_FILENO].first {
            fstat($0, &own) == 0 && own.st_dev == status.st_dev && own.st_ino == status.st_ino
        }
    }

    private static func pass(_ bytes: [UInt8], to path: String) throws(Mistakes) {
        let own = ownOutput(path)
        let descriptor = own ?? open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw system(path, errno) }
        let isWritten = write(bytes, descriptor)
        let reason = errno
        if own == nil { close(descriptor) }
        if !isWritten { throw system(path, reason) }
    }

    private static func refuseFolder(_ path: String) throws(Mistakes) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw mistake(path, "这里已有同名的文件夹", "换一个文件名")
        }
    }

    /// Makes the folder and those above it; one that is there already is as good.
    static func makeFolder(_ path: String) throws(Mistakes) {
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path, isDirectory: true), withIntermediateDirectories: true)
        } catch {
            throw mistake(path, "建不了这个文件夹", "检查上一级文件夹的写入权限，以及有没有同名的文件")
        }
    }

    /// Renames a file; one that is there under the new name is never replaced.
    static func move(_ path: String, to target: String) throws(Mistakes) {
        guard access(target, F_OK) != 0 else { throw mistake(target, "这里已有同名的文件", "先移走它") }
        guard rename(path, target) == 0 else { throw system(target, errno) }
    }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return false }
            offset += count
        }
        return true
    }

    private static func system(_ path: String, _ reason: Int32) -> Mistakes {
        mistake(path, "写不了这个文件（\(String(cString: strerror(reason)))）", "检查文件夹是否存在、写入权限和磁盘空间")
    }

    private static func mistake(_ path: String, _ cause: String, _ action: String) -> Mistakes {
        Mistakes([Mistake(code: "output-unwritable", file: path, cause: cause + "。", action: action + "。")])
    }
}
