import Access
public import CaseStore
import Crypto
import Evidence
import Foundation
import Journal
import Registry
import Storage
public import Units

/// A backup: a directory with a checked copy of each store, the public keys, and a manifest.
///
/// The case store is copied before the journal, so that what the journal's outbox holds is never behind what the cases have
/// taken: after a restore nothing is skipped. The secret key that signs checkpoints is not in it.
public struct StoreBackup {
    /// What a backup holds; written last, so that a directory without it is no backup.
    public struct Manifest: Codable, Sendable {
        /// The program's version.
        public var version: String
        /// When it was made.
        public var madeAt: Instant
        /// The case store's life.
        public var generation: String
        /// The last event of the case store; 0 when there is none.
        public var event: Int64
        /// The files, in the order in which they were copied.
        public var files: [File]
        /// Pictures in `evidence/`, each named by its digest; `nil` in backups of before there were any.
        public var media: Int?
        /// Whose it is, `host:data_dir`: what `BackupShelf` may take away again; `nil` in backups of before.
        public var source: String?
        /// Whether the copies are as they were written; `nil` in backups of before.
        public var isVerified: Bool?

        /// One file of a backup.
        public struct File: Codable, Sendable {
            /// Its name.
            public var name: String
            /// Its length.
            public var bytes: Int64
            /// SHA-256 in hexadecimal.
            public var sha256: String
        }
    }

    /// The manifest's name.
    public static let manifestName = "manifest.json"

    /// The stores, in the order of copying.
    static let stores: [(name: String, schema: StoreFile.Schema)] = [
        (SQLiteCaseStore.fileName, SQLiteCaseStore.schema), (JournalWriter.fileName, JournalWriter.schema),
        (RegistryWriter.fileName, RegistryWriter.schema),
    ]

    /// Makes a backup of a data directory, whether or not the daemon runs.
    ///
    /// - Parameters:
    ///   - parent: where the backup's directory is made; its name is that of the instant.
    ///   - progress: told what is being done.
    /// - Returns: the backup's directory, its manifest, and what the check of the copied cases has found.
    /// - Throws: `StoreError` for a store that is missing or damaged, and errors of the file system. What was made by then is
    ///   taken away.
    public static func make(
        of directory: String,
        into parent: String,
        at now: Instant,
        progress: (String) -> Void = { _ in }
    ) throws -> (path: String, manifest: Manifest, report: VerificationReport) {
        let path = parent + "/" + name(at: now)
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            // It holds what the stores hold of people.
            attributes: [.posixPermissions: 0o700]
        )
        do {
            return try fill(path, from: directory, at: now, progress)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    private static func fill(
        _ path: String,
        from directory: String,
        at now: Instant,
        _ progress: (String) -> Void
    ) throws -> (path: String, manifest: Manifest, report: VerificationReport) {
        var files: [Manifest.File] = []
        for (name, schema) in stores {
            progress(name)
            try StoreCopy.make(of: directory + "/" + name, schema: schema, to: path + "/" + name)
            files.append(try describe(name, in: path))
        }
        let access = directory + "/" + AccessStore.fileName
        if FileManager.default.fileExists(atPath: access) {
            progress(AccessStore.fileName)
            try StoreCopy.make(of: access, schema: AccessStore.schema, to: path + "/" + AccessStore.fileName)
            files.append(try describe(AccessStore.fileName, in: path))
        }
        let keys = directory + "/" + SigningKey.publicFileName
        if FileManager.default.fileExists(atPath: keys) {
            try FileManager.default.copyItem(atPath: keys, toPath: path + "/" + SigningKey.publicFileName)
            files.append(try describe(SigningKey.publicFileName, in: path))
        }
        progress("verify")
        var report = try verify(path)
        let reader = try CaseReader(directory: path)
        // After the cases: what they hold is there by then, but for what retention has let go since.
        let evidence = try EvidenceCopy.run(
            of: reader,
            from: MediaStore(dataDirectory: directory),
            to: MediaStore(dataDirectory: path),
            progress
        )
        report.difference = report.difference ?? evidence.difference
        let manifest = Manifest(
            version: Version.text,
            madeAt: now,
            generation: try reader.generation(),
            event: Int64(report.events),
            files: files,
            media: evidence.media,
            source: source(of: directory),
            isVerified: report.difference == nil
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let manifestPath = path + "/" + manifestName
        try encoder.encode(manifest).write(to: URL(fileURLWithPath: manifestPath), options: .atomic)
        try StoreCopy.sync(manifestPath)
        try StoreCopy.sync(path)
        return (path, manifest, report)
    }

    /// Checks the cases of a backup by themselves: what the journal noted may be later than the copy.
    static func verify(_ path: String) throws -> VerificationReport {
        try CaseVerifier(
            directory: path,
            publicKeys: try SigningKey.publicKeys(directory: path),
            witness: nil
        ).run()
    }

    /// `zhichao-backup-20261126T161500123`: sorts by time.
    private static func name(at now: Instant) -> String { namePrefix + stamp(now) }

    /// How a backup's name begins.
    static let namePrefix = "zhichao-backup-"

    /// Whose backups those of a data directory are.
    static func source(of directory: String) -> String {
        let path = URL(fileURLWithPath: directory).standardizedFileURL.resolvingSymlinksInPath().path
        // Not Foundation's name of the host, which asks the network.
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) + ":" + path
    }

    /// What a backup says of itself.
    ///
    /// - Returns: `nil` for a directory that is no whole backup.
    static func manifest(_ backup: String) -> Manifest? {
        guard let data = FileManager.default.contents(atPath: backup + "/" + manifestName),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data),
            manifest.files.allSatisfy({ !$0.name.contains("/") && !$0.name.hasPrefix(".") }),
            Set(manifest.files.map(\.name)).isSuperset(of: stores.map(\.name))
        else { return nil }
        return manifest
    }

    /// An instant (UTC+8, to the millisecond) as it may stand in a name.
    static func stamp(_ instant: Instant) -> String {
        instant.description.prefix { $0 != "+" }.filter { $0.isNumber || $0 == "T" }
    }

    static func describe(_ name: String, in directory: String) throws -> Manifest.File {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: directory + "/" + name))
        defer { try? handle.close() }
        var (hash, count) = (SHA256(), Int64(0))
        while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
            hash.update(data: chunk)
            count += Int64(chunk.count)
        }
        return Manifest.File(name: name, bytes: count, sha256: hash.finalize().hex)
    }
}
