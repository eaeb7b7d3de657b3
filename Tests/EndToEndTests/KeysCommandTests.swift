import Foundation
import TestSupport
import Testing
import ZeroMQ

@Suite("zhichao keys", .timeLimit(.minutes(60)))
struct KeysCommandTests {
    private struct Key: Decodable {
        let file, public_key: String
    }

    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var path: String { directory.path + "/zhichao.key" }

    private func keys(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
        try RunningProgram.run("zhichao", ["keys"] + arguments)
    }

    @Test("new writes a key that only its owner can read, and says where its public key goes; show gives it again")
    func newAndShow() throws {
        let made = try keys("new", "--out", path, "--lang", "en")
        #expect(made.status == 0 && made.errors.isEmpty)
        let key = try keys("show", path).output.trimmingCharacters(in: .newlines)
        #expect(CurvePublicKey(key) != nil)
        for line in [
            "public key  \(key)", "public_keys: ['\(key)']", "  --server-key='\(key)'", "secret_key_file: '\(path)'",
        ] {
            #expect(made.output.split(separator: "\n").contains(Substring(line)), "\(line)\n\(made.output)")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let secret = try #require(String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").last)
        #expect(!made.output.contains(secret))
        #expect(try keys("new", "--out", path + "2", "--lang", "zh").output.contains("公钥  "))
    }

    @Test("a key that is there is kept unless --force is given")
    func force() throws {
        func made(_ arguments: String...) throws -> (status: Int32, key: String, errors: String) {
            let answer = try RunningProgram.run("zhichao", ["keys", "new", "--out", path, "--json"] + arguments)
            let key = try? JSONDecoder().decode(Key.self, from: Data(answer.output.utf8)).public_key
            return (answer.status, key ?? "", answer.errors)
        }
        let first = try made()
        let refused = try made()
        #expect(first.status == 0 && refused.status == 74 && refused.errors.contains("--force"))
        let shown = try keys("show", path, "--json")
        #expect(try JSONDecoder().decode(Key.self, from: Data(shown.output.utf8)).public_key == first.key)
        let second = try made("--force")
        #expect(second.status == 0 && second.key != first.key)
    }

    @Test("without a file, with one that others can read, or with none at all: what is wrong, and its code")
    func refusals() throws {
        #expect(try keys("new").status == 2)
        #expect(try keys("new", "--out", "-").status == 2)
        #expect(try keys("new", "--out", directory.path + "/none/key").status == 74)
        #expect(try keys("show", path).status == 74)
        try directory.write("nothing\n", to: "zhichao.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let open = try keys("show", path)
        #expect(open.status == 78 && open.errors.contains("chmod 600 \(path)"))
        let config = try directory.write("data_dir: data\n", to: "zhichaod.yaml")
        let none = try keys("show", "--config", config, "--lang", "en")
        #expect(none.status == 1 && none.errors.contains("zhichao keys new --out"))
    }

    @Test("the daemon's key by its configuration or by systemd's credential; zhichaod refuses one that others can read")
    func daemon() throws {
        #expect(try keys("new", "--out", path).status == 0)
        let key = try keys("show", path).output
        let stations = Project.root.appendingPathComponent("conf/stations.d").path
        func configure(_ feeds: String) throws -> String {
            let text = "data_dir: data\nstations_dir: \(stations)\nrules_dir: \(Project.rules)\nfeeds: { \(feeds) }\n"
            return try directory.write(text, to: "zhichaod.yaml")
        }
        let config = try configure("secret_key_file: zhichao.key, data: { bind: \"tcp://0.0.0.0:*\" }")
        #expect(try keys("show", "--config", config).output == key)
        let check = ["--check-config", "--config", config]
        let good = try RunningProgram.run("zhichaod", check)
        #expect(good.status == 0, "\(good.errors)")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let bad = try RunningProgram.run("zhichaod", check)
        #expect(bad.status == 78 && bad.errors.contains("zhichaod.yaml:4: feeds.secret_key_file: "))

        _ = try configure("data: { bind: \"tcp://0.0.0.0:*\" }")
        let none = try RunningProgram.run("zhichaod", check)
        #expect(none.status == 78 && none.errors.contains("feeds.data.bind: tcp://0.0.0.0:* needs a key"))
        // systemd shows what it grants by an access list as a mode of the group.
        try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: path)
        let loaded = try RunningProgram(
            "zhichaod",
            check,
            environment: ["CREDENTIALS_DIRECTORY": directory.path]
        )
        #expect(loaded.wait() == 0, "\(loaded.log)")
    }
}
