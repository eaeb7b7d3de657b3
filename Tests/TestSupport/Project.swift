public import Foundation

/// Where things are, seen from the tests.
public enum Project {
    /// The repository.
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The shipped rule packs.
    public static let rules = root.appendingPathComponent("conf/rules").path

    /// The folder shared with the design; `nil` on a machine without it.
    public static let shared: URL? = {
        let url = root.appendingPathComponent("../shared").standardizedFileURL
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()
}

/// A directory of a test's own that goes when the test does.
public final class TemporaryDirectory: Sendable {
    /// The directory.
    public let path: String

    /// Makes a directory.
    ///
    /// - Parameter isInMemory: whether it may be in memory, where the machine has room for that: for tests whose faults
    ///   are made up, so that they need not wait for a real disk.
    public init(isInMemory: Bool = false) throws {
        let shared = URL(fileURLWithPath: "/dev/shm")
        let parent =
            isInMemory && FileManager.default.isWritableFile(atPath: shared.path)
            ? shared : FileManager.default.temporaryDirectory
        let url = parent.appendingPathComponent("zhichao-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    /// Writes a text file into it.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
