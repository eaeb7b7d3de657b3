import Evidence
import Foundation
import Readings
import TestSupport
import Testing

/// A case file is made, opened by other tools, and proved offline, with the real programs.
@Suite("Case files, with the real programs", .timeLimit(.minutes(60)))
struct CaseFileTests {
    @Test("the same state gives the same bytes, up or down; unzip opens it; verify proves it with the public key alone")
    func proved() throws {
        let site = try APISite()
        try site.openCases()
        let daemon = site.daemon
        let id = try #require(try daemon.rows("SELECT id FROM case_file ORDER BY row", of: "cases.sqlite").first)
        let (first, second) = (daemon.directory.path + "/first.zip", daemon.directory.path + "/second.zip")
        let exported = try daemon.zhichao("cases", "export", id, "--to", first, "--json")
        #expect(exported.status == 0, "\(exported)")
        #expect(try daemon.zhichao("cases", "export", id, "--to", second).status == 0)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: first))
        #expect(try Data(contentsOf: URL(fileURLWithPath: second)) == bytes)

        let tested = try RunningProgram.run("/usr/bin/unzip", ["-t", first])
        #expect(tested.status == 0 && tested.output.contains("No errors detected"), "\(tested)")
        let listed = try RunningProgram.run("/usr/bin/unzip", ["-Z1", first]).output.split(separator: "\n")
        #expect(
            listed.first == "manifest.json" && listed.contains("case.json") && listed.contains("说明.txt"),
            "\(listed)"
        )
        #expect(listed.count { $0.hasPrefix("media/") } == 2 && listed.count { $0.hasPrefix("readings/") } == 2)

