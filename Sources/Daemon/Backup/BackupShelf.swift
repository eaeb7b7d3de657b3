import Foundation
import Storage

/// A directory with the backups of one data directory, of which the newest are kept.
///
/// Only what `zhichao backup` has made of this data directory on this machine is ever taken away: a directory, no link,
/// whose name is a backup's and whose manifest says whose it is and that it was verified. Whatever else lies there is
/// left.
public struct BackupShelf {
    /// The directory.
    public let directory: String
    private let source: String

    /// A directory that is being taken away; it is no backup any more.
    private static let removedSuffix = ".removed"

    /// What was taken away, and what was left beside the backups that are kept.
    public struct Outcome: Codable, Hashable, Sendable {
        /// The names of backups that were taken away, the oldest first.
        public var removed: [String] = []
        /// Directories named like a backup that are none, or not one that was verified; left for a person to look at.
        public var left: [String] = []
    }

    /// - Parameters:
    ///   - directory: where the backups lie.
    ///   - dataDirectory: of what they are.
    public init(_ directory: String, of dataDirectory: String) {
        self.directory = directory
        source = StoreBackup.source(of: dataDirectory)
    }

    /// The verified backups of this data directory, the oldest first.
    public func backups() throws -> [String] {
        try named().filter { isOurs(StoreBackup.manifest(directory + "/" + $0)) }
    }

    /// Keeps the newest backups and takes the older ones away.
    ///
    /// To be called once a new one was verified, which makes it the newest: the last good one always stays.
    /// - Parameter count: how many to keep, at least 1.
    /// - Throws: errors of the file system; each backup is there or taken away then.
    public func keep(_ count: Int) throws -> Outcome {
        precondition(count >= 1, "the last good backup stays")
        try finishRemovals()
        var outcome = Outcome()
        let backups = try backups()
        for name in backups.dropLast(count) {
            // Under another name first: one that is cut off half-way is no backup.
            let path = directory + "/" + name
            try FileManager.default.moveItem(atPath: path, toPath: path + BackupShelf.removedSuffix)
            try StoreCopy.sync(directory)
            try FileManager.default.removeItem(atPath: path + BackupShelf.removedSuffix)
            outcome.removed.append(name)
        }
        outcome.left = try named().filter { name in
            let manifest = StoreBackup.manifest(directory + "/" + name)
            // Another data directory's are none of ours, and nothing to be said of.
            return manifest == nil || manifest?.source == nil || (manifest?.source == source && !isOurs(manifest))
        }
        return outcome
    }

    private func isOurs(_ manifest: StoreBackup.Manifest?) -> Bool {
        manifest?.source == source && manifest?.isVerified == true
    }

    /// Directories that are named like a backup, by name and so by time.
    private func named(suffix: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).filter { name in
            guard name.hasPrefix(StoreBackup.namePrefix), name.hasSuffix(suffix) else { return false }
            let stamp = name.dropFirst(StoreBackup.namePrefix.count).dropLast(suffix.count)
            let attributes = try? FileManager.default.attributesOfItem(atPath: directory + "/" + name)
            return stamp.count == 18 && stamp.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "T") }
                && attributes?[.type] as? FileAttributeType == .typeDirectory
        }.sorted()
    }

    /// Goes on with what was cut off.
    private func finishRemovals() throws {
        for name in try named(suffix: BackupShelf.removedSuffix) {
            let path = directory + "/" + name
            guard StoreBackup.manifest(path).map({ $0.source == source }) ?? true else { continue }
            try FileManager.default.removeItem(atPath: path)
        }
    }
}
