import Exams

/// Which folder a database releases into. Both sides carry the other's id, so that neither a wrong path nor a disk
/// that is not mounted is taken for the folder that candidates are served from.
package struct ReleaseOffice: Equatable, Sendable {
    /// Given to the database when it was made; a copy of the file has the same.
    package var id: String
    /// Of the folder in use; nil before the first release.
    package var folder: String?
}

extension Store {
    package func releaseOffice() throws(StorageFault) -> ReleaseOffice {
        let office = try connection.first("SELECT id, folder FROM office") { row in
            ReleaseOffice(id: row.text(0), folder: row.textIfPresent(1))
        }
        guard let office else { throw .damaged("数据库没有编号 (the database has lost its id)。") }
        return office
    }
}

extension Writer {
    /// From now on tickets go into this folder, and into no other.
    package func useFolder(_ folder: String, at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            try connection.run("UPDATE office SET folder = ?", folder)
            try appendEvent(.folderChosen, of: "folder/\(folder)", detail: [:], at: now)
        }
    }
}
