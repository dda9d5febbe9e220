import Exams
import Foundation

/// A file or folder the user named. Says what is wrong with it in the user's words before any reader sees it.
enum InputFile {
    static func data(at path: String) throws(Mistakes) -> Data {
        switch kind(of: path) {
        case .typeRegular?, .typeSymbolicLink?, .typeCharacterSpecial?, .typeUnknown?: break
        case .typeDirectory?: throw mistake("file-is-folder", path, "这里要的是文件，给的是文件夹", "写出文件夹里那个文件的名称")
        case nil: throw mistake("file-missing", path, "没有这个文件", "检查路径和文件名")
        default: throw mistake("file-special", path, "这不是普通文件", "给一个普通文件")
        }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw mistake("file-unreadable", path, "读不了这个文件", "检查它的读取权限")
        }
    }

    static func folder(at path: String) throws(Mistakes) -> URL {
        switch kind(of: path) {
        case .typeDirectory?: return URL(fileURLWithPath: path, isDirectory: true)
        case nil: throw mistake("folder-missing", path, "没有这个文件夹", "检查路径")
        default: throw mistake("folder-is-file", path, "这里要的是文件夹，给的是文件", "给出表格所在的文件夹")
        }
    }

    /// A database that is there: a mistyped path must not become a new one.
    static func database(at path: String) throws(Mistakes) -> String {
        guard exists(path) else { throw mistake("file-missing", path, "没有这个文件", "检查路径；新数据库由 kaowu import 建立") }
        return try newOrExistingDatabase(at: path)
    }

    /// Refuses what is no database before the store opens it: the store makes its file private, and no other file
    /// may be touched.
    static func newOrExistingDatabase(at path: String) throws(Mistakes) -> String {
        guard let kind = kind(of: path) else { return path }
        if kind == .typeDirectory {
            throw mistake("file-is-folder", path, "这里要的是文件，给的是文件夹", "写出数据库文件的名称")
        }
        guard kind == .typeRegular else { throw mistake("not-a-database", path, "这不是数据库文件", "给出另一个文件") }
        let start: Data
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            start = try file.read(upToCount: databaseMark.count) ?? Data()
        } catch {
            throw mistake("file-unreadable", path, "读不了这个文件", "检查它的读取权限")
        }
        guard start.isEmpty || start == databaseMark else {
            throw mistake("not-a-database", path, "这不是数据库文件", "给出另一个文件")
        }
        return path
    }

    /// The first sixteen bytes of every SQLite file.
    private static let databaseMark = Data("SQLite format 3\0".utf8)

    static func exists(_ path: String) -> Bool { kind(of: path) != nil }

    /// Of what a link leads to.
    private static func kind(of path: String) -> FileAttributeType? {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        do {
            return try FileManager.default.attributesOfItem(atPath: resolved)[.type] as? FileAttributeType
        } catch {
            return nil
        }
    }

    private static func mistake(_ code: String, _ path: String, _ cause: String, _ action: String) -> Mistakes {
        Mistakes([Mistake(code: code, file: path, cause: cause + "。", action: action + "。")])
    }
}
