import FeedContract
import Foundation
import Readings
import TestSupport
import Testing
import Units
import ZeroMQ

/// A running daemon, the devices of one station, and a sign that hears all that the daemon says.
final class Roadside {
    static let station = "410184-07"

    /// A quick settlement, so that a test need not wait five seconds for it.
    static let quick = "pairing: { settle_after_ms: 500 }"

    let daemon: RunningDaemon
    let sign: Sign
    private let wire: Wire
    /// The numbers of the last readings: weighings and pictures.
    private(set) var sent: (weighings: UInt64, pictures: UInt64)

    /// - Parameters:
    ///   - sent: the last numbers that the devices have given, where the daemon goes on from another one's data.
    ///   - isHeard: whether the sign is to hear everything; vehicles then pass now, on lane 4, until it does.
    init(
        _ daemon: RunningDaemon,
        after sent: (weighings: UInt64, pictures: UInt64) = (0, 0),
        isHeard: Bool = true
    ) throws {
        self.daemon = daemon
        self.sent = sent
        wire = try Wire(daemon.data)
        sign = try Sign(daemon.results)
        guard isHeard else { return }
        // A subscription is not confirmed: passages are sent until the sign hears of one.
        repeat { try pass("豫A00000", gross: 20_000, lane: 4) } while try !sign.hears(within: 50)
    }

    /// Now, as the devices have it.
    var now: Instant { Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) }

    /// A vehicle crosses the scale and is seen; its trigger links the two.
    ///
    /// - Returns: what its verdict will call it.
    @discardableResult
    func pass(
        _ plate: String,
        gross: Int,
        lane: Int = 1,
        weighing: (inout WeighReading) -> Void = { _ in },
        picture: (inout CameraReading) -> Void = { _ in }
    ) throws -> String {
        let (trigger, at) = ("t\(sent.weighings + 1)", now)
        // Seen first, as where the camera stands before the scale.
        try see(plate, at: at, lane: lane) {
            $0.trigger = trigger
            picture(&$0)
        }
        return try weigh(gross: gross, at: at, lane: lane) {
            $0.trigger = trigger
            weighing(&$0)
        }
    }

    /// A vehicle of six axles is weighed, and nothing links it to a picture.
    ///
    /// - Returns: what its verdict will call it.
    @discardableResult
    func weigh(gross: Int, at: Instant, lane: Int, change: (inout WeighReading) -> Void = { _ in }) throws -> String {
        sent.weighings += 1
        let reading = Given.weighing(
            seq: sent.weighings,
            at: at,
            gross: gross,
            lane: lane,
            station: Roadside.station
        ) {
            $0.instrument = "ZZ-113"
            change(&$0)
        }
        try wire.send(reading)
        return reading.header.id.description
    }

    /// A truck is seen, and nothing links it to a weighing.
    ///
    /// - Returns: the picture's identity.
    @discardableResult
    func see(
        _ plate: String,
        at: Instant,
        lane: Int,
        change: (inout CameraReading) -> Void = { _ in }
    ) throws -> String {
        sent.pictures += 1
        let reading = Given.picture(
            seq: sent.pictures,
            at: at,
            plate: plate,
            lane: lane,
            station: Roadside.station,
            change: change
        )
        try wire.send(reading)
        return reading.header.id.description
    }

    /// The status once all that was sent is committed and settled.
    func settled() throws -> Status {
        let (weighings, pictures) = (Int(sent.weighings), Int(sent.pictures))
        return try daemon.status {
            $0.committed == weighings + pictures && $0.isSettled(passages: weighings)
        }
    }

    /// Imports a file, given as its lines, into a register of the running daemon.
    func register(_ kind: String, _ lines: String...) throws {
        let name = kind + ".csv"
        let file = try daemon.directory.write(lines.joined(separator: "\n") + "\n", to: name)
        let answer = try daemon.zhichao("registry", "import", kind, file, "--strict", "--lang", "en")
        try #require(answer.status == 0, "\(name) was not taken: \(answer.output)\(answer.errors)")
    }
}

extension RunningDaemon {
    /// What a query of one of the daemon's files gives: a line a row, columns separated by `|`, nothing for null.
    func rows(_ query: String, of store: String = "journal.sqlite") throws -> [String] {
        let script = """
            import sqlite3, sys
            for row in sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute(sys.argv[2]):
                print("|".join("" if value is None else str(value) for value in row))
            """
        let path = directory.path + "/data/" + store
        let answer = try RunningProgram.run("/usr/bin/python3", ["-c", script, path, query])
        try #require(answer.status == 0, "\(query): \(answer.errors)")
        return answer.output.split(separator: "\n").map(String.init)
    }
}
