public import Enforcement
import Foundation
public import Intake
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
    /// Where the data socket binds.
    public var dataEndpoint: String
    /// Where the control socket binds.
    public var controlEndpoint: String
    /// Where the results socket binds.
    public var resultsEndpoint: String
    /// Whether plain sockets off loopback are allowed; warned of at every start.
    public var isInsecure: Bool
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
        let feeds = FeedKeys(keys.optional("feeds"))
        dataEndpoint = feeds.data
        controlEndpoint = feeds.control
        resultsEndpoint = feeds.results
        isInsecure = feeds.isInsecure
        if unknownStations == .accept, !Endpoint.isLocal(dataEndpoint) {
            keys.optional("unknown_stations")?.problem(
                "accept is for trials on loopback; \(dataEndpoint) is not loopback"
            )
        }
        pipeline = PipelineSettings(keys)
        _ = keys.optional("http")?.mapping { $0.optional("listen")?.text() }
        guard let data else { return nil }
        dataDirectory = data
    }
}

extension LocalRoles {
    fileprivate init(_ node: ConfigurationNode) {
        var entries: [String: LocalRole] = [:]
        _ = node.mapping { roles in
            for (name, role) in roles.entries() {
                guard let text = name.words(), let role = role.choice(of: LocalRole.self) else { continue }
                entries[text] = role
            }
        }
        if entries.count > LocalRoles.entriesMax {
            node.problem("has \(entries.count) entries, \(LocalRoles.entriesMax) at most; give roles to groups")
        }
        self.init(entries)
    }
}

/// The `feeds` section.
private struct FeedKeys {
    var data = "tcp://127.0.0.1:7701"
    var control = "tcp://127.0.0.1:7702"
    var results = "tcp://127.0.0.1:7703"
    var isInsecure = false

    init(_ node: ConfigurationNode?) {
        var endpoints: [(ConfigurationNode, String)] = []
        func endpoint(_ node: ConfigurationNode?) -> String? {
            guard let node, let text = node.text() else { return nil }
            guard Endpoint.isSupported(text) else {
                node.problem("must be tcp://ADDRESS:PORT or ipc://PATH")
                return nil
            }
            endpoints.append((node, text))
            return text
        }
        _ = node?.mapping { feeds in
            _ = feeds.optional("data")?.mapping { data in
                self.data = endpoint(data.optional("bind")) ?? self.data
                if let connect = data.optional("connect"), !connect.list().isEmpty {
                    connect.problem("this version only binds; let the stations connect to data.bind")
                }
            }
            _ = feeds.optional("control")?.mapping { self.control = endpoint($0.optional("bind")) ?? self.control }
            _ = feeds.optional("results")?.mapping { results in
                self.results = endpoint(results.optional("bind")) ?? self.results
            }
            isInsecure = feeds.optional("insecure")?.boolean() ?? false
            feeds.optional("secret_key_file")?.problem(
                "this version has no CURVE yet; leave it null and stay on loopback"
            )
        }
        if data == results, !data.hasSuffix(":*") {
            endpoints.last?.0.problem("feeds.data and feeds.results cannot both be bound to \(data)")
        }
        guard !isInsecure else { return }
        for (node, text) in endpoints where !Endpoint.isLocal(text) {
            node.problem(
                "\(text) is not loopback and would be open to anyone; bind to 127.0.0.1 or ipc://, or set feeds.insecure: true"
            )
        }
    }
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
