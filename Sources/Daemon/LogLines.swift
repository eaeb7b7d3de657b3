import Foundation
public import Logging

/// A log handler for standard error: one line an event, `key=value` in a fixed order, and the syslog priority in front
/// where systemd's journal reads it.
public struct LogLines: LogHandler {
    /// What every line carries.
    public var metadata: Logger.Metadata = [:]
    /// Below this nothing is written.
    public var logLevel: Logger.Level = .info
    private let isForJournal: Bool

    /// Makes a handler; lines begin with `<priority>` when standard error goes to systemd's journal.
    public init() {
        isForJournal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
    }

    /// One value that every line carries.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let front = isForJournal ? "<\(event.level.priority)>" : "\(event.level): "
        let line = ([event.message.description] + pairs).joined(separator: " ")
        let escaped = line.replacingOccurrences(of: "\n", with: "\\n")
        FileHandle.standardError.write(Data((front + escaped + "\n").utf8))
    }
}

extension Logger.Level {
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
