import Foundation
import TestSupport
import Testing
import ZeroMQ

@testable import Keys

@Suite("Key files")
struct SecretKeyFileTests {
    private let directory: TemporaryDirectory
    private let pair: CurveKeyPair

    init() throws {
        directory = try TemporaryDirectory()
        pair = try CurveKeyPair.generate()
    }

    private var file: SecretKeyFile { SecretKeyFile(directory.path + "/zhichao.key") }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private func problem(_ body: () throws(SecretKeyFileError) -> Void) -> SecretKeyFileError? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }

    private func reading() -> SecretKeyFileError? { problem { () throws(SecretKeyFileError) in _ = try file.read() } }

    @Test("what was written is read again, and only its owner may read it")
    func roundTrip() throws {
        try file.write(pair, replacing: false)
        #expect(try file.read() == pair)
        #expect(try mode(file.path) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["zhichao.key"])
        let text = try String(contentsOfFile: file.path, encoding: .utf8)
        #expect(
            text.hasPrefix("# ") && text.contains("# \(pair.publicKey)\n") && text.split(separator: "\n").count == 3
        )
    }

    @Test("a file that is there is not replaced unless that is asked for, and then whole")
    func replacing() throws {
        try file.write(pair, replacing: false)
        let next = try CurveKeyPair.generate()
        let refused = problem { () throws(SecretKeyFileError) in try file.write(next, replacing: false) }
        #expect(refused?.kind == .exists && refused?.message.contains("--force") == true)
        #expect(try file.read() == pair)
        try file.write(next, replacing: true)
        #expect(try file.read() == next)
        #expect(try mode(file.path) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["zhichao.key"])
    }

    @Test(
        "a file that others could read or change is refused, with what to do",
        arguments: [0o640, 0o604, 0o620, 0o666, 0o601]
    )
    func open(mode: Int) throws {
        try file.write(pair, replacing: false)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        #expect(reading()?.kind == .unsafe)
        #expect(reading()?.message.contains("chmod 600 \(file.path)") == true)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file.path)
        #expect(try file.read() == pair)
    }

    @Test("what is no file, or not there, is said")
    func noFile() throws {
        #expect(reading()?.description.hasPrefix(file.path + ": cannot be read: No such file") == true)
        let missing = SecretKeyFile(directory.path + "/none/key")
        #expect(problem { () throws(SecretKeyFileError) in try missing.write(pair, replacing: true) }?.kind == .system)
        #expect(mkfifo(file.path, 0o600) == 0)
        #expect(reading()?.kind == .unsafe)
        let folder = SecretKeyFile(directory.path)
        #expect(problem { () throws(SecretKeyFileError) in _ = try folder.read() }?.kind == .unsafe)
    }

    @Test(
        "what holds no key, or two, is refused without saying what it holds",
        arguments: [
            "", "# only a comment\n", "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%c\n", "KEY KEY\n",
            " D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\n",
            "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\nD:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\n",
            "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\n" + String(repeating: "# more\n", count: 1_000),
        ]
    )
    func noKey(text: String) throws {
        try write(text)
        let error = try #require(reading())
        #expect(error.kind == .unusable && !error.description.contains("D:)Q") && !error.description.contains("KEY"))
    }

    @Test("lines may end as on Windows, and the last one without an end")
    func leniency() throws {
        let key = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"
        for text in ["# note\r\n\r\n\(key)\r\n", key, "\n\(key)\n#\n#\(key)"] {
            try write(text)
            #expect(try file.read().publicKey.description == "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID")
        }
    }

    private func write(_ text: String) throws {
        try directory.write(text, to: "zhichao.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
}
