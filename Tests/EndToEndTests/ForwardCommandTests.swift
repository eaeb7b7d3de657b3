import FeedContract
import Foundation
import TestSupport
import Testing

@Suite("zhichao-station forward, the real program without a daemon", .timeLimit(.minutes(60)))
struct ForwardCommandTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        let lines = (1...50).map { number in
            String(decoding: MessageEncoder.payload(of: Given.weighing(seq: UInt64(number))), as: UTF8.self) + "\n"
        }
        try directory.write(lines.joined() + "no reading\n", to: "in/a.jsonl")
    }

    /// Endpoints at which nobody listens.
    private var arguments: [String] {
        [
            "forward", directory.path + "/in", "--spool", spool, "--data", "tcp://127.0.0.1:1", "--control",
            "tcp://127.0.0.1:1",
        ]
    }

    private var spool: String { directory.path + "/spool" }

    @Test(
        "SIGTERM ends it at once with everything in the spool; the next run waits for the daemon in vain, and says so"
    )
    func stops() throws {
        let program = try RunningProgram("zhichao-station", arguments)
        _ = try program.line(containing: "a.jsonl:51: ")
        program.signal(SIGTERM)
        #expect(program.wait() == 0)
        #expect(program.log.contains("50 spooled, 50 not acknowledged"))
        let again = arguments + ["--until-acknowledged", "--wait", "300ms"]
        let (status, _, errors) = try RunningProgram.run("zhichao-station", again)
        #expect(status == 69 && errors.contains("50 readings wait for the daemon"))
        #expect(try String(contentsOfFile: spool + "/+rejects.jsonl", encoding: .utf8) == "no reading\n")
    }

    @Test("killed, it leaves a spool that goes on: every line once")
    func killed() throws {
        let program = try RunningProgram("zhichao-station", arguments)
        _ = try program.line(containing: "a.jsonl:51: ")
        program.signal(SIGKILL)
        program.wait()
        let again = arguments + ["--until-acknowledged", "--wait", "1ms", "--json"]
        #expect(try RunningProgram.run("zhichao-station", again).status == 69)
        let (_, _, errors) = try RunningProgram.run("zhichao-station", again)
        #expect(errors.contains("50 readings wait for the daemon"))
    }

    @Test("a pipe is read to its end, and the summary is JSON when asked for")
    func pipe() throws {
        let line = String(decoding: MessageEncoder.payload(of: Given.weighing(seq: 1)), as: UTF8.self)
        let (status, output, _) = try RunningProgram.run(
            "zhichao-station",
            ["forward", "--spool", spool, "--data", "tcp://127.0.0.1:1", "--control", "tcp://127.0.0.1:1", "--json"],
            input: line + "\n" + line
        )
        #expect(status == 0 && output.contains(#""weigh": 2"#) && output.contains(#""waiting": 2"#))
    }

    @Test("what is wrong with the command line, the keys and the spool, and its exit code")
    func refusals() throws {
        let key = try directory.write("no key", to: "key")
        let cases: [([String], Int32, String)] = [
            (["forward"], 2, "--spool"),
            (arguments + ["--station", "a/b"], 2, "--station"),
            (arguments + ["--key", key], 2, "--server-key"),
            (arguments + ["--spool-max-bytes", "12"], 2, "at least 1MiB"),
            (arguments + ["--key", key, "--server-key", "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"], 78, key),
            (arguments + ["--key", key, "--server-key", "-q:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"], 78, key),
            (["forward", directory.path + "/nowhere", "--spool", spool], 74, "nowhere"),
            (["forward", "--spool", "/proc/nothing"], 74, "/proc/nothing"),
            (["simulate", "--until-acknowledged"], 2, "--spool"),
        ]
        for (arguments, code, text) in cases {
            let (status, _, errors) = try RunningProgram.run("zhichao-station", arguments)
            #expect(status == code && errors.contains(text), "\(arguments): \(status), \(errors)")
        }
    }
}
