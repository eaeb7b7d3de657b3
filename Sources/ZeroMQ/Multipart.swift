/// A message of several frames, copied out of libzmq's memory: for control traffic, not for the hot path.
public struct Multipart: Equatable, Sendable {
    /// The first frames, as many as the receiver wanted to keep.
    public let frames: [[UInt8]]

    /// How many frames followed, and were dropped.
    public let droppedFrames: Int

    /// Creates a message of these frames.
    public init(frames: [[UInt8]], droppedFrames: Int = 0) {
        self.frames = frames
        self.droppedFrames = droppedFrames
    }
}

extension Socket {
    /// Receives a whole message, and keeps at most `framesMax` frames of it.
    ///
    /// - Parameters:
    ///   - scratch: a message to receive through; it holds the last frame afterwards, for its metadata.
    ///   - framesMax: how many frames to keep; the rest is received, dropped and counted.
    ///   - wait: how long to wait for a message.
    /// - Returns: nil when there was no message in that time.
    /// - Throws: as `receive(into:wait:)`.
    public func receiveMultipart(
        through scratch: inout Message,
        framesMax: Int,
        wait: Wait
    ) throws(ZeroMQError) -> Multipart? {
        guard try receive(into: &scratch, wait: wait) else { return nil }
        var frames: [[UInt8]] = []
        while frames.count < framesMax {
            frames.append(scratch.array)
            guard scratch.more else { return Multipart(frames: frames, droppedFrames: 0) }
            _ = try receive(into: &scratch, wait: .no)
        }
        return Multipart(frames: frames, droppedFrames: 1 + (try discardRest(of: &scratch)))
    }
}
