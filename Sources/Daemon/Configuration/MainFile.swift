public import Enforcement
import Foundation
public import Intake
public import Journal
import Units

/// `zhichaod.yaml`: where everything is and how the daemon behaves.
public struct MainFile: Sendable {
    /// The file itself.
    public var path: String
    /// `journal.sqlite`, `cases.sqlite` and the rest.
    public var dataDirectory: String
    /// One file a station.
    public var stationsDirectory: String
    /// Rule packs.
    public var rulesDirectory: String
    /// Days off, for working days.
    public var calendarDirectory: String
    /// Whether there is a calendar: one is named, or lies where it does by default.
    public var hasCalendar: Bool
    /// What to do with a station that has no file.
    public var unknownStations: Admission.UnknownStations
    /// Which local users and groups may do what through the control socket.
    public var localRoles: LocalRoles
    /// The sockets: where they are, who is connected to, and how what comes in is shared out.
    public var feeds: FeedSettings
    /// How much the quarantine may hold.
    public var quarantine: QuarantineBounds
    /// How long what is kept.
    public var retention: RetentionSettings
    /// Where the API is served.
    public var http: HTTPSettings
    /// How readings are paired.
    public var pipeline: PipelineSettings

    /// Where the main file lies unless `--config` says otherwise.
    public static let defaultPath = "/etc/zhichao/zhichaod.yaml"

    /// Reads the file alone, not what it points to: all that a reading command needs.
    ///
    /// - Throws: every problem with its line and key.
    public static func load(_ path: String) throws(ConfigurationError) -> MainFile {
        let problems = ConfigurationProblems()
        let file = ConfigurationNode.read(path, problems)?.mapping { MainFile($0, path: path) } ?? nil
        return try problems.finish(file)
    }

    private init?(_ keys: ConfigurationMapping, path: String) {
        let base = URL(fileURLWithPath: path).deletingLastPathComponent().path
        func directory(_ node: ConfigurationNode?) -> String? {
            node?.text().map { $0.hasPrefix("/") ? $0 : URL(fileURLWithPath: base + "/" + $0).standardized.path }
        }
        self.path = path
        let data = directory(keys.required("data_dir"))
        stationsDirectory = directory(keys.optional("stations_dir")) ?? base + "/stations.d"
        rulesDirectory = directory(keys.optional("rules_dir")) ?? base + "/rules"
        let calendar = directory(keys.optional("calendar_dir"))
        calendarDirectory = calendar ?? base + "/calendar"
        hasCalendar = calendar != nil || FileManager.default.fileExists(atPath: base + "/calendar")
        unknownStations = keys.optional("unknown_stations")?.choice(of: Admission.UnknownStations.self) ?? .refuse
        localRoles = keys.optional("local_roles").map(LocalRoles.init) ?? .byDefault
        feeds = FeedSettings(keys.optional("feeds"), base: base)
        for endpoint in feeds.endpointsOfStations
        where unknownStations == .accept && !Endpoint.isLocal(endpoint) {
            keys.optional("unknown_stations")?.problem("accept is for trials on loopback; \(endpoint) is not loopback")
        }
        quarantine = QuarantineBounds(keys.optional("quarantine"))
        retention = RetentionSettings(keys.optional("retention"))
        pipeline = PipelineSettings(keys)
        http = HTTPSettings(keys.optional("http"), base: base)
        guard let data else { return nil }
        dataDirectory = data
    }
}

extension LocalRoles {
    fileprivate init(_ node: ConfigurationNode) {
        var entries: [String: Role] = [:]
        _ = node.mapping { roles in
            for (name, role) in roles.entries() {
                guard let text = name.words(), let role = role.choice(of: Role.self) else { continue }
                entries[text] = role
            }
        }
        if entries.count > LocalRoles.entriesMax {
            node.problem("has \(entries.count) entries, \(LocalRoles.entriesMax) at most; give roles to groups")
        }
        self.init(entries)
    }
}

extension QuarantineBounds {
    /// MiB that may be given: up to a TiB.
    private static let megabytes = 1...1_048_576
    /// Days that may be given: up to a century.
    private static let daysRange = 1...36_500

    fileprivate init(_ node: ConfigurationNode?) {
        self = .byDefault
        _ = node?.mapping { keys in
            let bytes = keys.optional("max_mb")?.integer(in: QuarantineBounds.megabytes)
            let days = keys.optional("max_days")?.integer(in: QuarantineBounds.daysRange)
            self = QuarantineBounds(megabytes: bytes ?? Int(bytesMax >> 20), days: days ?? Int(self.days))
        }
    }
}

extension MainFile {
    /// Where the data socket binds.
    public var dataEndpoint: String { feeds.endpoint(of: .data) }
    /// Where the control socket of the feeds binds.
    public var controlEndpoint: String { feeds.endpoint(of: .control) }
    /// Where the results socket binds.
    public var resultsEndpoint: String { feeds.endpoint(of: .results) }
    /// Whether plain sockets off loopback are allowed; warned of at every start.
    public var isInsecure: Bool { feeds.isInsecure }
}

/// ZeroMQ endpoints as the configuration allows them.
enum Endpoint {
    static func isSupported(_ text: String) -> Bool {
        if text.hasPrefix("ipc://") { return text.count > 6 }
        guard text.hasPrefix("tcp://"), let colon = text.lastIndex(of: ":") else { return false }
        let port = text[text.index(after: colon)...]
        return port == "*" || UInt16(port) != nil
    }

    /// Whether nobody outside this machine can reach it.
    static func isLocal(_ text: String) -> Bool {
        if text.hasPrefix("ipc://") { return true }
        let host = text.dropFirst("tcp://".count).prefix { $0 != ":" }.split(
            separator: ".",
            omittingEmptySubsequences: false
        )
        return host.count == 4 && host[0] == "127" && host.allSatisfy { UInt8($0) != nil }
    }
}

extension PipelineSettings {
    fileprivate init(_ keys: ConfigurationMapping) {
        self.init()
        maxLag = keys.optional("max_lag")?.span() ?? maxLag
        _ = keys.optional("pairing")?.mapping { pairing in
            func span(_ name: String, _ current: Milliseconds) -> Milliseconds {
                pairing.optional(name)?.integer(in: 0...60_000).map { Milliseconds(Int64($0)) } ?? current
            }
            before = span("before_ms", before)
            after = span("after_ms", after)
            settleAfter = span("settle_after_ms", settleAfter)
            minConfidence = pairing.optional("min_confidence")?.fraction() ?? minConfidence
        }
    }
}
