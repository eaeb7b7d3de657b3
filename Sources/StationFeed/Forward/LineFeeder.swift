import FeedContract
import Readings
import Units

/// Gives lines to the spool, and keeps aside what is none of a reading's.
struct LineFeeder {
    private let settings: ForwardSettings
    private let disk: any Disk
    private let reader = ReadingLine()
    private let folder: MediaFolder?
    private(set) var tally = InputTally()
    private var rejectsBytes: Int?

    /// What became of a line.
    enum Outcome {
        /// The spool does not take it now.
        case refused
        case taken
        /// Taken, with media: a line that may have cost seconds of the disk's time.
        case takenWithMedia
    }

    /// Bytes of rejects that are kept; what comes then is only complained of.
    private static let rejectsBytesMax = 64 << 20

    init(_ settings: ForwardSettings, _ disk: any Disk, _ media: MediaKeep) {
        (self.settings, self.disk) = (settings, disk)
        folder = settings.media.map { MediaFolder($0, on: disk, media) }
    }

    /// Gives a line to the spool.
    ///
    /// - Parameters:
    ///   - line: the line, without its end.
    ///   - place: where it stands, for people.
    ///   - origin: where it ends, to be found again; empty where nobody could.
    /// - Returns: what became of it.
    mutating func feed(
        _ line: [UInt8],
        at place: @autoclosure () -> String,
        origin: [UInt8],
        _ session: inout StationSession,
        now: Instant
    ) throws(PublishError) -> Outcome {
        guard session.obstacle(now: now) == nil else { return .refused }
        var outcome = Outcome.taken
        do {
            let reading = try reader.read(line)
            if let station = settings.station, reading.source.station != station {
                throw ReadingLine.Fault("/source is of station \(reading.source.station), not of \(station)")
            }
            // A run that ended before it had noted how far it was.
            if !origin.isEmpty, !session.origin(of: reading.source).lexicographicallyPrecedes(origin) {
                tally.repeated += 1
                return .taken
            }
            // A spool is not begun for a line that holds no reading.
            if !session.sources.contains(reading.source) { try reader.check(reading) }
            try session.append(reading.source, now: now, origin: origin) { id in
                let frames = try reader.frames(of: reading, id)
                // The message is published with the next commit, and its media are on disk before.
                for fault in folder?.take(reading.media, now: now) ?? [] { complain("\(place()): \(fault)") }
                if folder != nil, !reading.media.isEmpty { outcome = .takenWithMedia }
                return frames
            }
            tally.messages.count(reading.topic.kind)
        } catch let fault as ReadingLine.Fault {
            try reject(line, "\(place()): \(fault)")
        } catch let error as SpoolError {
            if error.isPassing { return .refused }
            switch error {
            case .tooLong, .tooManySources: try reject(line, "\(place()): \(error)")
            default: throw .spool(error)
            }
        } catch {
            throw .input("\(place()): \(error)")
        }
        return outcome
    }

    /// Says something about the input to the operator.
    func complain(_ text: String) {
        settings.complain(text)
    }

    private mutating func reject(_ line: [UInt8], _ reason: String) throws(PublishError) {
        tally.rejected += 1
        complain(reason)
        do {
            let size = rejectsBytes ?? (try? disk.size(of: settings.rejects)) ?? 0
            guard size < LineFeeder.rejectsBytesMax else { return }
            try disk.append(line + [UInt8(ascii: "\n")], to: settings.rejects)
            rejectsBytes = size + line.count + 1
        } catch {
            throw .spool(.disk(error))
        }
    }
}

extension Tally {
    /// Counts a message of which only the kind is known.
    mutating func count(_ kind: TopicKind) {
        switch kind {
        case .weigh: weigh += 1
        case .camera: camera += 1
        }
    }
}
