import Glibc
import Units

/// Lines from a pipe or a file, to its end.
struct StreamInput: StationInput {
    private var feeder: LineFeeder
    private let descriptor: Int32
    private var splitter = LineSplitter()
    /// A line that the spool did not take yet.
    private var waiting: [UInt8]?
    private var line = 0
    private var hasEnded = false

    private static let chunkBytes = 1 << 16

    init(_ feeder: LineFeeder, descriptor: Int32) {
        self.feeder = feeder
        self.descriptor = descriptor
    }

    var tally: InputTally { feeder.tally }

    mutating func feed(_ session: inout StationSession, now: Instant, max: Int) throws(PublishError) -> Supply {
        for _ in 0..<max {
            var next = waiting.take()
            if next == nil { next = try nextLine() }
            guard let bytes = next else { return hasEnded ? .ended : .waiting }
            let number = line
            switch try feeder.feed(bytes, at: "line \(number)", origin: [], &session, now: now) {
            case .taken: continue
            // Heartbeats are not to wait for the media of many lines.
            case .takenWithMedia: return .more
            case .refused:
                waiting = bytes
                return .waiting
            }
        }
        return .more
    }

    mutating func settle(now: Instant, isLast: Bool) {
        if isLast, waiting != nil { feeder.complain("line \(line) and what follows were read and not taken") }
    }

    /// Reads no more; the whole lines that were read are still taken.
    mutating func finish() {
        hasEnded = true
    }

    /// The next line that is not blank; `nil` when there is none now.
    private mutating func nextLine() throws(PublishError) -> [UInt8]? {
        while true {
            if let next = splitter.next() {
                line += 1
                if next.isBlank { continue }
                return next.bytes
            }
            if hasEnded { return nil }
            guard try read() else {
                guard hasEnded, let rest = splitter.rest(), !rest.isBlank else { return nil }
                line += 1
                return rest.bytes
            }
        }
    }

    /// Reads what is there, without waiting.
    ///
    /// - Returns: false when nothing is, or nothing ever will be.
    private mutating func read() throws(PublishError) -> Bool {
        var look = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&look, 1, 0) > 0 else { return false }
        var got = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: StreamInput.chunkBytes) { buffer, count in
            got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            count = max(0, got)
        }
        if got < 0 {
            if errno == EINTR || errno == EAGAIN { return false }
            throw .input("standard input: \(String(cString: strerror(errno)))")
        }
        if bytes.isEmpty {
            hasEnded = true
            return false
        }
        splitter.add(bytes)
        return true
    }
}
