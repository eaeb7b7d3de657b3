import Enforcement
import FeedContract
import Readings
import TestSupport
import Testing

@testable import Journal

@Suite("A batch that is used again")
struct BatchTests {
    /// Fills a batch with so many readings of 1 kB, and empties it.
    private func use(_ batch: inout Batch, readings: Int) throws {
        let (payload, reading) = ([UInt8](repeating: 0, count: 1_024), Given.weighing(seq: 1))
        for _ in 0..<readings {
            payload.withUnsafeBytes {
                batch.append(
                    reading.header.id,
                    ordinal: 1,
                    receivedAt: reading.header.at,
                    lane: reading.header.lane,
                    kind: .weigh,
                    payload: $0
                )
            }
        }
        batch.removeAll()
        #expect(batch.isEmpty && batch.arena.isEmpty)
    }

    @Test("keeps its memory while much comes, and gives it back once little does")
    func memory() throws {
        var batch = Batch()
        try use(&batch, readings: 4_000)
        let full = batch.arena.capacity
        try use(&batch, readings: 1_000)
        #expect(batch.arena.capacity == full)
        try use(&batch, readings: 1)
        #expect(batch.arena.capacity <= Batch.keptBytes)
    }
}
