import FeedContract

/// The media that the daemon waits for: one a source, since it asks for one at a time, in the order of asking.
struct MediaDesk {
    private var wanted: [ControlMessage.MediumKey] = []

    /// Whom to serve next.
    var first: ControlMessage.MediumKey? { wanted.first }

    /// Notes that a medium is asked for. What the source was asked for before is no longer waited for.
    mutating func ask(_ key: ControlMessage.MediumKey) {
        if let place = wanted.firstIndex(where: { $0.source == key.source }) {
            wanted[place] = key
        } else if wanted.count < StationSession.sourcesMax {
            // What finds no place is asked for again.
            wanted.append(key)
        }
    }

    /// Takes the next one off.
    mutating func serve() {
        if !wanted.isEmpty { wanted.removeFirst() }
    }

    /// Forgets all: the daemon asks again over its next connection.
    mutating func clear() {
        wanted = []
    }
}
