import FeedContract
import Readings

/// Reads one line of JSON that is to become a message: a full payload, but for epoch and number, which the spool gives.
final class ReadingLine {
    private let parser = JSONParser()
    private let decoder = MessageDecoder()

    /// What a line is about; its payload is checked when it has an identity.
    struct Reading {
        let source: Source
        let topic: Topic
        let payload: [UInt8]
        /// The media that a picture names.
        let media: [MediaFolder.Named]
    }

    /// Why a line holds no reading.
    struct Fault: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// Finds out whose reading a line holds, and what its topic is.
    func read(_ line: [UInt8]) throws(Fault) -> Reading {
        guard line.count <= FeedLimits.payloadBytes else {
            throw Fault("\(line.count) bytes, more than the \(FeedLimits.payloadBytes) of a message")
        }
        let members = try members(line)
        guard let source = members.source else { throw Fault("/source must be <station>/<device>") }
        guard let lane = members.lane.flatMap({ Lane($0) }) else {
            throw Fault("/lane must be an integer from 1 to 32")
        }
        guard members.isWeigh != members.isCamera else {
            throw Fault(
                "a weighing has /kind and a picture has /view; this line has \(members.isWeigh ? "both" : "neither")"
            )
        }
        let kind = members.isWeigh ? TopicKind.weigh : .camera
        let payload = members.hasVersion ? line : ReadingLine.versioned(line)
        let topic = Topic(kind: kind, station: source.station, lane: lane)
        return Reading(source: source, topic: topic, payload: payload, media: kind == .camera ? members.media : [])
    }

    /// Topic and payload of a reading with its identity, checked as the daemon will check them.
    func frames(of reading: Reading, _ id: ReadingID) throws(Fault) -> (topic: [UInt8], payload: [UInt8]) {
        guard let payload = PayloadIdentity.write(id, into: reading.payload) else { throw Fault("no JSON object") }
        let topic = Array(reading.topic.description.utf8)
        guard case .invalid(let message) = decoder.decode(topic: topic, payload: payload) else {
            return (topic, payload)
        }
        throw Fault(message.faults.map(\.description).joined(separator: "; "))
    }

    fileprivate struct Members {
        var source: Source?
        var lane: Int?
        var isWeigh = false
        var isCamera = false
        var hasVersion = false
        var media: [MediaFolder.Named] = []
    }

    /// Checks a reading before anything is known of its epoch.
    func check(_ reading: Reading) throws(Fault) {
        _ = try frames(of: reading, ReadingID(source: reading.source, epoch: 0, seq: 1))
    }

    private func members(_ line: [UInt8]) throws(Fault) -> Members {
        let read: Result<Members, Fault> = line.withUnsafeBytes { bytes in
            do throws(UnreadableJSON) {
                let tape = try parser.parse(bytes)
                guard tape.kind(at: Tape.root) == .object else { return .failure(Fault("no JSON object")) }
                return .success(Members(tape))
            } catch {
                return .failure(Fault(error.reason))
            }
        }
        return try read.get()
    }

    /// The line with `v`, which those who write lines for this program may leave out.
    private static func versioned(_ line: [UInt8]) -> [UInt8] {
        guard let brace = line.firstIndex(of: UInt8(ascii: "{")) else { return line }
        return line[...brace] + Array(#""v":1,"#.utf8) + line[(brace + 1)...]
    }
}

extension ReadingLine.Members {
    /// Looks at the members that say whose line it is; duplicates are found when the payload is checked.
    fileprivate init(_ tape: Tape) {
        self.init()
        var key = Tape.root + 1
        while key < tape.closing(Tape.root) {
            take(String(decoding: tape.string(at: key), as: UTF8.self), tape, key + 1)
            key = tape.indexAfter(key + 1)
        }
    }

    private mutating func take(_ name: String, _ tape: Tape, _ value: Int) {
        switch name {
        case "source" where tape.kind(at: value) == .string: source = Source(bytes: tape.string(at: value))
        case "lane" where tape.kind(at: value) == .integer: lane = tape.integer(at: value)
        case "kind": isWeigh = true
        case "view": isCamera = true
        case "v": hasVersion = true
        case "media" where tape.kind(at: value) == .array: media = MediaFolder.Named.all(tape, value)
        default: break
        }
    }
}

extension MediaFolder.Named {
    /// The media of an array that have a digest; what is wrong with others is found when the payload is checked.
    fileprivate static func all(_ tape: Tape, _ array: Int) -> [MediaFolder.Named] {
        var named: [MediaFolder.Named] = []
        var element = array + 1
        while element < tape.closing(array) {
            if tape.kind(at: element) == .object, let medium = MediaFolder.Named(tape, element) { named.append(medium) }
            element = tape.indexAfter(element)
        }
        return named
    }

    private init?(_ tape: Tape, _ object: Int) {
        var texts: [String: String] = [:]
        var key = object + 1
        while key < tape.closing(object) {
            if tape.kind(at: key + 1) == .string {
                texts[String(decoding: tape.string(at: key), as: UTF8.self)] =
                    String(decoding: tape.string(at: key + 1), as: UTF8.self)
            }
            key = tape.indexAfter(key + 1)
        }
        guard let digest = texts["sha256"].flatMap({ SHA256Digest($0) }) else { return nil }
        self.init(digest: digest, type: texts["type"] ?? "", file: texts["file"])
    }
}