        try expectPrintable(first, daemon)
        let key = daemon.directory.path + "/data/signing.pub"
        let proof = try daemon.zhichao("verify", first, "--public-key", key, "--lang", "en")
        #expect(proof.status == 0 && proof.output.contains("2 readings, 2 pictures"), "\(proof)")
        #expect(daemon.stop() == 0)
        #expect(try daemon.zhichao("cases", "export", id, "--to", second).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: second)) == bytes)
        try expectEveryByteProved(first, daemon, key)
        try expectStrangersRefused(first, daemon)
    }

    /// The weighing sheet's Chinese text comes out of its PDF as it went in, its fonts are in it, its pages are A4.
    private func expectPrintable(_ path: String, _ daemon: RunningDaemon) throws {
        let directory = daemon.directory.path + "/unzipped"
        let unzipped = try RunningProgram.run("/usr/bin/unzip", ["-q", path, "-d", directory])
        #expect(unzipped.status == 0, "\(unzipped)")
        let sheet = directory + "/documents/超限检测（称重）单.pdf"
        let text = try RunningProgram.run("/usr/bin/pdftotext", ["-layout", sheet, "-"])
        let number = try #require(
            try daemon.rows("SELECT number FROM case_file ORDER BY row", of: "cases.sqlite").first
        )
        for words in ["超限检测（称重）单", number, "豫A10001", "62,000 千克", "49,000 千克", "认定过程", "〔未填〕", "第1页 共"] {
            #expect(text.output.contains(words), "\(words): \(text)")
        }
        let fonts = try RunningProgram.run("/usr/bin/pdffonts", [sheet]).output.split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains(" yes yes") }, "\(fonts)")
        #expect(try RunningProgram.run("/usr/bin/pdfinfo", [sheet]).output.contains("(A4)"))
    }

    /// Where each file's bytes lie in a ZIP.
    private struct Stretch: Decodable {
        let name: String
        let first, end: Int
    }

    private func stretches(of zip: String) throws -> [Stretch] {
        let script = """
            import json, sys, zipfile
            data, found = open(sys.argv[1], "rb").read(), []
            for item in zipfile.ZipFile(sys.argv[1]).infolist():
                at = item.header_offset
                words = int.from_bytes(data[at + 26:at + 28], "little") + int.from_bytes(data[at + 28:at + 30], "little")
                first = at + 30 + words
                found.append({"name": item.filename, "first": first, "end": first + item.compress_size})
            print(json.dumps(found))
            """
        let answer = try RunningProgram.run("/usr/bin/python3", ["-c", script, zip])
        return try JSONDecoder().decode([Stretch].self, from: Data(answer.output.utf8))
    }

    /// One flipped byte, anywhere, is found and named: one of every stretch and of every file, and all of both ends, where the
    /// ZIP's own words are. Of a file its name is said, of the ZIP's own words the byte.
    private func expectEveryByteProved(_ zip: String, _ daemon: RunningDaemon, _ key: String) throws {
        let path = daemon.directory.path + "/flipped.zip"
        let bytes = try Data(contentsOf: URL(filePath: zip))
        let files = try stretches(of: zip)
        try #require(files.count > 8)
        let middles = files.map { ($0.first + $0.end) / 2 }
        let stride = Swift.stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60))
        for place in Set(stride).union(middles).union([
            0, 4, 10, 14, bytes.count - 1, bytes.count - 10, bytes.count - 22,
        ]).sorted() {
            var flipped = bytes
            flipped[place] ^= 1
            try flipped.write(to: URL(fileURLWithPath: path))
            let found = try daemon.zhichao("verify", path, "--public-key", key, "--json")
            #expect(found.status == 1 && found.output.contains("\"difference\":{"), "byte \(place): \(found)")
            let file = files.first { ($0.first..<$0.end).contains(place) }
            if let file { #expect(found.output.contains("\"place\":\"\(file.name)\""), "byte \(place): \(found)") }
        }
    }

    /// A file that another key has signed proves nothing.
    private func expectStrangersRefused(_ path: String, _ daemon: RunningDaemon) throws {
        let key = try daemon.directory.write(
            Data(repeating: 7, count: 32).base64EncodedString() + "\n",
            to: "other.pub"
        )
        let found = try daemon.zhichao("verify", path, "--public-key", key, "--lang", "en")
        #expect(found.status == 1 && found.output.contains("is not signed by a key that is trusted"), "\(found)")
    }

    @Test("a picture that somebody has changed on disk proves nothing: the case is not confirmed, up or down")
    func damagedPicture() throws {
        let site = try APISite()
        try site.openCases()
        let daemon = site.daemon
        let id = try #require(try daemon.rows("SELECT id FROM case_file ORDER BY row", of: "cases.sqlite").first)
        let digest = try #require(Pictures.media.first).sha256
        let path = MediaStore(dataDirectory: daemon.directory.path + "/data").path(of: digest)
        try Data("something else".utf8).write(to: URL(filePath: path))
        let refused = try CaseDesk(daemon: daemon).take([CaseDesk.confirm(id, match: "*")])
        #expect(refused.first?.status == 422 && refused.first?.detail.contains("evidence/front") == true, "\(refused)")
        #expect(daemon.stop() == 0)
        let body = #"{"technical_reviewer": "张三", "legal_reviewer": "李四", "reason": "完整"}"#
        let file = try daemon.directory.write(body, to: "confirm.json")
        let down = try daemon.zhichao("cases", "confirm", id, "--body", file, "--lang", "en")
        #expect(down.status == 1 && down.errors.contains("evidence/front"), "\(down)")
    }

    @Test("without fonts zhichaod does not start, and says which package has them: no boxes on paper")
    func fontsMissing() throws {
        let daemon = try RunningDaemon()
        #expect(daemon.stop() == 0)
        let none = try daemon.directory.write("<?xml version=\"1.0\"?><fontconfig></fontconfig>", to: "fonts.conf")
        let program = try RunningProgram(
            "zhichaod",
            ["--config", daemon.config],
            environment: ["FONTCONFIG_FILE": none]
        )
        #expect(program.wait() == 78)
        #expect(program.log.contains("fonts-noto-cjk"), "\(program.log)")
    }
}
