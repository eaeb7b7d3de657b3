import Access
import CaseStore
import Evidence
import Foundation
import Storage
public import Units

/// Brings a backup back: to a new place beside the stores, checked there, then swapped with them.
///
/// What lay there is kept in `replaced-<instant>`. The case store begins a new life: whoever mirrors it begins anew, and
/// what the journal or the log know of the old life says nothing of the new one.
public enum StoreRestore {
    /// Lies in the data directory from the first file moved to the last one: a daemon that finds it does not start.
    public static let markName = "restore.incomplete"
    private static let newName = "restore.new"

    /// What a restore has come to.
    public struct Outcome: Sendable {
        /// Where the replaced files are; `nil` when there were none.
        public var replaced: String?
        /// When the backup was made from which tokens and audit were brought back; `nil` where those that are there stay. A token
        /// that was revoked since is good again.
        public var tokensOf: Instant?
    }

    /// Restores a backup; the caller holds the writer's lock.
    ///
    /// - Throws: `RestoreError` when the backup is not whole, `StoreError` and errors of the file system; nothing was replaced
    ///   unless the mark lies there, and then the same command goes on.
    public static func run(
        _ backup: String,
        into directory: String,
        at now: Instant,
        progress: (String) -> Void = { _ in }
    ) throws -> Outcome {
        let manifest = try readManifest(backup)
        let staged = directory + "/" + newName
        try? FileManager.default.removeItem(atPath: staged)
        try FileManager.default.createDirectory(atPath: staged, withIntermediateDirectories: true)
        do {
            try stage(manifest, of: backup, in: staged, progress)
        } catch {
            try? FileManager.default.removeItem(atPath: staged)
            throw error
        }
        // An older list of tokens would let in again whom somebody has shut out, and an older audit would hide what was
        // looked at since: only where there is none is it brought back.
        let hasAccess = FileManager.default.fileExists(atPath: directory + "/" + AccessStore.fileName)
        let names = manifest.files.map(\.name).filter { $0 != AccessStore.fileName || !hasAccess }
        return Outcome(
            replaced: try swap(staged, directory, names, at: now),
            tokensOf: names.contains(AccessStore.fileName) ? manifest.madeAt : nil
        )
    }

    /// Copies a backup to where it is to be proved, and proves it.
    private static func stage(
        _ manifest: StoreBackup.Manifest,
        of backup: String,
        in staged: String,
        _ progress: (String) -> Void
    ) throws {
        for file in manifest.files {
            progress(file.name)
            guard FileManager.default.fileExists(atPath: backup + "/" + file.name) else {
                throw RestoreError(backup, "缺少 \(file.name)", "\(file.name) is missing")
            }
            try FileManager.default.copyItem(atPath: backup + "/" + file.name, toPath: staged + "/" + file.name)
            let copied = try StoreBackup.describe(file.name, in: staged)
            guard copied.sha256 == file.sha256, copied.bytes == file.bytes else {
                throw RestoreError(backup, "\(file.name) 与清单不符", "\(file.name) is not what the manifest says")
            }
        }
        progress("verify")
        for (name, _) in StoreBackup.stores { try StoreCopy.check(staged + "/" + name) }
        if let difference = try StoreBackup.verify(staged).difference {
            throw RestoreError(
                backup,
                "核验未通过：\(difference.place)：\(difference.zh)",
                "not as it was written: \(difference.place): \(difference.en)"
            )
        }
        try bringMedia(manifest, of: backup, staged, progress)
        try SQLiteCaseStore.beginAnew(directory: staged)
    }

    /// Brings the files of evidence into their place, before the cases that hold them: a file that no case holds does no harm.
    private static func bringMedia(
        _ manifest: StoreBackup.Manifest,
        of backup: String,
        _ staged: String,
        _ progress: (String) -> Void
    ) throws {
        let directory = staged.dropLast(newName.count + 1)
        let check = try EvidenceCopy.run(
            of: try CaseReader(directory: staged),
            from: MediaStore(dataDirectory: backup),
            to: MediaStore(dataDirectory: String(directory)),
            progress
        )
        guard let difference = check.difference else { return }
        throw RestoreError(
            backup,
            "核验未通过：\(difference.place)：\(difference.zh)",
            "not as it was written: \(difference.place): \(difference.en)"
        )
    }

    private static func readManifest(_ backup: String) throws -> StoreBackup.Manifest {
        guard let manifest = StoreBackup.manifest(backup)
        else {
            throw RestoreError(
                backup,
                "不是完整的备份（没有可用的 \(StoreBackup.manifestName)）",
                "no whole backup (no \(StoreBackup.manifestName) that can be read)"
            )
        }
        return manifest
    }

    private static func swap(_ staged: String, _ directory: String, _ names: [String], at now: Instant) throws
        -> String?
    {
        let files = FileManager.default
        let mark = directory + "/" + markName
        let replaced = directory + "/replaced-" + StoreBackup.stamp(now)
        try Data("zhichao restore\n".utf8).write(to: URL(fileURLWithPath: mark))
        try StoreCopy.sync(directory)
        // A WAL of the old file must never meet the new one.
        let old = names.flatMap { [$0, $0 + "-wal", $0 + "-shm"] }.filter {
            files.fileExists(atPath: directory + "/" + $0)
        }
        if !old.isEmpty { try files.createDirectory(atPath: replaced, withIntermediateDirectories: true) }
        for name in old { try files.moveItem(atPath: directory + "/" + name, toPath: replaced + "/" + name) }
        for name in names {
            try StoreCopy.sync(staged + "/" + name)
            try files.moveItem(atPath: staged + "/" + name, toPath: directory + "/" + name)
        }
        try StoreCopy.sync(directory)
        try files.removeItem(atPath: mark)
        try files.removeItem(atPath: staged)
        try StoreCopy.sync(directory)
        return old.isEmpty ? nil : replaced
    }

    /// Whether a restore was cut off half-way.
    public static func isIncomplete(_ directory: String) -> Bool {
        FileManager.default.fileExists(atPath: directory + "/" + markName)
    }
}

/// Why a backup was not restored.
public struct RestoreError: Error, Sendable {
    /// The backup.
    public let backup: String
    /// What is wrong.
    public let words: BilingualText

    init(_ backup: String, _ zh: String, _ en: String) {
        self.backup = backup
        words = BilingualText(zh, en)
    }
}

/// A restore was cut off between its first file and its last one.
struct IncompleteRestore: Error, CustomStringConvertible {
    let directory: String

    var description: String {
        "\(directory): a restore was cut off half-way (\(StoreRestore.markName) lies there); run zhichao restore again with "
            + "the same backup"
    }
}
