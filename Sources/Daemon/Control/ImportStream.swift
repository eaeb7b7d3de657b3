import Dispatch
import NIOCore
import Synchronization

/// Hands the bytes of a request's body from the network's task to the thread that imports them.
///
/// Bounded: with `bytesMax` waiting the network's task is suspended, so that the socket fills and the client sends no
/// more until the importing thread has caught up.
final class ImportStream: Sendable {
    /// Bytes that may wait before the sender is suspended.
    static let bytesMax = 1 << 20

    /// The importing thread has read what it wanted and has gone.
    struct ReaderGone: Error {}

    private struct State {
        var waiting: [ByteBuffer] = []
        var bytes = 0
        var end: Result<Void, any Error>?
        var isReaderGone = false
        var writer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    /// Counts what there is to read: buffers and the end.
    private let readable = DispatchSemaphore(value: 0)

    /// Adds bytes; suspends while too many wait.
    ///
    /// - Throws: `ReaderGone`, or what the stream was ended with.
    func write(_ buffer: ByteBuffer) async throws {
        guard buffer.readableBytes > 0 else { return }
        try state.withLock { state in
            if state.isReaderGone { throw ReaderGone() }
            if case .failure(let error) = state.end { throw error }
            state.waiting.append(buffer)
            state.bytes += buffer.readableBytes
        }
        readable.signal()
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                let goesOn = state.bytes < ImportStream.bytesMax || state.isReaderGone || state.end != nil
                if !goesOn { state.writer = continuation }
                return goesOn
            }
            if goesOn { continuation.resume() }
        }
    }

    /// Ends the stream: the reader gets what waits and then the end, or at once the error. The first end stands.
    func end(_ end: Result<Void, any Error>) {
        resume { state in
            if state.end != nil { return }
            state.end = end
            if case .failure = end { state.waiting = [] }
        }
        readable.signal()
    }

    /// The next bytes; blocks the thread that calls it until there are some.
    ///
    /// - Returns: `nil` at the end.
    /// - Throws: what the stream was ended with.
    func read() throws -> ByteBuffer? {
        readable.wait()
        var next: Result<ByteBuffer?, any Error> = .success(nil)
        resume { state in
            if case .failure(let error) = state.end {
                next = .failure(error)
            } else if !state.waiting.isEmpty {
                let buffer = state.waiting.removeFirst()
                state.bytes -= buffer.readableBytes
                next = .success(buffer)
            }
        }
        // The end is read as often as somebody asks.
        if case .success(.some) = next {} else { readable.signal() }
        return try next.get()
    }

    /// Tells the sender that nobody reads any more.
    func close() {
        resume { state in
            state.isReaderGone = true
            state.waiting = []
        }
    }

    /// Changes the state, and lets the sender go on where it may.
    private func resume(_ change: (inout State) -> Void) {
        let writer = state.withLock { state -> CheckedContinuation<Void, Never>? in
            change(&state)
            guard state.bytes < ImportStream.bytesMax || state.isReaderGone || state.end != nil else { return nil }
            defer { state.writer = nil }
            return state.writer
        }
        writer?.resume()
    }
}
