import Foundation
import Readings
import TestSupport
import Testing

@Suite("Backups that are kept, and second copies", .timeLimit(.minutes(60)))
struct BackupKeepTests {
    private struct Made: Decodable {
        struct Kept: Decodable {
            let removed, left: [String]
        }

        let path: String
        let kept: Kept?
        let copy: String?
        let copies_kept: Kept?
    }

    private let files = FileManager.default

    /// The data of a daemon that has had one case and has ended.
    private func data() throws -> RunningDaemon {
        let daemon = try RunningDaemon(extra: Roadside.quick)
        let road = try Roadside(daemon)
        try Pictures.put(into: daemon)
        try road.pass("豫A10000", gross: 62_000) { _ in
        } picture: {
            $0.media = Pictures.media
        }
        _ = try road.settled()
        try daemon.waitForPictures(2)
        try #require(daemon.stop() == 0)
        return daemon
    }

    private func names(_ directory: String) throws -> [String] {
        try files.contentsOfDirectory(atPath: directory).sorted()
    }

    private func backUp(_ daemon: RunningDaemon, _ arguments: String...) throws -> Made {
        let all = ["backup", "--to", daemon.directory.path + "/b"] + arguments
        let answer = try RunningProgram.run("zhichao", all + ["--json", "--config", daemon.config])
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Made.self, from: Data(answer.output.utf8))
    }

    @Test("the newest are kept; what is incomplete, not verified, another's, or no directory of ours stays")
    func keep() throws {
        let daemon = try data()
        let shelf = daemon.directory.path + "/b"
        let made = try (0..<3).map { _ in
            try URL(fileURLWithPath: backUp(daemon).path).lastPathComponent
        }
        #expect(try names(shelf) == made)
        func put(_ name: String, change: (String) -> String) throws {
            try files.createDirectory(atPath: shelf + "/" + name, withIntermediateDirectories: true)
            let manifest = try String(contentsOfFile: "\(shelf)/\(made[0])/manifest.json", encoding: .utf8)
            try change(manifest).write(toFile: "\(shelf)/\(name)/manifest.json", atomically: true, encoding: .utf8)
        }
        // All of them older than those made above.
        try files.createDirectory(
            atPath: shelf + "/zhichao-backup-20200101T000000001",
            withIntermediateDirectories: true
        )
        try put("zhichao-backup-20200101T000000002") {
            $0.replacing("\"isVerified\" : true", with: "\"isVerified\" : false")
        }
        try put("zhichao-backup-20200101T000000003") {
            $0.replacing("\"source\" : \"", with: "\"source\" : \"elsewhere")
        }
        try put("zhichao-backup-of-mine") { $0 }
        try files.createSymbolicLink(
            atPath: shelf + "/zhichao-backup-20200101T000000004",
            withDestinationPath: made[0]
        )
        try put("zhichao-backup-20200101T000000005.removed") { $0 }
        let next = try backUp(daemon, "--keep", "2")
        let newest = URL(fileURLWithPath: next.path).lastPathComponent
        #expect(next.kept?.removed == [made[0], made[1]])
        #expect(next.kept?.left == ["zhichao-backup-20200101T000000001", "zhichao-backup-20200101T000000002"])
        #expect(
            try names(shelf)
                == (1...4).map { "zhichao-backup-20200101T00000000\($0)" } + [
                    made[2], newest, "zhichao-backup-of-mine",
                ]
        )
        #expect(try daemon.zhichao("backup", "--to", shelf, "--keep", "0").status == 2)
        // What is left can be brought back.
        #expect(try daemon.zhichao("restore", next.path).status == 0)
        try daemon.expectVerified()
    }

    @Test("a backup that is not as it was written takes the place of nothing, and the status says that it failed")
    func damaged() throws {
        let daemon = try data()
        let first = try backUp(daemon).path
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.executescript("DROP TRIGGER case_event_no_update; UPDATE case_event SET actor = 'x' WHERE id = 1")
            """
        let store = daemon.directory.path + "/data/cases.sqlite"
        try #require(try RunningProgram.run("/usr/bin/python3", ["-c", script, store]).status == 0)
        let answer = try daemon.zhichao("backup", "--to", daemon.directory.path + "/b", "--keep", "1", "--lang", "en")
        #expect(answer.status == 1, "\(answer)")
        #expect(files.fileExists(atPath: first + "/manifest.json"), "the only good one")
        let status = try daemon.zhichao("status", "--lang", "en")
        #expect(status.status == 0 && status.output.contains("the last backup has failed"), "\(status)")
    }

    @Test(
        "the second copy is whole, kept in number, and restores; missing or full, 74 after the first"
    )
    func copy() throws {
        let daemon = try data()
        let second = daemon.directory.path + "/second"
        let missing = try daemon.zhichao(
            "backup",
            "--to",
            daemon.directory.path + "/b",
            "--copy-to",
            second,
            "--lang",
            "en"
        )
        #expect(missing.status == 74 && missing.errors.contains("itself is complete"), "\(missing)")
        #expect(missing.errors.contains("no such directory") && !files.fileExists(atPath: second))
        let first = try names(daemon.directory.path + "/b")
        #expect(first.count == 1 && files.fileExists(atPath: daemon.directory.path + "/b/\(first[0])/manifest.json"))

        try files.createDirectory(atPath: second, withIntermediateDirectories: true)
        var copies: [String] = []
        for _ in 0..<3 { copies.append(try #require(try backUp(daemon, "--keep", "2", "--copy-to", second).copy)) }
        let kept = try names(second)
        #expect(kept == copies.suffix(2).map { URL(fileURLWithPath: $0).lastPathComponent })
        #expect(try names(daemon.directory.path + "/b").count == 2)
        for path in try files.subpathsOfDirectory(atPath: copies[2]) {
            let (one, other) = (daemon.directory.path + "/b/\(kept[1])/\(path)", copies[2] + "/" + path)
            #expect(files.contentsEqual(atPath: one, andPath: other), "\(path)")
        }
        #expect(try daemon.zhichao("restore", copies[2]).status == 0)
        try daemon.expectVerified()

        // No file may grow beyond what a disk that is full has left: the copy's first file does.
        try full(daemon, second, kept: kept)
    }

    private func full(_ daemon: RunningDaemon, _ second: String, kept: [String]) throws {
        if let obstacle = TestDisk.obstacle { return print("skipped: a full disk: \(obstacle)") }
        let disk = try TestDisk(kilobytes: 64)
        let answer = try daemon.zhichao(
            "backup",
            "--to",
            daemon.directory.path + "/b",
            "--copy-to",
            disk.path,
            "--keep",
            "2",
            "--lang",
            "en"
        )
        #expect(answer.status == 74 && answer.errors.contains("itself is complete"), "\(answer)")
        #expect(try names(disk.path).isEmpty, "nothing half-copied is left")
        #expect(try names(daemon.directory.path + "/b").count == 2)
    }
}
