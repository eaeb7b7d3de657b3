import Foundation
import Programs

/// A file that is there whole or not at all.
final class DraftFile {
    private let path: String
    private let lang: Language
    private let handle: FileHandle
    private var draft: String { path + ".part" }

    /// Where a file goes that somebody wants at `to`: there, or under its own name where that is a directory.
    static func path(_ to: String, name: String) -> String {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: to, isDirectory: &isDirectory)
        return exists && isDirectory.boolValue ? "\(to)/\(name)" : to
    }

    /// Writes a file by pieces; it is there when all of them are, and nothing is left when one is not to be had.
    static func write(to path: String, _ lang: Language, _ body: (DraftFile) async throws -> Void) async throws {
        let draft = try DraftFile(path, lang)
        do {
            try await body(draft)
            try draft.finish()
        } catch {
            draft.discard()
            throw error
        }
    }

    /// - Throws: `Refusal` when it cannot be written.
    init(_ path: String, _ lang: Language) throws {
        (self.path, self.lang) = (path, lang)
        let draft = path + ".part"
        let isMade = FileManager.default.createFile(
            atPath: draft,
            contents: nil,
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade, let handle = FileHandle(forWritingAtPath: draft) else {
            throw Refusal(.io, lang.text("\(path)：无法写入", "\(path): cannot be written; check the directory"))
        }
        self.handle = handle
    }

    /// Adds bytes.
    func write(_ bytes: [UInt8]) throws {
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw Refusal(.io, lang.text("\(path)：无法写入：\(error)", "\(path): cannot be written: \(error)"))
        }
    }

    /// Leaves nothing behind.
    func discard() {
        try? handle.close()
        unlink(draft)
    }

    /// Gives the file its name, once it is on disk.
    ///
    /// - Parameter check: looks at it first, where it lies; the file keeps out of sight when it throws.
    func finish(_ check: (String) throws -> Void = { _ in }) throws {
        try handle.synchronize()
        try handle.close()
        try check(draft)
        guard rename(draft, path) == 0 else {
            throw Refusal(
                .io,
                lang.text("\(path)：无法写入", "\(path): cannot be written: \(String(cString: strerror(errno)))")
            )
        }
    }
}
