package import Readings
package import Units

extension SourceSpool {
    /// Opens the spool of a source, or begins one.
    ///
    /// Only the end of the last segment may be unfinished: that is what a power cut leaves, and is cut off. Damage
    /// anywhere else is told to the operator; what lies behind it is kept in a file of its own, and lost to the daemon.
    ///
    /// - Parameters:
    ///   - source: whose spool it is.
    ///   - directory: where it is kept, or will be.
    ///   - now: the station's clock, from which a new epoch is made.
    package init(
        _ source: Source,
        in directory: String,
        on disk: any Disk,
        settings: SpoolSettings,
        now: Instant
    ) throws(SpoolError) {
        var recovery = SpoolRecovery(source: source, directory: directory, disk: disk)
        try recovery.read()
        self.source = source
        self.directory = directory
        self.disk = disk
        self.settings = settings
        logs = recovery.logs
        notices = recovery.notices
        origin = recovery.origin
        originOnDisk = recovery.origin
        needsSegment = recovery.endsUnsynced || settings.sync == .none
        if let reason = recovery.epochReason { try beginEpoch(reason, now: now) }
        dropSettled()
    }
}

/// Reads what a spool's directory holds.
struct SpoolRecovery {
    let source: Source
    let directory: String
    let disk: any Disk

    private(set) var logs: [EpochLog] = []
    private(set) var notices: [SpoolNotice] = []
    private(set) var origin: [UInt8] = []
    /// Whether the last segment was written without forcing it onto the disk.
    private(set) var endsUnsynced = false
    /// Whether its end may be missing therefore.
    private var isOpenEnded = false
    private var isEndDamaged = false
    private var settled: [Settled] = []

    init(source: Source, directory: String, disk: any Disk) {
        self.source = source
        self.directory = directory
        self.disk = disk
    }

    /// Why a new epoch must begin; `nil` when the last one goes on.
    var epochReason: EpochReason? {
        if logs.isEmpty { return .newSpool }
        if isEndDamaged { return .damaged }
        return isOpenEnded ? .unsynced : nil
    }

    mutating func read() throws(SpoolError) {
        let names = try attempt { () throws(DiskError) in
            try disk.makeDirectory(directory)
            return try disk.names(in: directory).compactMap { SegmentName($0) }.sorted()
        }
        for (index, name) in names.enumerated() {
            try read(name, followedBy: index + 1 < names.count ? names[index + 1] : nil)
        }
        for settled in settled {
            guard let index = logs.firstIndex(where: { $0.epoch == settled.epoch }) else { continue }
            logs[index].through = min(max(logs[index].through, settled.through), logs[index].next - 1)
            if settled.isGivenUp { logs[index].isGivenUp = true }
        }
    }

    private mutating func read(_ name: SegmentName, followedBy next: SegmentName?) throws(SpoolError) {
        let path = "\(directory)/\(name.text)"
        let bytes = try attempt { () throws(DiskError) in
            try disk.read(path, from: 0, count: try disk.size(of: path))
        }
        let scan = SegmentScan(name, bytes: bytes)
        if let header = scan.header, header.source != source {
            throw .misplaced(file: path, header.source)
        }
        // What reaches into the next segment is a write that failed and was done again there.
        let end = next.flatMap { $0.epoch == name.epoch ? $0.first : nil }
        let isWhole = scan.isSound || end.map { scan.segment.next >= $0 } ?? false
        let behind = isWhole ? nil : scan.lastBehindDamage()
        if !isWhole {
            let isTorn = next == nil && behind == nil
            isEndDamaged = next == nil && !isTorn
            try mend(scan, path, isTorn: isTorn, lostNext: behind.map { $0 + 1 })
            // A beginning that was cut off: nothing is known of it, and nothing was published of it.
            if isTorn, scan.header == nil { return }
        }
        keep(scan, upTo: end, behind: behind)
    }

    private mutating func keep(_ scan: SegmentScan, upTo end: UInt64?, behind: UInt64?) {
        if logs.last?.epoch != scan.name.epoch { logs.append(EpochLog(epoch: scan.name.epoch)) }
        var segment = scan.segment
        if let end { segment.next = min(segment.next, end) }
        let log = logs.count - 1
        logs[log].segments.append(segment)
        logs[log].next = max(logs[log].next, segment.next, scan.lostNext, (behind ?? 0) + 1)
        settled += scan.settled
        origin = scan.origin ?? scan.header?.origin ?? origin
        endsUnsynced = scan.header?.isUnsynced ?? true
        isOpenEnded = endsUnsynced && !scan.isClosed
    }

    /// Cuts a segment where it stops being sound; what lies behind is kept aside, unless it is a write cut off.
    private mutating func mend(
        _ scan: SegmentScan,
        _ path: String,
        isTorn: Bool,
        lostNext: UInt64?
    ) throws(SpoolError) {
        let place = scan.segment.bytes
        if isTorn {
            notices.append(.tornTail(source: source, file: path, bytes: scan.bytes.count - place))
        } else {
            let aside = path + ".damaged"
            notices.append(.damaged(source: source, file: path, at: place, aside: aside))
            try attempt { () throws(DiskError) in try setAside(Array(scan.bytes[place...]), in: aside) }
        }
        try attempt { () throws(DiskError) in
            guard scan.header != nil || !isTorn else {
                try disk.delete(path)
                return try disk.syncDirectory(directory)
            }
            try disk.truncate(path, to: place)
            let mark = mark(scan, lostNext: lostNext)
            if !mark.isEmpty { try disk.append(mark, to: path) }
            try disk.sync(path)
        }
    }

    private func setAside(_ bytes: [UInt8], in path: String) throws(DiskError) {
        try disk.append(bytes, to: path)
        try disk.sync(path)
        try disk.syncDirectory(directory)
    }

    /// What a mended segment has in place of what was damaged, so that the next start finds it sound and knows as much.
    private func mark(_ scan: SegmentScan, lostNext: UInt64?) -> [UInt8] {
        var bytes: [UInt8] = []
        if scan.header == nil {
            let header = SegmentHeader(
                source: source,
                epoch: scan.name.epoch,
                first: scan.name.first,
                madeAt: Instant(millisecondsSince1970: 0),
                isUnsynced: true,
                origin: origin
            )
            SpoolRecord.header(header).append(to: &bytes)
        }
        if let lostNext { SpoolRecord.lost(next: lostNext).append(to: &bytes) }
        return bytes
    }

    private func attempt<Value>(_ body: () throws(DiskError) -> Value) throws(SpoolError) -> Value {
        do {
            return try body()
        } catch {
            throw .disk(error)
        }
    }
}
