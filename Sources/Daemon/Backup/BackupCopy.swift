import CaseStore
import Evidence
import Foundation
import Storage

/// A second copy of a backup, on another disk.
public enum BackupCopy {
    private static let draftSuffix = ".part"

    /// Copies a backup into a directory that is there, and reads back what was written.
    ///
    /// It has its name only once all of it is there, durable, and as the manifest says. Pictures that an earlier copy
    /// has are linked, not copied.
    /// - Returns: where it is.
    /// - Throws: `BackupCopyError`, and errors of the stores and the file system; what was copied is taken away.
    public static func make(
        of backup: String,
        into directory: String,
        dataDirectory: String,
        progress: (String) -> Void = { _ in }
    ) throws -> String {
        // Never made: where a disk is not mounted, its place is on another one.
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw BackupCopyError(directory, "目录不存在（磁盘未挂载？）", "no such directory (is the disk mounted?)")
        }
        let name = URL(fileURLWithPath: backup).lastPathComponent
        let (path, draft) = (directory + "/" + name, directory + "/" + name + draftSuffix)
        guard !FileManager.default.fileExists(atPath: path) else {
            throw BackupCopyError(path, "已存在", "is there already")
        }
        try? FileManager.default.removeItem(atPath: draft)
        do {
            try fill(draft, from: backup, sharing: BackupShelf(directory, of: dataDirectory), progress)
            try FileManager.default.moveItem(atPath: draft, toPath: path)
            try StoreCopy.sync(directory)
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
        return path
    }

    private static func fill(
        _ draft: String,
        from backup: String,
        sharing shelf: BackupShelf,
        _ progress: (String) -> Void
    ) throws {
        guard let manifest = StoreBackup.manifest(backup) else {
            throw BackupCopyError(backup, "不是完整的备份", "no whole backup")
        }
        try FileManager.default.createDirectory(
            atPath: draft,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        for file in manifest.files {
            progress("copy \(file.name)")
            try FileManager.default.copyItem(atPath: backup + "/" + file.name, toPath: draft + "/" + file.name)
            try StoreCopy.sync(draft + "/" + file.name)
            let copied = try StoreBackup.describe(file.name, in: draft)
            guard copied.sha256 == file.sha256, copied.bytes == file.bytes else {
                throw BackupCopyError(draft + "/" + file.name, "与清单不符", "is not what the manifest says")
            }
        }
        let earlier = try shelf.backups().last.map { MediaStore(dataDirectory: shelf.directory + "/" + $0) }
        let evidence = try EvidenceCopy.run(
            of: try CaseReader(directory: draft),
            from: MediaStore(dataDirectory: backup),
            to: MediaStore(dataDirectory: draft),
            sharing: earlier,
            progress
        )
        if let difference = evidence.difference {
            throw BackupCopyError("\(draft)/\(difference.place)", difference.zh, difference.en)
        }
        let name = StoreBackup.manifestName
        try FileManager.default.copyItem(atPath: backup + "/" + name, toPath: draft + "/" + name)
        try StoreCopy.sync(draft + "/" + name)
        try StoreCopy.sync(draft)
    }
}

/// Why there is no second copy.
public struct BackupCopyError: Error, Sendable {
    /// Where.
    public let place: String
    /// What is wrong.
    public let words: BilingualText

    init(_ place: String, _ zh: String, _ en: String) { (self.place, words) = (place, BilingualText(zh, en)) }
}
