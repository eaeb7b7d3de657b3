public import Enforcement
import FeedContract
import Readings

/// Who may speak: the stations and devices of the configuration.
public struct Admission: Sendable {
    /// What to do with a station that has no file.
    public enum UnknownStations: String, CaseIterable, Sendable {
        /// Count its messages and store nothing.
        case refuse
        /// Take its readings, which count as from unverified instruments: for trials on loopback only.
        case accept
    }

    private let stations: [Name: StationProfile]
    private let devices: [Source: DeviceProfile]
    private let unknownStations: UnknownStations

    /// Admits the devices of these stations.
    public init(stations: [StationProfile], unknownStations: UnknownStations) {
        self.stations = Dictionary(stations.map { ($0.station, $0) }, uniquingKeysWith: { $1 })
        self.unknownStations = unknownStations
        devices = Dictionary(
            stations.flatMap { $0.devices.map { ($0.source, $0) } },
            uniquingKeysWith: { $1 }
        )
    }

    /// How many stations there are.
    var stationCount: Int { stations.count }

    /// Whether anything of a station is taken; a message whose station cannot be read is kept, for it may be a
    /// listed station's.
    func admits(_ station: Name?) -> Bool {
        guard let station, unknownStations == .refuse else { return true }
        return stations[station] != nil
    }

    /// Whether a device is listed in a station's file.
    func isListed(_ source: Source) -> Bool { devices[source] != nil }

    /// Whether a device is listed, or its station taken without a list.
    func lists(_ source: Source) -> Bool {
        isListed(source) || stations[source.station] == nil && unknownStations == .accept
    }

    /// Why a valid reading does not fit the configuration; `nil` when it does.
    func fault(of header: ReadingHeader, kind: TopicKind) -> Fault? {
        let source = header.id.source
        guard stations[source.station] != nil else { return nil }
        guard let device = devices[source] else {
            return Fault(pointer: "/source", reason: "\(source) is not listed in the station's file")
        }
        guard device.kind.rawValue == kind.rawValue else {
            return Fault(
                pointer: "/source",
                reason: "\(source) is listed as \(device.kind.rawValue), not \(kind.rawValue)"
            )
        }
        guard device.lanes.contains(header.lane) else {
            return Fault(pointer: "/lane", reason: "lane \(header.lane) is not listed for \(source)")
        }
        return nil
    }
}
