import Glibc
import Units

/// Lines of the `.jsonl` files of a directory, in the order of their names, and of those that come later.
///
/// A file may grow while it is the last one; when a later one is there, it is finished. Which lines are in the spool the
/// spool itself knows, reading by reading, so that no power cut leaves one out or takes one twice.
struct DirectoryInput: StationInput {
    private let directory: String
    private let settings: ForwardSettings
    private var feeder: LineFeeder
    private var notes: PositionFile
    private var files: LineFiles
    private var splitter = LineSplitter()
    /// Behind the last line given to the spool, or rejected.
    private var position: InputPosition
    /// What was noted last, and when.
    private var noted: InputPosition
    private var notedAt: Instant?
    /// A line that the spool did not take yet.
    private var waiting: LineSplitter.Line?
    /// Bytes of the file that were read.
    private var readOffset: Int
    private var isFinishing = false

    private static let chunkBytes = 1 << 16
    private static let noteInterval = Milliseconds.seconds(5)

    init(_ path: String, _ settings: ForwardSettings, _ disk: any Disk, _ media: MediaKeep) throws(PublishError) {
        guard let real = realpath(path, nil) else {
            throw .input("\(path): \(String(cString: strerror(errno)))")
        }
        defer { free(real) }
        directory = String(cString: real)
        self.settings = settings
        feeder = LineFeeder(settings, disk, media)
        notes = PositionFile(settings.spool + "/+position", disk)
        position = try notes.read(for: directory) ?? InputPosition(name: "")
        noted = position
        readOffset = position.offset
        files = LineFiles(directory)
    }

    var tally: InputTally { feeder.tally }

    mutating func feed(_ session: inout StationSession, now: Instant, max: Int) throws(PublishError) -> Supply {
        for _ in 0..<max {
            if isFinishing { return .ended }
            var next = waiting.take()
            if next == nil { next = try nextLine(now) }
            guard let line = next else { return settings.isFinite ? .ended : .waiting }
            var behind = position
            behind.offset += line.length
            behind.line += 1
            var outcome = LineFeeder.Outcome.taken
            if !line.isBlank {
                let place = "\(position.name):\(behind.line)"
                outcome = try feeder.feed(line.bytes, at: place, origin: behind.origin, &session, now: now)
            }
            if outcome == .refused {
                waiting = line
                return .waiting
            }
            position = behind
            // Heartbeats are not to wait for the media of many lines.
            if outcome == .takenWithMedia { return .more }
        }
        return .more
    }

    mutating func settle(now: Instant, isLast: Bool) throws(PublishError) {
        guard position != noted, !position.name.isEmpty else { return }
        // Without forcing, a note might be on disk and the readings before it not.
        if settings.isUnsynced, !isLast { return }
        if !isLast, let notedAt, (now - notedAt).magnitude < DirectoryInput.noteInterval { return }
        try notes.write(position, of: directory)
        (noted, notedAt) = (position, now)
    }

    mutating func finish() {
        isFinishing = true
    }

    /// The next line; `nil` when there is none now.
    private mutating func nextLine(_ now: Instant) throws(PublishError) -> LineSplitter.Line? {
        while true {
            if let line = splitter.next() { return line }
            if try read() { continue }
            // The end of the file as it is now.
            let next = try files.next(after: position.name, now: now, feeder.complain)
            guard next != nil || settings.isFinite else { return nil }
            if let rest = splitter.rest() { return rest }
            guard let next else { return nil }
            position = InputPosition(name: next)
            (splitter, readOffset) = (LineSplitter(), 0)
        }
    }

    /// Reads on in the current file; false at its end.
    private mutating func read() throws(PublishError) -> Bool {
        guard !position.name.isEmpty else { return false }
        let bytes = try files.read(position.name, from: readOffset, count: DirectoryInput.chunkBytes)
        readOffset += bytes.count
        splitter.add(bytes)
        return !bytes.isEmpty
    }
}
