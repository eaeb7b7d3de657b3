import Foundation
import TestSupport
import Testing

/// `zhichao-station` with made-up traffic and a spool: what it has published is there when it is started again.
final class SpoolingStation {
    private(set) var program: RunningProgram
    private let arguments: [String]
    private let spool: String
    private let network: String?
    private var starts = 1

    /// Starts it.
    ///
    /// - Parameters:
    ///   - directory: where its spool is.
    ///   - rate: passages a second.
    ///   - extra: further arguments of each start.
    ///   - network: the namespace of its network; the tests' own when `nil`.
    init(
        in directory: TemporaryDirectory,
        _ ports: Ports,
        stations: Int = 2,
        rate: Int,
        extra: [String] = [],
        network: String? = nil
    ) throws {
        spool = directory.path + "/spool"
        arguments =
            [
                "simulate", "--stations", "\(stations)", "--rate", "\(rate)", "--spool", spool, "--data", ports.data,
                "--control", ports.control,
            ] + extra
        self.network = network
        program = try RunningProgram("zhichao-station", arguments, network: network)
    }

    /// Ends it as a power failure would.
    func kill() {
        program.signal(SIGKILL)
        program.wait()
    }

    /// Starts it again, with other traffic.
    func start() throws {
        starts += 1
        program = try RunningProgram("zhichao-station", arguments + ["--seed", "\(starts)"], network: network)
    }

    /// Bytes in the spool's files.
    var spooled: Int {
        let files = FileManager.default.enumerator(atPath: spool)
        var sum = 0
        while files?.nextObject() != nil { sum += (files?.fileAttributes?[.size] as? Int) ?? 0 }
        return sum
    }

    /// Waits until its spool has grown by so much while nobody takes anything.
    func waitForSpool(toGrowBy bytes: Int) throws {
        let before = spooled
        let deadline = ContinuousClock.now + .seconds(60)
        while spooled < before + bytes {
            try #require(ContinuousClock.now < deadline && program.isRunning, "\(program.log)")
            sched_yield()
        }
    }

    /// Ends it, and starts it once more until the daemon has everything.
    func drain() throws {
        program.signal(SIGTERM)
        // One that was started just now may not listen to signals yet, and dies of it: its spool lives.
        #expect([0, 128 + SIGTERM].contains(program.wait()), "\(program.log)")
        let last = arguments + ["--until-acknowledged", "--for", "100ms"]
        program = try RunningProgram("zhichao-station", last, network: network)
        #expect(program.wait() == 0, "\(program.log)")
        let line = try program.line(containing: "not acknowledged")
        #expect(line.contains("0 not acknowledged") && line.contains("0 lost"), "\(line)")
    }
}

extension RunningDaemon {
    /// Checks that all that stations have spooled and drained is there once, while the daemon runs and in what it leaves.
    func expectEverythingOnce() throws {
        let weighings = try #require(try rows("SELECT count(*) FROM reading WHERE kind = 'weigh'").first)
        let status = try status { $0.isSettled(passages: Int(weighings) ?? .max) }
        #expect(status.refused == 0 && status.control_refused == 0 && status.control_malformed == 0, "\(status)")
        try expectOnceEach()
        #expect(stop() == 0)
        try expectOnceEach()
    }
}
