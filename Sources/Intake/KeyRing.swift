public import Readings
public import ZeroMQ

/// Which key may speak for whom: asked for every message, since a connection outlives its key.
///
/// A value; a reload makes a new one, and the thread that asks takes it between two messages.
public struct KeyRing: Sendable {
    /// Who sent a message, as far as that can be known.
    public enum Speaker: Hashable, Sendable {
        /// The socket has no encryption: whoever reaches it is believed.
        case anyone
        /// The owner of a station's key: may speak for all of its devices.
        case station(Name)
        /// Those that were named for an endpoint.
        case sources(Set<Source>)
        /// The owner of a key that is not listed, or no longer.
        case nobody
    }

    private let speakers: [UserID: Speaker]

    /// A ring of these keys; a key on none of them speaks for nobody.
    public init(_ speakers: [CurvePublicKey: Speaker]) {
        self.speakers = Dictionary(speakers.map { ($0.key.userID, $0.value) }) { first, _ in first }
    }

    /// Who speaks in a message of a socket with encryption.
    ///
    /// - Parameter userID: the message's, which is the key of its connection.
    public func speaker(_ userID: UserID?) -> Speaker {
        userID.flatMap { speakers[$0] } ?? .nobody
    }
}

extension KeyRing.Speaker {
    /// Whether a message may say that it comes from this device.
    public func maySpeak(for source: Source) -> Bool {
        switch self {
        case .anyone: true
        case .station(let station): source.station == station
        case .sources(let sources): sources.contains(source)
        case .nobody: false
        }
    }

    /// Whether a message of which only the station can be read may be kept as this station's.
    public func maySpeak(forStation station: Name) -> Bool {
        switch self {
        case .anyone: true
        case .station(let own): own == station
        case .sources(let sources): sources.contains { $0.station == station }
        case .nobody: false
        }
    }
}
