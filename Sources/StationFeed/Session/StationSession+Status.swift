public import Readings

extension StationSession {
    /// How a station is doing.
    public struct Status: Hashable, Sendable {
        /// Readings put on disk since the start.
        public var spooled = 0
        /// Readings that the daemon has not settled, or that are not on disk yet.
        public var waiting: UInt64 = 0
        /// Readings sent again since the start.
        public var replayed = 0
        /// Readings told to be lost since the start.
        public var lost: UInt64 = 0
        /// Readings refused since the start, because there was no room.
        public var refused = 0
        /// Bytes of the spool.
        public var bytes = 0
        /// Whether new readings are refused.
        public var isRefusing = false

        /// Nothing done.
        public init() {}
    }

    /// How it is doing.
    public var status: Status {
        var status = Status()
        for device in devices {
            status.spooled += device.spooled
            status.waiting += device.spool.unsettled + UInt64(device.spool.batchCount)
            status.replayed += device.replayed
            status.lost += device.lost
        }
        (status.refused, status.bytes, status.isRefusing) = (gate.refused, gate.bytes, gate.isClosed)
        return status
    }

    /// Whether everything appended is in the spool.
    public var isCommitted: Bool { order.isEmpty }

    /// Whether the next tick has more to do than heartbeats.
    public var isBusy: Bool { devices.contains { $0.isReplaying || $0.spool.isMoving } }

    /// Where the newest reading of a source came from that is in the spool, in the words of whoever appended it; empty
    /// when there is none.
    public func origin(of source: Source) -> [UInt8] {
        knownPlace(of: source).map { devices[$0].spool.origin } ?? []
    }

    /// The sources that have a spool, in the order in which they became known.
    public var sources: [Source] { devices.map(\.spool.source) }
}
