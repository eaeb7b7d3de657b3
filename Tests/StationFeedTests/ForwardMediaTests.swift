import FeedContract
import Foundation
import Readings
import StationFeed
import Synchronization
import TestSupport
import Testing
import Units

@Suite("Media that forwarded lines name", .timeLimit(.minutes(60))) struct ForwardMediaTests {
    private final class Said: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }

        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private let directory: TemporaryDirectory
    private let said = Said()

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("", to: "media/empty.jpg")
        try directory.write("outside", to: "outside.jpg")
    }

    private func digest(_ text: String) -> String { MediaKeep.digest(of: Array(text.utf8)).description }

    /// A camera's line that names one medium.
    private func line(_ number: Int, sha256: String, bytes: Int, file: String? = nil) throws -> String {
        let payload = MessageEncoder.payload(of: Given.picture(seq: 1, plate: "豫A0000\(number)"))
        var object = try #require(try JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any])
        for name in ["epoch", "seq", "v"] { object[name] = nil }
        var medium: [String: Any] = ["sha256": sha256, "type": "image/jpeg", "bytes": bytes, "view": "front"]
        medium["file"] = file
        object["media"] = [medium]
        return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    private func link(_ daemon: FakeDaemon, media: String? = "media") throws -> StationLink {
        var settings = StationLink.Settings(
            data: daemon.data,
            control: daemon.control,
            directory: directory.path + "/spool"
        )
        settings.isUntilAcknowledged = true
        var forward = ForwardSettings(.directory(directory.path + "/in"), spool: settings.directory) { [said] in
            said.add($0)
        }
        forward.isFinite = true
        forward.media = media.map { directory.path + "/" + $0 }
        return try StationLink(settings, forwarding: forward) { _ in }
    }

    /// Forwards lines, to the end.
    private func run(_ lines: [String], in name: String, media: String? = "media") throws -> [ReadingID: [UInt8]] {
        try directory.write(lines.map { $0 + "\n" }.joined(), to: "in/" + name)
        let daemon = try FakeDaemon()
        let link = try link(daemon, media: media)
        try daemon.work { _ in link.hasEnded }
        #expect(try link.result().input.rejected == 0)
        #expect(daemon.invalid.isEmpty)
        return daemon.stored
    }

    private func kept() throws -> Set<String> {
        Set(try PosixDisk().names(in: directory.path + "/spool/+media").map { String($0.prefix(64)) })
    }

    @Test("what is there is kept, by its file's name or its digest's")
    func byName() throws {
        try directory.write("by name", to: "media/camera 1 豫.jpg")
        try directory.write("by digest", to: "media/\(digest("by digest")).jpg")
        let stored = try run(
            [
                line(1, sha256: digest("by name"), bytes: 7, file: "camera 1 豫.jpg"),
                line(2, sha256: digest("by digest"), bytes: 9),
            ],
            in: "a.jsonl"
        )
        #expect(stored.count == 2 && said.all.isEmpty, "\(said.all)")
        #expect(try kept() == [digest("by name"), digest("by digest")])
    }

    @Test("missing, another one, empty, outside the directory: each is named with its line, and the reading goes on")
    func faults() throws {
        try directory.write("another", to: "media/another.jpg")
        let lines = [
            try line(1, sha256: digest("nowhere"), bytes: 7),
            try line(2, sha256: digest("right"), bytes: 5, file: "another.jpg"),
            try line(3, sha256: digest("outside"), bytes: 7, file: "../outside.jpg"),
            try line(4, sha256: digest(""), bytes: 1, file: "empty.jpg"),
            try line(5, sha256: digest("outside"), bytes: 7, file: ".."),
        ]
        #expect(try run(lines, in: "a.jsonl").count == 5)
        #expect(try kept().isEmpty)
        let expected = [
            "\(digest("nowhere")) is missing", "another.jpg has another SHA-256 than \(digest("right"))",
            "'../outside.jpg' is no name of a file in", "a medium of 0 bytes", "'..' is no name of a file in",
        ]
        #expect(said.all.count == 5, "\(said.all)")
        for (number, words) in expected.enumerated() {
            let line = said.all.first { $0.hasPrefix("a.jsonl:\(number + 1): ") }
            #expect(line?.contains(words) == true, "\(words)\n\(said.all)")
        }
    }

    @Test("without --media nothing is looked for, and nothing is complained of")
    func unwanted() throws {
        #expect(try run([line(1, sha256: digest("nowhere"), bytes: 7)], in: "a.jsonl", media: nil).count == 1)
        #expect(try said.all.isEmpty && kept().isEmpty)
    }

    @Test("one that is named again is kept anew, though its file is gone")
    func again() throws {
        let file = try directory.write("once", to: "media/once.jpg")
        _ = try run([line(1, sha256: digest("once"), bytes: 4, file: "once.jpg")], in: "a.jsonl")
        let before = try PosixDisk().names(in: directory.path + "/spool/+media")
        try FileManager.default.removeItem(atPath: file)
        _ = try run([line(2, sha256: digest("once"), bytes: 4, file: "once.jpg")], in: "b.jsonl")
        #expect(said.all.isEmpty, "\(said.all)")
        // The name says when it expires: the second line has moved that.
        let after = try PosixDisk().names(in: directory.path + "/spool/+media")
        #expect(before.count == 1 && after.count == 1 && before != after)
    }
}
