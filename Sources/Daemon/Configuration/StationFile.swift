public import Enforcement
import Law
import Readings
import Units
import Yams
public import ZeroMQ

/// A file of `stations.d`: a station, its lanes, devices and instruments.
public struct StationFile: Sendable {
    /// A device as the file lists it.
    public struct DeviceEntry: Sendable {
        /// Where it stands, `devices[0]`.
        public var key: String
        /// What the core needs to know.
        public var profile: DeviceProfile
        /// The instrument that it is, if the file says so.
        public var instrument: String?
    }

    /// An instrument as the file lists it.
    public struct InstrumentEntry: Sendable {
        /// Where it stands, `instruments[0]`.
        public var key: String
        /// What the core needs to know.
        public var profile: InstrumentProfile
    }

    /// Where a station is, in millionths of a degree (WGS 84).
    public struct Position: Hashable, Sendable {
        /// North of the equator.
        public var latitude: Int
        /// East of Greenwich.
        public var longitude: Int
    }

    /// What the core needs to know.
    public var profile: StationProfile
    /// The station's name for people.
    public var name: String
    /// The district's code (GB/T 2260).
    public var district: String
    /// Where it is, if the file says so.
    public var position: Position?
    /// CURVE public keys that may speak for it.
    public var publicKeys: [CurvePublicKey]
    /// The devices in the file's order.
    public var devices: [DeviceEntry]
    /// The instruments in the file's order.
    public var instruments: [InstrumentEntry]
    /// The file.
    public var path: String
    /// The line of every key, by its path.
    private(set) var lines: [String: Int]

    /// Reads all station files of a directory.
    ///
    /// - Parameter accuracyClasses: the classes that the rules know; an instrument of another would ground nothing.
    /// - Throws: every problem of every file with its line and key, and what cannot be between them.
    public static func loadAll(_ directory: String, accuracyClasses: Set<String>) throws(ConfigurationError)
        -> [StationFile]
    {
        let found = read(directory, accuracyClasses: accuracyClasses)
        let problems = found.problems + Impossibilities.find(in: found.stations).map(\.problem)
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return found.stations
    }

    /// Reads what can be read of a directory, for a check that wants to see all of it.
    ///
    /// - Returns: the stations, every problem, and whether each file could be understood at all.
    static func read(
        _ directory: String,
        accuracyClasses: Set<String>
    ) -> (stations: [StationFile], problems: [ConfigurationProblem], isWhole: Bool) {
        let problems = ConfigurationProblems()
        let files = ConfigurationNode.files(in: directory, problems)
        // So far there are only problems of the directory itself.
        let isListed = problems.list.isEmpty
        let stations = files.compactMap { path -> StationFile? in
            guard let root = ConfigurationNode.read(path, problems) else { return nil }
            return root.mapping { StationFile($0, root, accuracyClasses: accuracyClasses) } ?? nil
        }
        return (stations, problems.list, isListed && stations.count == files.count)
    }

    private init?(_ keys: ConfigurationMapping, _ root: ConfigurationNode, accuracyClasses: Set<String>) {
        path = root.file
        lines = root.lines
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
        position = keys.optional("position")?.mapping(Position.init) ?? nil
        let dialect = keys.required("axle_code_dialect")?.choice(of: AxleCodeDialect.self) ?? .b
        publicKeys = (keys.optional("public_keys")?.list() ?? []).compactMap { $0.publicKey() }
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
        var ids: Set<String> = []
        var instruments: [InstrumentEntry] = []
        for node in keys.optional("instruments")?.list() ?? [] {
            _ = node.mapping { keys in
                guard let id = keys.required("id")?.text() else { return }
                if !ids.insert(id).inserted { node.problem("two instruments have the id \(id)") }
                guard let profile = InstrumentProfile(keys, id: id, classes: accuracyClasses) else { return }
                instruments.append(InstrumentEntry(key: node.key, profile: profile))
            }
        }
        var devices: [DeviceEntry] = []
        let deviceNodes = keys.required("devices")?.list() ?? []
        guard let station else { return nil }
        for node in deviceNodes {
            let parsed = node.mapping { DeviceEntry($0, node, of: station, lanes: lanes, instruments: ids) } ?? nil
            guard let device = parsed else { continue }
            if devices.contains(where: { $0.profile.source == device.profile.source }) {
                node.problem("\(device.profile.source) is listed twice; one entry takes all its lanes")
            }
            devices.append(device)
        }
        self.devices = devices
        self.instruments = instruments
        profile = StationProfile(
            station: station,
            name: name,
            siteType: siteType,
            dialect: dialect,
            lanes: lanes,
            laneMap: laneMap,
            devices: devices.map(\.profile),
            instruments: Dictionary(instruments.map { ($0.profile.id, $0.profile) }) { first, _ in first }
        )
    }

    /// The line of a key, or of the nearest one above it that the file has; the file's first, if none.
    func line(of key: String) -> Int? {
        if let line = lines[key] { return line }
        guard let end = key.lastIndex(where: { $0 == "." || $0 == "[" }) else { return lines[""] }
        return line(of: String(key[..<end]))
    }
}

extension StationFile.Position {
    fileprivate init?(_ keys: ConfigurationMapping) {
        func millionths(_ name: String, bound: Double) -> Int? {
            guard let node = keys.required(name) else { return nil }
            guard let degrees = node.node.float, (-bound...bound).contains(degrees) else {
                node.problem("must be degrees from -\(Int(bound)) to \(Int(bound)), as 34.4721")
                return nil
            }
            return Int((degrees * 1_000_000).rounded())
        }
        let (latitude, longitude) = (millionths("lat", bound: 90), millionths("lon", bound: 180))
        guard let latitude, let longitude else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}

extension StationFile.DeviceEntry {
    fileprivate init?(
        _ keys: ConfigurationMapping,
        _ node: ConfigurationNode,
        of station: Name,
        lanes: [Lane],
        instruments: Set<String>
    ) {
        instrument = keys.optional("instrument")?.text()
        guard let profile = DeviceProfile(keys, of: station, lanes: lanes, instruments: instruments) else { return nil }
        self.profile = profile
        key = node.key
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
