public import Readings

/// Which key may speak for whom: asked for every message, since a connection outlives its key.
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
