import Foundation
import TestSupport
import Testing

/// The example that vendors start from, against the real daemon.
@Suite(
    "The example station in Python",
    .timeLimit(.minutes(60)),
    .enabled(if: Setting.python != nil, "no Python with pyzmq; tools/test makes one")
)
struct ExampleStationTests {
    @Test("keeps its pictures, and sends them when a case rests on them")
    func pictures() throws {
        let daemon = try RunningDaemon(extra: Roadside.quick)
        let front = try daemon.directory.write("the front", to: "front.jpg")
        let rear = try daemon.directory.write("the rear", to: "rear.jpg")
        let station = try RunningProgram(
            try #require(Setting.python),
            [
                Project.root.path + "/tools/examples/station.py", "--data", daemon.data, "--control", daemon.control,
                "--spool", daemon.directory.path + "/station.db", "--every", "0.2", "--front", front, "--rear", rear,
            ],
            environment: ["PYTHONDONTWRITEBYTECODE": "1"]
        )
        _ = try daemon.status { $0.media["stored", default: 0] >= 2 }
        #expect(
            try daemon.rows("SELECT DISTINCT view FROM case_medium ORDER BY 1", of: "cases.sqlite") == [
                "front", "rear",
            ]
        )
        station.signal(SIGTERM)
        #expect(station.wait() == 0)
        try daemon.expectVerified()
    }
}
