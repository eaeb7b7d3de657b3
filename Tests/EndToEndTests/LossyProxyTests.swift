import Foundation
import TestSupport
import Testing

@Suite(
    "A network that loses messages and connections, with the real programs",
    .timeLimit(.minutes(60)),
    .enabled(if: Setting.python != nil, "ZHICHAO_PYTHON is not set: run tools/test")
)
struct LossyProxyTests {
    private struct Summary: Decodable {
        let weigh, spooled, waiting, lost, refused: Int
    }

    /// A word of a line: `name=value`.
    private func value(_ name: String, in line: String) throws -> String {
        let pair = try #require(line.split(separator: " ").first { $0.hasPrefix(name + "=") }, "\(name) in \(line)")
        return String(pair.dropFirst(name.count + 1))
    }

    @Test("every twentieth live message lost and all connections cut again and again: everything is there, once")
    func lossy() throws {
        let readings = Setting.number("READINGS") ?? 100_000
        let seed = Setting.seed
        print("lossy: ZHICHAO_SEED=\(seed) ZHICHAO_READINGS=\(readings)")
        let daemon = try RunningDaemon(extra: Roadside.quick)
        let proxy = try RunningProgram(
            try #require(Setting.python),
            [
                Project.root.path + "/Tests/EndToEndTests/Proxy/lossy_proxy.py", "--data", daemon.data, "--control",
                daemon.control, "--seed", "\(seed)",
            ]
        )
        let ready = try proxy.line(containing: "proxy ready")
        // Two readings a passage, but for the pictures that are missing: a few less than what was asked for.
        let seconds = readings / 2 / 20
        let begun = ContinuousClock.now
        let station = try RunningProgram.run(
            "zhichao-station",
            [
                "simulate", "--full-speed", "--rate", "20", "--for", "\(seconds)s", "--seed", "\(seed)", "--stations",
                "3", "--spool", daemon.directory.path + "/spool", "--until-acknowledged", "--json", "--data",
                try value("data", in: ready), "--control", try value("control", in: ready),
            ]
        )
        #expect(station.status == 0, "\(station.errors)")
        let sent = try JSONDecoder().decode(Summary.self, from: Data(station.output.utf8))
        print("lossy: \(sent) after \(ContinuousClock.now - begun)")
        #expect(sent.waiting == 0 && sent.lost == 0 && sent.refused == 0)
        proxy.signal(SIGTERM)
        let ended = try proxy.line(containing: "proxy ended")
        print("lossy: \(ended)")
        #expect(proxy.wait() == 0)
        #expect(try value("dropped", in: ended) != "0" && value("cuts", in: ended) != "0")
        let status = try daemon.status { $0.isSettled(passages: sent.weigh) }
        #expect(status.replayed > 0)
        try daemon.expectOnceEach(sent.spooled)
        #expect(daemon.stop() == 0)
    }
}
