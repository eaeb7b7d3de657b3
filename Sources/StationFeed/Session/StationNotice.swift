public import FeedContract
public import Readings

/// What a station has to tell its operator.
public enum StationNotice: Hashable, Sendable {
    /// What happened to a spool.
    case spool(SpoolNotice)
    /// New readings are refused from now on, and why.
    case refusing(SpoolError)
    /// New readings are taken again.
    case takingAgain(refused: Int)
    /// The daemon says that it could not do something.
    case daemon(ControlError)
    /// The daemon has settled numbers that this spool never gave out.
    case unknownNumbers(Source, through: UInt64)
    /// Something of a source cannot be done.
    case failed(Source, SpoolError)
    /// What happened to the media.
    case media(MediaNotice)

    /// Whether something is lost, or somebody must act.
    public var isSevere: Bool {
        switch self {
        case .spool(let notice): notice.isSevere
        case .takingAgain: false
        case .refusing, .daemon, .unknownNumbers, .failed, .media: true
        }
    }
}

extension StationNotice: CustomStringConvertible {
    /// One line: what happened, and what to do where somebody must.
    public var description: String {
        switch self {
        case .spool(let notice): notice.description
        case .refusing(let error): error.description
        case .takingAgain(let refused): "there is room in the spool again; \(refused) readings were refused"
        case .daemon(let error): StationNotice.text(error)
        case .unknownNumbers(let source, let through):
            "\(source): the daemon has numbers up to \(through), which this spool never gave out"
        case .failed(let source, let error): "\(source): \(error)"
        case .media(let notice): notice.description
        }
    }

    private static func text(_ error: ControlError) -> String {
        let about = error.source.map { "\($0): " } ?? ""
        return "\(about)the daemon answers \(error.code?.rawValue ?? "an error"): \(error.message)\(advice(error.code))"
    }

    private static func advice(_ code: ControlError.Code?) -> String {
        switch code {
        case .duplicateSource: "; another device speaks under this name: stop one of them, or rename it"
        case .absurdEpoch: "; the clock is or was wrong: set it, and begin with an empty spool directory"
        case .unauthorisedSource: "; its key must be listed for this station in the daemon's stations.d"
        case .seqReused, .staleEpoch, .malformed, .rateLimited, nil: ""
        }
    }
}
