// What is held, and how it is read back.
extension SourceSpool {
    /// A part of a range: all of it held, or none.
    package enum Piece: Equatable, Sendable {
        /// Held from the first to the last number.
        case held(ClosedRange<UInt64>)
        /// Not held any more, or never known.
        case lost(ClosedRange<UInt64>)
    }

    /// What the spool tells the daemon of an epoch.
    package struct Holding: Equatable, Sendable {
        /// The epoch.
        package var epoch: UInt64
        /// The oldest number held; `next` when nothing is held.
        package var first: UInt64
        /// The next number to be assigned; what lies below is on disk.
        package var next: UInt64
        /// What is settled, as far as the daemon has said so to this spool.
        package var through: UInt64

        /// Describes what is held.
        package init(epoch: UInt64, first: UInt64, next: UInt64, through: UInt64) {
            (self.epoch, self.first, self.next, self.through) = (epoch, first, next, through)
        }
    }

    /// The epochs that the daemon is told of, oldest first; those that were given up are not among them.
    package var holdings: [Holding] {
        logs.filter { !$0.isGivenUp }
            .map { Holding(epoch: $0.epoch, first: $0.first, next: $0.next, through: $0.through) }
    }

    /// The first part of a range of numbers that is held as a whole or lost as a whole.
    ///
    /// - Returns: `nil` when the range is empty, or lies where nothing has been assigned yet.
    package func piece(epoch: UInt64, from: UInt64, to: UInt64) -> Piece? {
        guard from <= to else { return nil }
        guard let log = logs.first(where: { $0.epoch == epoch }), !log.isGivenUp else {
            // The readings of an epoch that was given up come under new identities.
            return epoch < self.epoch ? .lost(from...to) : nil
        }
        guard from < log.next else { return nil }
        let last = min(to, log.next - 1)
        if let segment = log.segments.first(where: { $0.first <= from && from < $0.next }) {
            return .held(from...min(last, segment.next - 1))
        }
        return .lost(from...min(last, nextHeld(epoch, after: from) - 1))
    }

    /// The first number above another at which a segment begins; the end of the epoch when there is none.
    func nextHeld(_ epoch: UInt64, after seq: UInt64) -> UInt64 {
        guard let log = logs.first(where: { $0.epoch == epoch }) else { return seq + 1 }
        return log.segments.first { $0.first > seq && !$0.isEmpty }?.first ?? max(log.next, seq + 1)
    }

    /// Reads readings of one segment in the order of their numbers.
    ///
    /// What turns out to be unreadable is not held from then on, and the operator is told.
    ///
    /// - Parameters:
    ///   - epoch: their epoch.
    ///   - from: the first of them.
    ///   - max: how many at most; there may be fewer, and are none only when `from` is not held.
    package mutating func read(epoch: UInt64, from: UInt64, max: Int) throws(SpoolError) -> [SpooledReading] {
        guard let log = logs.firstIndex(where: { $0.epoch == epoch }),
            let place = logs[log].segments.firstIndex(where: { $0.first <= from && from < $0.next })
        else { return [] }
        let segment = logs[log].segments[place]
        var reader = cursor.flatMap { $0.canReach(from, of: segment.name) ? $0 : nil } ?? SegmentCursor(segment.name)
        let readings: [SpooledReading]
        do {
            readings = try reader.read(from: from, max: max, of: segment, on: disk, path(segment.name))
        } catch {
            throw .disk(error)
        }
        cursor = reader
        if readings.isEmpty { loseRest(log, place, from: from, at: reader.offset) }
        return readings
    }

    /// Notes that a segment cannot be read from a number on, and keeps aside what it has there.
    private mutating func loseRest(_ log: Int, _ place: Int, from: UInt64, at offset: Int) {
        let segment = logs[log].segments[place]
        let file = path(segment.name)
        notices.append(.damaged(source: source, file: file, at: offset, aside: file + ".damaged"))
        do {
            let rest = try disk.read(file, from: offset, count: segment.bytes - offset)
            try disk.append(rest, to: file + ".damaged")
            try disk.sync(file + ".damaged")
        } catch {
            notices.append(.disk(source: source, error))
        }
        if log == logs.count - 1, place == logs[log].segments.count - 1 { needsSegment = true }
        logs[log].segments[place].next = from
        cursor = nil
    }
}
