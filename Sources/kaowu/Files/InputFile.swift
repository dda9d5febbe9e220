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

    /// For what would otherwise be made empty: a mistyped database path must not become a new database.
    static func existing(_ path: String) throws(Mistakes) -> String {
        switch kind(of: path) {
        case nil: throw mistake("file-missing", path, "没有这个文件", "检查路径；新数据库由 kaowu import 建立")
        case .typeDirectory?: throw mistake("file-is-folder", path, "这里要的是文件，给的是文件夹", "写出数据库文件的名称")
        default: return path
        }
    }

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
