package import Units

// How segments begin and go.
extension SourceSpool {
    /// Begins a segment where the last one must not be appended to, or is full.
    mutating func makeRoom(_ now: Instant) throws(DiskError) {
        let isLong =
            current.segments.last.map { segment in
                !segment.isEmpty && segment.bytes + batch.bytes.count > settings.segmentBytes
            } ?? true
        if needsSegment || isLong { try beginSegment(now) }
    }

    /// Begins a segment of the current epoch; it is on disk with its name before anything is appended to it.
    mutating func beginSegment(_ now: Instant) throws(DiskError) {
        let log = current
        var name = SegmentName(epoch: log.epoch, first: log.next)
        // An empty segment of the same place stays until this one is there: it may be all that knows the epoch.
        if let last = log.segments.last, last.name.first == name.first {
            name = SegmentName(epoch: log.epoch, first: log.next, attempt: last.name.attempt + 1)
        }
        let header = SegmentHeader(
            source: source,
            epoch: log.epoch,
            first: log.next,
            madeAt: now,
            isUnsynced: settings.sync == .none,
            origin: originOnDisk
        )
        var bytes: [UInt8] = []
        SpoolRecord.header(header).append(to: &bytes)
        // What an earlier segment knew of this goes when that is deleted.
        appendSettled(to: &bytes)
        do {
            // Otherwise only the end of the last segment could tell whether all of it is there.
            if settings.sync == .none, let last = log.segments.last { try disk.sync(path(last.name)) }
            // What a beginning that failed may have left is not to stay in front of this one.
            try disk.delete(path(name))
            try disk.append(bytes, to: path(name))
            try disk.sync(path(name))
            try disk.syncDirectory(directory)
        } catch {
            try? disk.delete(path(name))
            throw error
        }
        current.segments.append(Segment(name, bytes: bytes.count))
        needsSegment = false
        dropSettled()
    }

    /// Takes note of what the daemon has settled, and deletes the segments of which nothing is left to settle.
    ///
    /// - Returns: false when the daemon speaks of numbers that this spool has not assigned, so that nothing was done.
    package mutating func acknowledge(epoch: UInt64, through: UInt64) -> Bool {
        guard let log = logs.first(where: { $0.epoch == epoch }), !log.isGivenUp else { return true }
        // Of an epoch that has ended, numbers may have been lost with the disk; in the current one nobody but this
        // spool can have assigned them.
        if log.epoch == self.epoch, through >= log.next { return false }
        guard through != log.through else { return true }
        hasNewsOfSettling = true
        settle(epoch, through: through)
        return true
    }

    /// What is settled may go back, when a journal was restored from a backup; what was deleted is gone nevertheless.
    mutating func settle(_ epoch: UInt64, through: UInt64) {
        guard let index = logs.firstIndex(where: { $0.epoch == epoch }) else { return }
        logs[index].through = min(through, logs[index].next - 1)
        dropSettled()
    }

    /// Deletes what is settled, but never the last segment of the current epoch: it knows epoch, number and origin.
    ///
    /// What cannot be deleted is tried again with the next acknowledgement.
    mutating func dropSettled() {
        for epoch in logs.map(\.epoch) {
            do {
                try dropSettled(of: epoch)
            } catch {
                notices.append(.disk(source: source, error))
                return
            }
        }
    }

    private mutating func dropSettled(of epoch: UInt64) throws(DiskError) {
        guard let index = logs.firstIndex(where: { $0.epoch == epoch }) else { return }
        let isOver = index < logs.count - 1 && logs[index].through >= logs[index].next - 1
        var hasDeleted = false
        while let segment = logs[index].segments.first {
            let isSettled = segment.isEmpty || segment.next <= logs[index].through + 1
            // The last one knows epoch and number, until the epoch is over.
            guard isOver || (isSettled && logs[index].segments.count > 1) else { break }
            try disk.delete(path(segment.name))
            logs[index].segments.removeFirst()
            hasDeleted = true
        }
        // A segment that came back after a power cut would be offered to the daemon again, in a dead epoch even; so
        // this is on disk before anything is deleted of the epochs to which its readings were moved.
        if hasDeleted { try disk.syncDirectory(directory) }
        guard isOver else { return }
        let log = logs.remove(at: index)
        if log.isGivenUp { notices.append(.moved(source: source, from: log.epoch, to: self.epoch)) }
    }

    /// Replaces a last segment of which all is settled, so that its bytes are given back before it is full.
    package mutating func compact(now: Instant) {
        guard let last = current.segments.last, !last.isEmpty, last.next <= current.through + 1 else { return }
        do {
            try beginSegment(now)
        } catch {
            notices.append(.disk(source: source, error))
        }
    }
}
