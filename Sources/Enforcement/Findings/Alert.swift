public import Readings
public import Units

/// Something that somebody should look at now; not evidence and no case by itself.
public struct Alert: Hashable, Sendable {
    /// What was found.
    public enum Kind: String, CaseIterable, Sendable {
        /// A plate that is looked out for (布控车辆).
        case watchlist
        /// Drove over the sensor against the lane's way (逆行).
        case wrongWay = "wrong-way"
        /// Not within one lane (跨道).
        case straddling
        /// Stopped on the sensor (走停).
        case stopAndGo = "stop-and-go"
        /// Partly beside the sensor (未完全驶过衡器).
        case offScale = "off-scale"
        /// Seen at a lane whose scale works, and not weighed (绕行、闯行).
        case bypass
        /// The steering-axle load that ordinary traffic shows has changed: the scale is probably off (衡器漂移).
        case drift
        /// The drift is over: verified anew, or back at what it was.
        case driftOver = "drift-over"
        /// The certificate ends within `CertificateWatch.noticeDays`.
        case certificateExpiring = "certificate-expiring"
        /// The certificate has ended.
        case certificateExpired = "certificate-expired"
        /// A device's clock is off by more than the allowance.
        case clockOff = "clock-off"
        /// Nothing is heard of a device (设备离线).
        case silent
        /// Readings of a device are lost for good (数据缺失).
        case lost
        /// A device gives out numbers that it has given out before; the new readings are not taken.
        case seqReused = "seq-reused"
        /// Two devices speak under one name.
        case duplicateSource = "duplicate-source"

        /// What it is published under: `alert/<topic>`.
        public var topic: String {
            switch self {
            case .watchlist: "watchlist"
            case .wrongWay, .straddling, .stopAndGo, .offScale, .bypass: "evasion"
            case .drift, .driftOver, .certificateExpiring, .certificateExpired, .clockOff, .silent:
                "instrument"
            case .lost, .seqReused, .duplicateSource: "gap"
            }
        }
    }

    /// Its id; the same ground gives the same id, so that telling it twice is seen.
    public let id: String
    /// What was found.
    public let kind: Kind
    /// The station.
    public let station: Name
    /// The lane; `nil` where no lane is meant.
    public let lane: Lane?
    /// When it happened, by the device's clock.
    public let at: Instant
    /// The plate, where one was read.
    public let plate: String?
    /// The reading that shows it; `nil` where none does by itself.
    public let record: ReadingID?
    /// In Chinese.
    public let zh: String
    /// In English.
    public let en: String

    /// Raises an alert.
    ///
    /// - Parameters:
    ///   - subject: what it is about besides the reading, in the id.
    init(
        _ kind: Kind,
        station: Name,
        lane: Lane? = nil,
        at: Instant,
        plate: String? = nil,
        record: ReadingID? = nil,
        subject: String? = nil,
        words: (zh: String, en: String)
    ) {
        self.kind = kind
        self.station = station
        self.lane = lane
        self.at = at
        self.plate = plate
        self.record = record
        id = ([kind.rawValue] + [record?.description, subject].compactMap { $0 }).joined(separator: "~")
        (zh, en) = words
    }
}
