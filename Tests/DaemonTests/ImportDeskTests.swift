import Foundation
import NIOCore
import Registry
import Synchronization
import Testing

@testable import Daemon

@Suite("Imports, one at a time", .timeLimit(.minutes(60)))
struct ImportDeskTests {
    private let order = ImportOrder(kind: .vehicles, isStrict: false, isDryRun: false, name: "f.csv", actor: "wang")

    /// Counts the bytes, as an import would read them.
    private func countingDesk() -> ImportDesk<Int> {
        ImportDesk { _, stream in
            var bytes = 0
            while let buffer = try stream.read() { bytes += buffer.readableBytes }
            return bytes
        }
    }

    /// A body of so many pieces; counts those that were taken.
    private struct Body: AsyncSequence, Sendable {
        let pieces: Int
        let bytes: Int
        var error: (any Error)?
        let taken = Counter()

        struct Iterator: AsyncIteratorProtocol {
            let body: Body
            var left: Int

            mutating func next() async throws -> ByteBuffer? {
                guard left > 0 else {
                    if let error = body.error { throw error }
                    return nil
                }
                left -= 1
                body.taken.add()
                return ByteBuffer(repeating: 0x61, count: body.bytes)
            }
        }

        func makeAsyncIterator() -> Iterator { Iterator(body: self, left: pieces) }
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func add() { count.withLock { $0 += 1 } }
    }

    private struct Broken: Error {}

    @Test("what is sent arrives, whatever the pieces")
    func whole() async throws {
        let desk = countingDesk()
        #expect(try await desk.take(order, length: nil, body: Body(pieces: 0, bytes: 1)) == 0)
        #expect(try await desk.take(order, length: 30_000_000, body: Body(pieces: 300, bytes: 100_000)) == 30_000_000)
        #expect(try await desk.take(order, length: 3_000, body: Body(pieces: 3_000, bytes: 1)) == 3_000)
    }

    @Test("a body that breaks off or is shorter than it said imports nothing, and the desk is free again")
    func broken() async throws {
        let desk = countingDesk()
        await #expect(throws: Broken.self) {
            try await desk.take(order, length: nil, body: Body(pieces: 3, bytes: 10, error: Broken()))
        }
        await #expect { try await desk.take(order, length: 31, body: Body(pieces: 3, bytes: 10)) } throws: {
            ($0 as? Problem)?.kind == "cut-short"
        }
        await #expect { try await desk.take(order, length: 5 << 30, body: Body(pieces: 3, bytes: 10)) } throws: {
            ($0 as? Problem)?.kind == "body-too-large"
        }
        #expect(try await desk.take(order, length: 30, body: Body(pieces: 3, bytes: 10)) == 30)
    }

    @Test("the sender waits while the import does not read, and goes on when it does")
    func bounded() async throws {
        let mayRead = DispatchSemaphore(value: 0)
        let body = Body(pieces: 200, bytes: 1 << 16)
        let desk = ImportDesk<Int> { _, stream in
            mayRead.wait()
            // At most what may wait, and the piece that went over it.
            let sent = body.taken.value
            while try stream.read() != nil {}
            return sent
        }
        async let sent = desk.take(order, length: nil, body: body)
        // Full as soon as it takes no more; nothing says so but the count.
        while body.taken.value < ImportStream.bytesMax >> 16 { await Task.yield() }
        mayRead.signal()
        #expect(try await sent <= ImportStream.bytesMax >> 16 + 1)
        #expect(body.taken.value == 200)
    }

    @Test("an import that ends early does not wait for the rest of its file")
    func early() async throws {
        let desk = ImportDesk<String> { _, stream in
            _ = try stream.read()
            return "no header"
        }
        #expect(try await desk.take(order, length: nil, body: Body(pieces: 10_000, bytes: 1 << 16)) == "no header")
    }

    @Test("a second import is refused while one runs; a stop ends that one and refuses all that follow")
    func second() async throws {
        let begun = AsyncStream.makeStream(of: Void.self)
        let desk = ImportDesk<Int> { _, stream in
            begun.continuation.finish()
            while try stream.read() != nil {}
            return 1
        }
        let endless = AsyncStream.makeStream(of: ByteBuffer.self)
        let first = Task { try await desk.take(order, length: nil, body: endless.stream) }
        for await _ in begun.stream {}
        await #expect { try await desk.take(order, length: nil, body: Body(pieces: 1, bytes: 1)) } throws: {
            ($0 as? Problem)?.kind == "import-running"
        }
        desk.stop()
        endless.continuation.finish()
        await #expect { try await first.value } throws: { ($0 as? Problem)?.kind == "stopping" }
        await #expect { try await desk.take(order, length: nil, body: Body(pieces: 1, bytes: 1)) } throws: {
            ($0 as? Problem)?.kind == "stopping"
        }
    }
}
