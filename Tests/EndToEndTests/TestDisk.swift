import Foundation
import TestSupport

/// A small disk of a test's own, which can be filled and be mounted read-only; it takes root.
///
/// It lies in memory, mounted where no other test looks, and goes with this object.
final class TestDisk {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let program = "/usr/bin/mount"
    private let directory: TemporaryDirectory

    /// Where it is mounted.
    let path: String

    private var balloon: String { path + "/balloon" }

    /// Why there can be none on this machine; `nil` when there can.
    static let obstacle: String? = {
        do {
            try TestDisk(kilobytes: 64).setReadOnly(true)
            return nil
        } catch {
            return "\(error)"
        }
    }()

    init(kilobytes: Int) throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try TestDisk.mount("-t", "tmpfs", "-o", "size=\(kilobytes)k", "zhichao-test", path)
    }

    deinit { _ = try? RunningProgram.run("/usr/bin/umount", ["--lazy", path]) }

    /// Makes the case store of a data directory lie on this disk alone.
    func hold(_ data: String) throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let name = "/cases.sqlite"
        try FileManager.default.createSymbolicLink(atPath: data + name, withDestinationPath: path + name)
    }

    /// Takes the last free byte.
    func fill() throws {
        let room = try FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize] as? NSNumber
        let file = Data(count: room?.intValue ?? 0)
        try file.write(to: URL(fileURLWithPath: balloon))
    }

    /// Gives back what `fill` took.
    func free() throws { try FileManager.default.removeItem(atPath: balloon) }

    /// Mounts it anew; a disk with a file open for writing stays as it is, and this fails.
    func setReadOnly(_ isReadOnly: Bool) throws {
        try TestDisk.mount("-o", "remount,\(isReadOnly ? "ro" : "rw")", path)
    }

    private static func mount(_ arguments: String...) throws {
        guard getuid() == 0 else { throw Failure(description: "only root may mount disks") }
        let answer = try RunningProgram.run(program, arguments)
        guard answer.status == 0 else {
            throw Failure(description: "mount \(arguments.joined(separator: " ")): \(answer.errors)")
        }
    }
}

/// What keeps even its owner from writing a file that he has open.
enum Immutable {
    private static let program = "/usr/bin/chattr"

    /// Why no file can be made so on this machine; `nil` when one can.
    static let obstacle: String? = {
        do {
            let directory = try TemporaryDirectory()
            let path = try directory.write("", to: "file")
            try set(true, path)
            try set(false, path)
            return nil
        } catch {
            return "\(error)"
        }
    }()

    static func set(_ isImmutable: Bool, _ paths: String...) throws {
        let answer = try RunningProgram.run(program, [isImmutable ? "+i" : "-i"] + paths)
        guard answer.status == 0 else { throw TestDisk.Failure(description: "chattr: \(answer.errors)") }
    }
}
