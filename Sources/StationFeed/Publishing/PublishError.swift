import Units
import ZeroMQ

/// Why messages did not reach the daemon.
public enum PublishError: Error, Equatable, Sendable {
    /// The endpoint cannot be read, or is of a kind that libzmq does not have.
    case endpoint(String)
    /// Nobody subscribed in time: the daemon does not run, or listens elsewhere.
    case noSubscriber(endpoint: String, waitedMilliseconds: Int)
    /// The daemon stopped taking messages: some that were sent may not have arrived.
    case undelivered(endpoint: String, waitedMilliseconds: Int)
    /// libzmq failed.
    case socket(String)
    /// The spool cannot be used.
    case spool(SpoolError)
    /// Another process uses the spool.
    case spoolInUse(String)
    /// The daemon has not settled everything, and has settled nothing for so long.
    case unacknowledged(count: UInt64, waitedMilliseconds: Int)
    /// The daemon has not fetched all media, and has fetched none for so long.
    case unfetched(count: Int, waitedMilliseconds: Int)
    /// What is to be forwarded cannot be read.
    case input(String)

    init(_ error: ZeroMQError, endpoint: String) {
        self = error.isAboutEndpoint ? .endpoint("\(endpoint): \(error.text)") : .socket(error.description)
    }
}

extension PublishError: CustomStringConvertible {
    /// One line: what was wrong, and what to do.
    public var description: String {
        switch self {
        case .endpoint(let what):
            "cannot connect to \(what); give --data and --control as tcp://ADDRESS:PORT or ipc://PATH"
        case .noSubscriber(let endpoint, let waited):
            "no daemon subscribed at \(endpoint) within \(waited) ms; is zhichaod running, and is this its feeds.data?"
        case .undelivered(let endpoint, let waited):
            "the daemon at \(endpoint) took no messages for \(waited) ms; the last ones may be lost"
        case .socket(let what), .input(let what): what
        case .spool(let error): error.description
        case .spoolInUse(let path): "\(path): another process uses this spool; give each a --spool of its own"
        case .unacknowledged(let count, let waited):
            "\(count) readings wait for the daemon, which has acknowledged none for \(waited) ms; they stay in the spool"
        case .unfetched(let count, let waited):
            "the daemon has not fetched \(count) pictures within \(waited) ms; without them no case is confirmed"
        }
    }
}

extension ZeroMQError {
    fileprivate var isAboutEndpoint: Bool {
        ["EINVAL", "EPROTONOSUPPORT", "ENOCOMPATPROTO", "ENODEV"].contains(name)
    }
}
