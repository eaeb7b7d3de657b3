import FeedContract
import Readings
public import Units

/// A recorded file about to be sent as if its vehicles passed a station of ours.
///
/// Line *n* is the weighing `<station>/wim-1` and the picture `<station>/cam-1` with `seq` *n*.
public struct MonReplay: Sendable {
    /// How a file is replayed.
    public struct Settings: Sendable {
        let devices: StationDevices
        let instrument: String
        /// What every axle load is multiplied by.
        public var scale = MassScale.one
        /// Which made-up plates the vehicles have.
        public var seed: UInt64 = 1
        /// How the times are shifted.
        public var rebase = Rebase.none

        /// Replays as a station.
        ///
        /// - Parameters:
        ///   - station: the station's name on the wire.
        ///   - instrument: the weighing instrument; that of the demo station when `nil`.
        /// - Returns: `nil` for what is no station's name.
        public init?(station: String, instrument: String? = nil) {
            guard let name = Name(station), let devices = StationDevices(station: name) else { return nil }
            self.devices = devices
            self.instrument = instrument ?? DemoStation.instrument(of: name)
        }
    }

    /// As recorded, not scaled yet.
    let records: [MonRecord]
    let lanes: MonLanes
    let settings: Settings
    /// The epoch of both sources, below 10¹².
    public let epoch: UInt64

    /// Prepares a replay.
    ///
    /// - Throws: `malformed` for a line whose scaled masses are beyond what the feed contract can carry.
    public init(_ file: MonFile, settings: Settings) throws(StationFileError) {
        try file.check(scale: settings.scale)
        records = file.records
        lanes = MonLanes(of: file.records)
        self.settings = settings
        epoch = ReplayEpoch.of(file, seed: settings.seed, scale: settings.scale)
    }

    /// The replay's messages.
    ///
    /// - Parameters:
    ///   - now: the time at which it begins, for `Rebase.now`.
    ///   - hasScenes: whether messages have scenes, of trucks that may become a case.
    public func messages(now: Instant, hasScenes: Bool = false) -> MonMessages {
        MonMessages(of: self, now: now, hasScenes: hasScenes)
    }
}

extension MonFile {
    /// Checks that the feed contract can carry every mass once it is multiplied.
    fileprivate func check(scale: MassScale) throws(StationFileError) {
        for (index, record) in records.enumerated() {
            let loads = record.axles.map { scale.floored($0.load) }
            for (axle, load) in loads.enumerated() {
                try check(load, within: FeedLimits.axleLoadKg, line: index + 1, column: 51 + axle * 10, "load")
            }
            let gross = loads.reduce(Kilograms.zero, +)
            try check(gross, within: FeedLimits.grossKg, line: index + 1, column: 31, "gross mass")
        }
    }

    private func check(
        _ mass: Kilograms,
        within range: ClosedRange<Int>,
        line: Int,
        column: Int,
        _ name: String
    ) throws(StationFileError) {
        guard !range.contains(mass.rawValue) else { return }
        let what = "the scaled \(name) is \(mass), the feed contract carries at most \(range.upperBound) kg"
        throw .malformed(path: path, line: line, column: column, what: what)
    }
}
