import Foundation
import Storage
public import Units

/// Work that timers start: what a person wants to know has been done.
public enum Job: String, CaseIterable, Sendable {
    /// `zhichao backup`.
    case backup
    /// `zhichao retention run`.
    case retention
    /// `zhichao report day --to`.
    case reportDay = "report-day"
    /// `zhichao report month --to`.
    case reportMonth = "report-month"

    /// How long after it was last done well it is overdue.
    public var overdueAfter: Milliseconds {
        switch self {
        case .backup, .retention, .reportDay: Milliseconds.hours(48)
        case .reportMonth: Milliseconds.hours(24 * 33)
        }
    }
}

/// The note that a job leaves in `data_dir/jobs`, so that `zhichao status` can say when it was done last.
public struct JobNote: Codable, Hashable, Sendable {
    /// When it was begun first of all.
    public var first: Instant
    /// When it was begun last.
    public var begun: Instant
    /// When it was done well last.
    public var lastGood: Instant?
    /// When it failed last.
    public var lastFailure: Instant?
    /// Why.
    public var reason: String?

    /// Begins the first time.
    public init(begun: Instant) { (first, self.begun) = (begun, begun) }

    private enum CodingKeys: String, CodingKey {
        case first, begun
        case lastGood = "last_good"
        case lastFailure = "last_failure"
        case reason
    }
}

/// Where the notes of a data directory lie.
public struct JobNotes: Sendable {
    /// The directory's name in `data_dir`.
    static let directoryName = "jobs"
    /// Characters kept of a reason.
    static let reasonMax = 1_000

    private let directory: String

    /// Names the notes of a data directory; nothing is made.
    public init(dataDirectory: String) { directory = dataDirectory + "/" + JobNotes.directoryName }

    private func path(_ job: Job) -> String { "\(directory)/\(job.rawValue).json" }

    /// What a job has left; `nil` when it was never begun, and when its note cannot be read.
    public func read(_ job: Job) -> JobNote? {
        FileManager.default.contents(atPath: path(job)).flatMap { try? JSONDecoder().decode(JobNote.self, from: $0) }
    }

    /// Notes that a job begins; one that dies leaves a beginning without an end.
    ///
    /// - Throws: `WholeFileError`.
    public func begin(_ job: Job, at now: Instant) throws {
        try change(job, at: now) { $0.begun = now }
    }

    /// Notes that a job was done.
    ///
    /// - Throws: `WholeFileError`.
    public func succeed(_ job: Job, at now: Instant) throws {
        try change(job, at: now) { $0.lastGood = now }
    }

    /// Notes that a job has failed, and why.
    ///
    /// - Throws: `WholeFileError`.
    public func fail(_ job: Job, _ reason: String, at now: Instant) throws {
        try change(job, at: now) { note in
            (note.lastFailure, note.reason) = (now, String(reason.prefix(JobNotes.reasonMax)))
        }
    }

    private func change(_ job: Job, at now: Instant, _ body: (inout JobNote) -> Void) throws {
        var note = read(job) ?? JobNote(begun: now)
        body(&note)
        if mkdir(directory, 0o750) != 0, errno != EEXIST { throw WholeFileError(path: directory) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try WholeFile.write(try encoder.encode(note), to: path(job))
    }
}
