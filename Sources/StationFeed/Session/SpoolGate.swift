import Units

/// Decides whether the spool as a whole takes another reading, and tells when that changes.
struct SpoolGate {
    private let settings: SpoolSettings
    /// Bytes of all sources.
    var bytes = 0
    /// When the oldest reading that is not settled was spooled.
    var oldest: Instant?
    /// Readings refused.
    private(set) var refused = 0
    private(set) var isClosed = false

    /// Readings of all sources that wait for a commit at most, when the disk takes none.
    static let waitingMax = 100_000

    init(_ settings: SpoolSettings) {
        self.settings = settings
    }

    /// Why no reading is taken; `nil` when one is.
    func obstacle(_ now: Instant) -> SpoolError? {
        if bytes >= settings.bytesMax { return .full(bytesMax: settings.bytesMax) }
        if let oldest, let age = settings.ageMax, now - oldest > age { return .tooOld(ageMax: age) }
        return nil
    }

    mutating func refuse() {
        refused += 1
    }

    /// Notes whether readings are taken.
    ///
    /// - Returns: what to tell; `nil` when nothing has changed.
    mutating func change(to obstacle: SpoolError?) -> StationNotice? {
        guard isClosed != (obstacle != nil) else { return nil }
        isClosed = obstacle != nil
        return obstacle.map { .refusing($0) } ?? .takingAgain(refused: refused)
    }
}

/// Collects what the operator is told, and says the same thing once a minute at most.
struct NoticeBoard {
    private var waiting: [StationNotice] = []
    private var said: [(notice: StationNotice, at: Instant)] = []

    private static let quiet = Milliseconds.minutes(1)
    /// Different notices remembered, and notices that wait, at most; the oldest are forgotten.
    private static let countMax = 100

    mutating func add(_ notice: StationNotice, now: Instant) {
        said.removeAll { (now - $0.at).magnitude > NoticeBoard.quiet }
        guard !said.contains(where: { $0.notice == notice }) else { return }
        if said.count >= NoticeBoard.countMax { said.removeFirst() }
        said.append((notice, now))
        if waiting.count >= NoticeBoard.countMax { waiting.removeFirst() }
        waiting.append(notice)
    }

    mutating func take() -> [StationNotice] {
        defer { waiting = [] }
        return waiting
    }
}
