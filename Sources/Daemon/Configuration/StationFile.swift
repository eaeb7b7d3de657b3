public import Enforcement
import Law
import Readings
import Units
import Yams

/// A file of `stations.d`: a station, its lanes, devices and instruments.
public struct StationFile: Sendable {
    /// What the core needs to know.
    public var profile: StationProfile
    /// The station's name for people.
    public var name: String
    /// The district's code (GB/T 2260).
    public var district: String

    /// Reads all station files of a directory.
    ///
    /// - Parameter accuracyClasses: the classes that the rules know; an instrument of another would ground nothing.
    /// - Throws: every problem of every file with its line and key.
    public static func loadAll(_ directory: String, accuracyClasses: Set<String>) throws(ConfigurationError)
        -> [StationFile]
    {
        let problems = ConfigurationProblems()
        var stations: [StationFile] = []
        for path in ConfigurationNode.files(in: directory, problems) {
            guard let root = ConfigurationNode.read(path, problems),
                let station = root.mapping({ StationFile($0, accuracyClasses: accuracyClasses) }) ?? nil
            else { continue }
            if stations.contains(where: { $0.profile.station == station.profile.station }) {
                root.problem("station \(station.profile.station) has two files")
            }
            stations.append(station)
        }
        return try problems.finish(stations)
    }

    private init?(_ keys: ConfigurationMapping, accuracyClasses: Set<String>) {
        let station = keys.required("station").flatMap { node in
            node.text().flatMap { text -> Name? in
                if let name = Name(text) { return name }
                node.problem("must be 1 to 64 characters of A-Z a-z 0-9 . _ -")
                return nil
            }
        }
        name = keys.required("name")?.text() ?? ""
        district = keys.required("district")?.text() ?? ""
        let siteType = keys.required("site_type")?.choice(of: SiteType.self) ?? .offSite
        _ = keys.optional("position")?.mapping { position in
            for name in ["lat", "lon"] {
                guard let node = position.required(name) else { continue }
                if node.node.float == nil { node.problem("must be degrees, as 34.4721") }
            }
        }
        let dialect = keys.required("axle_code_dialect")?.choice(of: AxleCodeDialect.self) ?? .b
        for key in keys.optional("public_keys")?.list() ?? [] where key.text()?.utf8.count != 40 {
            key.problem("must be a CURVE public key in Z85, 40 characters")
        }
        let lanes = keys.required("lanes")?.list().compactMap { $0.lane() } ?? []
        var laneMap: [Lane: Lane] = [:]
        _ = keys.optional("lane_map")?.mapping { map in
            for (from, to) in map.entries() {
                guard let first = from.lane(), let second = to.lane() else { continue }
                if !lanes.contains(first) { from.problem("lane \(first) is not in the station's lanes") }
                if !lanes.contains(second) { to.problem("lane \(second) is not in the station's lanes") }
                laneMap[first] = second
            }
        }
        var instruments: [String: InstrumentProfile?] = [:]
        for node in keys.optional("instruments")?.list() ?? [] {
            _ = node.mapping { keys in
                guard let id = keys.required("id")?.text() else { return }
                if instruments[id] != nil { node.problem("two instruments have the id \(id)") }
                instruments.updateValue(InstrumentProfile(keys, id: id, classes: accuracyClasses), forKey: id)
            }
        }
        guard let station else { return nil }
        let ids = Set(instruments.keys)
        var devices: [DeviceProfile] = []
        for node in keys.required("devices")?.list() ?? [] {
            let parsed = node.mapping { DeviceProfile($0, of: station, lanes: lanes, instruments: ids) } ?? nil
            guard let device = parsed else { continue }
            if devices.contains(where: { $0.source == device.source }) {
                node.problem("\(device.source) is listed twice; one entry takes all its lanes")
            }
            devices.append(device)
        }
        profile = StationProfile(
            station: station,
            siteType: siteType,
            dialect: dialect,
            lanes: lanes,
            laneMap: laneMap,
            devices: devices,
            instruments: instruments.compactMapValues { $0 }
        )
    }
}

extension DeviceProfile {
    fileprivate init?(
        _ keys: ConfigurationMapping,
        of station: Name,
        lanes: [Lane],
        instruments: Set<String>
    ) {
        let source = keys.required("source").flatMap { node in
            node.text().flatMap { text -> Source? in
                if let source = Source(text), source.station == station { return source }
                node.problem("must be \(station)/DEVICE")
                return nil
            }
        }
        let kind = keys.required("kind")?.choice(of: Kind.self)
        let covered =
            keys.required("lanes")?.list().compactMap { node -> Lane? in
                guard let lane = node.lane() else { return nil }
                if !lanes.contains(lane) { node.problem("lane \(lane) is not in the station's lanes") }
                return lane
            } ?? []
        if let node = keys.optional("instrument"), let id = node.text(), !instruments.contains(id) {
            node.problem("instrument \(id) is not in the station's instruments")
        }
        func span(_ name: String, _ range: ClosedRange<Int>) -> Milliseconds? {
            keys.optional(name)?.integer(in: range).map { Milliseconds(Int64($0)) }
        }
        let offset = span("offset_ms", -3_600_000...3_600_000)
        let (before, after) = (span("before_ms", 0...60_000), span("after_ms", 0...60_000))
        guard let source, let kind else { return nil }
        self.init(source: source, kind: kind, lanes: covered, offset: offset, before: before, after: after)
    }
}

extension InstrumentProfile {
    fileprivate init?(_ keys: ConfigurationMapping, id: String, classes: Set<String>) {
        let classNode = keys.required("class")
        let accuracyClass = classNode?.text()
        if let accuracyClass, !classes.contains(accuracyClass) {
            classNode?.problem(
                "no rule pack knows the accuracy class \(accuracyClass); known: \(classes.sorted().joined(separator: ", "))"
            )
        }
        let certificate = keys.required("certificate")?.text()
        let from = keys.required("valid_from")?.day()
        let untilNode = keys.required("valid_until")
        let until = untilNode?.day()
        let speedNode = keys.required("speed_kmh")
        let speeds = speedNode?.list().compactMap { $0.integer(in: 0...300) } ?? []
        let imbalance = keys.optional("imbalance_ppt")?.integer(in: 0...1_000) ?? 150
        if let from, let until, until < from { untilNode?.problem("is before valid_from") }
        guard speeds.count == 2, speeds[0] <= speeds[1] else {
            speedNode?.problem("must be two speeds, the lower first, as [5, 120]")
            return nil
        }
        guard let accuracyClass, let certificate, let from, let until else { return nil }
        self.init(
            id: id,
            accuracyClass: accuracyClass,
            certificate: certificate,
            validFrom: from,
            validUntil: until,
            speeds: MetresPerHour(kilometresPerHour: speeds[0])...MetresPerHour(kilometresPerHour: speeds[1]),
            imbalanceMax: PartsPerThousand(imbalance)
        )
    }
}
