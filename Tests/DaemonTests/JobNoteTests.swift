import Foundation
import TestSupport
import Testing
import Units

@testable import Daemon

@Suite("What the work of timers leaves behind")
struct JobNoteTests {
    private let directory: TemporaryDirectory
    private let notes: JobNotes
    private let noon = Given.noon

    init() throws {
        directory = try TemporaryDirectory()
        notes = JobNotes(dataDirectory: directory.path)
    }

    private func status(_ job: Job, _ hours: Int64, since: Instant? = nil) -> JobStatus? {
        JobStatus.all(dataDirectory: directory.path, since: since, now: noon + .hours(hours))
            .first { $0.job == job.rawValue }
    }

    @Test("nothing is expected but a backup, once there is something to lose for two days")
    func never() throws {
        let all = JobStatus.all(dataDirectory: directory.path, since: noon, now: noon + .hours(48))
        #expect(all.map(\.job) == ["backup"] && all[0].state == .never && !all[0].overdue)
        #expect(status(.backup, 49, since: noon)?.overdue == true)
        #expect(status(.backup, 999)?.overdue == false, "an empty store")
    }

    @Test("begun, done, failed with its reason, done again", arguments: Job.allCases)
    func ways(job: Job) throws {
        try notes.begin(job, at: noon)
        #expect(status(job, 1)?.state == .begun && status(job, 25)?.state == .died)
        try notes.succeed(job, at: noon + .hours(1))
        #expect(status(job, 2)?.state == .ok && status(job, 2)?.lastGood == "\(noon + .hours(1))")
        try notes.begin(job, at: noon + .hours(3))
        try notes.fail(job, "disk full", at: noon + .hours(4))
        let failed = try #require(status(job, 5))
        #expect(failed.state == .failed && failed.reason == "disk full" && !failed.overdue)
        #expect(failed.lastGood == "\(noon + .hours(1))", "the success before is still known")
        try notes.begin(job, at: noon + .hours(6))
        try notes.succeed(job, at: noon + .hours(7))
        let good = try #require(status(job, 8))
        #expect(good.state == .ok && good.reason == nil && good.lastFailure == "\(noon + .hours(4))")
    }

    @Test("overdue from when it was done well last, else from when it was begun first")
    func overdue() throws {
        try notes.begin(.retention, at: noon)
        try notes.fail(.retention, "no", at: noon)
        try notes.begin(.retention, at: noon + .hours(40))
        try notes.fail(.retention, "no", at: noon + .hours(40))
        #expect(status(.retention, 48)?.overdue == false && status(.retention, 49)?.overdue == true)
        try notes.succeed(.retention, at: noon + .hours(50))
        #expect(status(.retention, 98)?.overdue == false && status(.retention, 99)?.overdue == true)
        try notes.begin(.reportMonth, at: noon)
        try notes.succeed(.reportMonth, at: noon)
        #expect(status(.reportMonth, 24 * 32)?.overdue == false && status(.reportMonth, 24 * 34)?.overdue == true)
    }

    @Test("a note is whole or not there: no draft is left, what is damaged counts as none, others cannot write it")
    func files() throws {
        try notes.begin(.backup, at: noon)
        let folder = directory.path + "/jobs"
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["backup.json"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/backup.json")
        #expect((attributes[.posixPermissions] as? NSNumber).map { $0.intValue & 0o137 } == 0)
        try directory.write("{\"begun\":", to: "jobs/backup.json")
        #expect(notes.read(.backup) == nil)
        try notes.succeed(.backup, at: noon)
        #expect(status(.backup, 1)?.state == .ok)
        #expect(throws: (any Error).self) {
            try JobNotes(dataDirectory: directory.path + "/nowhere").begin(.backup, at: noon)
        }
    }
}
