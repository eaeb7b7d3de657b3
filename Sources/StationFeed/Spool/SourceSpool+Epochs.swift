import Readings
package import Units

// How epochs begin, and how readings go from one that the daemon will not have to another.
extension SourceSpool {
    /// Begins an epoch: the clock in milliseconds, but greater than any before.
    ///
    /// - Parameters:
    ///   - newest: an epoch that the daemon knows, to be exceeded, too.
    ///   - reason: for the operator.
    mutating func beginEpoch(above newest: UInt64 = 0, _ reason: EpochReason, now: Instant) throws(SpoolError) {
        let clock = UInt64(max(0, now.millisecondsSince1970))
        let last = logs.last?.epoch ?? 0
        // From 1, so that "no epoch yet" lies below every epoch.
        let epoch = max(clock, last + 1, newest == .max ? .max : newest + 1)
        guard epoch <= ReadingID.greatest else { throw .exhausted(source) }
        logs.append(EpochLog(epoch: epoch))
        do {
            try attempt { (spool) throws(DiskError) in try spool.beginSegment(now) }
        } catch {
            logs.removeLast()
            throw error
        }
        notices.append(.newEpoch(source: source, epoch: epoch, reason: reason))
    }

    /// Gives up an epoch that the daemon will not have; what is not settled of it gets numbers in a newer one, by
    /// `moveSome`.
    ///
    /// - Parameters:
    ///   - epoch: the epoch; one that is not held is ignored.
    ///   - newest: the newest epoch that the daemon knows, where it said so.
    package mutating func giveUp(
        _ epoch: UInt64,
        newest: UInt64 = 0,
        _ reason: EpochReason,
        now: Instant
    ) throws(SpoolError) {
        guard logs.contains(where: { $0.epoch == epoch && !$0.isGivenUp }) else { return }
        if epoch == self.epoch {
            // What is in the batch has this epoch's numbers: it is written, not published, and moved like the rest.
            try attempt { (spool) throws(DiskError) in _ = try spool.commit(now: now) }
        }
        // Before the segment is begun that tells of it, so that the next start goes on with the move.
        mark(epoch, isGivenUp: true)
        do throws(SpoolError) {
            if epoch == self.epoch || newest >= self.epoch {
                try beginEpoch(above: newest, reason, now: now)
            } else {
                try attempt { (spool) throws(DiskError) in try spool.beginSegment(now) }
            }
        } catch {
            mark(epoch, isGivenUp: false)
            throw error
        }
        dropSettled()
    }

    private mutating func mark(_ epoch: UInt64, isGivenUp: Bool) {
        guard let index = logs.firstIndex(where: { $0.epoch == epoch }) else { return }
        logs[index].isGivenUp = isGivenUp
    }

    /// Whether readings wait to be moved.
    package var isMoving: Bool { logs.contains(where: \.isGivenUp) }

    /// Puts the next readings of the oldest epoch that was given up into the batch, with new numbers.
    ///
    /// A moved reading says what it was, so that a move that was cut off goes on where it stopped.
    ///
    /// - Parameter max: how many at most.
    package mutating func moveSome(max: Int, now: Instant) throws(SpoolError) {
        // With a batch that could not be written some may be on their way already.
        guard !hasBatch, let log = logs.first(where: \.isGivenUp) else { return }
        let from = Swift.max(log.through + 1, log.first)
        guard from < log.next else { return settle(log.epoch, through: log.next - 1) }
        let readings = try read(epoch: log.epoch, from: from, max: max)
        guard !readings.isEmpty else { return settle(log.epoch, through: nextHeld(log.epoch, after: from) - 1) }
        for reading in readings {
            let id = try nextID()
            var moved = reading
            moved.moved = SpooledReading.Moved(epoch: log.epoch, seq: reading.seq)
            moved.seq = id.seq
            moved.origin = []
            // A payload that cannot be rewritten goes as it is: the daemon's quarantine is where people look for it.
            moved.payload = PayloadIdentity.write(id, into: reading.payload) ?? reading.payload
            add(moved)
        }
    }

    private mutating func attempt(_ body: (inout SourceSpool) throws(DiskError) -> Void) throws(SpoolError) {
        do {
            try body(&self)
        } catch {
            throw .disk(error)
        }
    }
}
