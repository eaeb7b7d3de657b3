import Foundation
public import Logging
import Programs

/// A log handler for standard error: one line an event, `key=value` in a fixed order, and the syslog priority in front
/// where systemd's journal reads it. An event that repeats is written so many times in a while, and then counted.
public struct LogLines: LogHandler {
    /// What every line carries.
    public var metadata: Logger.Metadata = [:]
    /// Below this nothing is written.
    public var logLevel: Logger.Level = .info
    private let isForJournal: Bool
    private let limit: LogLimit?
    private let write: @Sendable (String) -> Void

    /// Where the program's own lines go; they are not counted as anybody's.
    static var standardError: LogLines { LogLines(limit: nil) }

    /// Makes a handler; lines begin with `<priority>` when standard error goes to systemd's journal.
    public init() { self.init(limit: .shared) }

    init(
        limit: LogLimit?,
        isForJournal: Bool = JournalStream.isStandardError,
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
    ) {
        self.limit = limit
        self.isForJournal = isForJournal
        self.write = write
    }

    /// One value that every line carries.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line, unless there have been too many of its like.
    public func log(event: LogEvent) {
        var all = metadata.merging(event.metadata ?? [:]) { $1 }
        if let limit {
            guard let leftOut = limit.admit("\(event.level): \(event.message)") else { return }
            if leftOut > 0 { all["left_out"] = "\(leftOut)" }
        }
        let pairs = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        write(line(event.level, ([event.message.description] + pairs).joined(separator: " ")))
    }

    /// Writes a line of the log itself.
    func notice(_ text: String) { write(line(.notice, text)) }

    private func line(_ level: Logger.Level, _ text: String) -> String {
        let front = isForJournal ? "<\(level.priority)>" : "\(level): "
        return front + text.replacing("\n", with: "\\n") + "\n"
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
