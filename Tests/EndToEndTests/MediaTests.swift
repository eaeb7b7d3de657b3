import Foundation
import TestSupport
import Testing

/// The pictures of cases, fetched from a foreign station (feeds page: FETCH, MEDIUM, GONE).
@Suite(
    "Pictures fetched as evidence, with the real programs",
    .timeLimit(.minutes(60)),
    .enabled(if: Setting.python != nil, "no Python with pyzmq; tools/test makes one")
)
struct MediaTests {
    private static let extra = Roadside.quick + "\n" + CaseDesk.role
    private static let plate = "豫A10001"

    @Test("a picture that comes late: no confirmation before, in clear words; then stored, served, proved, confirmed")
    func lateAnswer() throws {
        let daemon = try RunningDaemon(extra: MediaTests.extra)
        let station = try MediaStation(daemon, [.init(MediaTests.plate, rear: ["hang", "right"])])
        try daemon.waitForPictures(1)
        let id = try station.id(of: MediaTests.plate)
        let early = try station.confirm(id)
        #expect(early.status == 422 && early.detail.contains("evidence/rear-or-side is missing"), "\(early)")
        #expect(early.detail.contains("being fetched") && !early.detail.contains("evidence/front"), "\(early)")
        let version = try #require(try daemon.rows("SELECT events FROM case_file", of: "cases.sqlite").first)

        let there = try daemon.waitForPictures(2)
        #expect(there.evidence_problem == nil && there.control_refused == 0)
        #expect(try daemon.rows("SELECT events FROM case_file", of: "cases.sqlite") == ["\((Int(version) ?? 0) + 1)"])
        for digest in try station.digests(of: id) {
            let answer = try station.get(digest, of: id)
            #expect(answer == ["200", "image/jpeg", "nosniff", "\"\(digest)\"", Substring(digest)], "\(answer)")
        }
        #expect(try station.confirm(id).status == 200)
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)
        try expectNamed(station, id)
    }

    /// A changed and a missing file are found and named.
    private func expectNamed(_ station: MediaStation, _ id: String) throws {
        let digest = try #require(try station.digests(of: id).first)
        let path = station.daemon.directory.path + "/data/evidence/\(digest.prefix(2))/\(digest)"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[1_000] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        let changed = try station.daemon.zhichao("verify", "--lang", "en")
        #expect(changed.status == 1 && changed.output.contains("\(digest): the file does not match"), "\(changed)")
        try FileManager.default.removeItem(atPath: path)
        let missing = try station.daemon.zhichao("verify", "--lang", "en")
        #expect(missing.status == 1 && missing.output.contains("\(digest): the file is missing"), "\(missing)")
    }

    @Test("another content, a short one and a stranger's are refused and asked for again; what is gone is said")
    func wrongAnswers() throws {
        let daemon = try RunningDaemon(extra: MediaTests.extra)
        let (spoilt, gone) = ("豫A10002", "豫A10003")
        let station = try MediaStation(
            daemon,
            [
                .init(spoilt, front: ["wrong", "right"], rear: ["short", "right"]),
                .init(gone, front: ["foreign"], rear: ["gone"]),
            ]
        )
        let status = try daemon.waitForPictures(3)
        #expect(status.media["gone"] == 1 && status.control_refused == 1, "\(status.media)")
        for words in ["is not what its digest says", "1999 bytes came instead of 2000", "is gone from its station"] {
            try daemon.program.line(containing: words)
        }
        #expect(try station.confirm(try station.id(of: spoilt)).status == 200)
        let id = try station.id(of: gone)
        #expect(try station.media(of: id) == ["front|stored", "rear|gone"])
        let refused = try station.confirm(id)
        #expect(refused.status == 422 && refused.detail.contains("the station cannot give"), "\(refused)")
        let shown = try daemon.zhichao("cases", "show", id, "--lang", "en").output
        #expect(shown.contains("pictures: 1 of 2 stored") && shown.contains("gone"), "\(shown)")
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)
    }

    @Test(
        "a full disk: it is said, nothing half-written is left, and the pictures come when there is room",
        .enabled(if: TestDisk.obstacle == nil, "\(TestDisk.obstacle ?? "")")
    )
    func fullDisk() throws {
        let (directory, disk) = (try TemporaryDirectory(), try TestDisk(kilobytes: 512))
        let data = directory.path + "/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: data + "/evidence", withDestinationPath: disk.path)
        let daemon = try RunningDaemon(in: directory, extra: MediaTests.extra)
        try disk.fill()
        let station = try MediaStation(daemon, [.init(MediaTests.plate, bytes: 60_000)])
        try daemon.program.line(containing: "the disk is full: pictures are not fetched until there is room")
        let full = try daemon.status { $0.evidence_problem != nil && $0.cases["detected"] == 1 }
        #expect(full.media == ["wanted": 2], "\(full.media)")
        let files = FileManager.default.enumerator(atPath: disk.path)?.compactMap { $0 as? String } ?? []
        #expect(!files.contains { $0.count > 64 }, "\(files)")
        try disk.free()
        #expect(try daemon.waitForPictures(2).evidence_problem == nil)
        try daemon.program.line(containing: "pictures can be stored again")
        #expect(try station.confirm(try station.id(of: MediaTests.plate)).status == 200)
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)
    }

    @Test("kill -9 while pictures arrive: after the next start all are there, each told once, and proved")
    func killed() throws {
        let (directory, ports) = (try TemporaryDirectory(), try Ports.fixed())
        func start() throws -> RunningDaemon {
            try RunningDaemon(in: directory, extra: MediaTests.extra, ports: ports)
        }
        let trucks = (10...29).map { MediaStation.Truck("豫A100\($0)") }
        var daemon = try start()
        let station = try MediaStation(daemon, trucks)
        for stop in [3, 11, 23] {
            try waitForFiles(stop, daemon)
            daemon.program.signal(SIGKILL)
            daemon.program.wait()
            daemon = try start()
        }
        try daemon.waitForPictures(trucks.count * 2)
        #expect(station.program.isRunning && !station.program.log.contains("ERROR"), "\(station.program.log)")
        let told = try daemon.rows(
            "SELECT state, count(*), count(state_ms) FROM case_medium GROUP BY state",
            of: "cases.sqlite"
        )
        #expect(told == ["stored|40|40"])
        try daemon.expectVerified()
        #expect(daemon.stop() == 0)
    }

    /// Waits until so many files of evidence are there.
    private func waitForFiles(_ count: Int, _ daemon: RunningDaemon) throws {
        let path = daemon.directory.path + "/data/evidence"
        let deadline = ContinuousClock.now + .seconds(120)
        func files() -> Int {
            let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            return names.count { $0.count == 67 && !$0.hasPrefix(".") }
        }
        while files() < count {
            try #require(ContinuousClock.now < deadline && daemon.program.isRunning, "\(daemon.program.log)")
            sched_yield()
        }
    }
}
