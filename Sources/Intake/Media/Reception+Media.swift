import FeedContract
import Journal
import Readings
import Units

// FETCH, MEDIUM and GONE: the thread passes them on and looks at nothing but who, what and how long.

extension Reception {
    /// Asks a station for a medium; while it is silent nothing is said, and whoever asks will ask again.
    mutating func fetch(_ medium: WantedMedium) {
        guard let place = sources.place(of: medium.source), let route = sources.sessions[place].route(at: now) else {
            return
        }
        media.note(medium)
        outputs.append(.send(.fetch(.init(source: medium.source, sha256: medium.sha256)), route))
    }

    /// The sources that can be asked for something now.
    var reachable: [Source] { sources.sessions.filter { $0.route(at: now) != nil }.map(\.source) }

    /// Takes what a station has sent for a FETCH; what nobody asked this source for is refused and counted.
    ///
    /// When the way to whoever stores it is full, it is dropped and asked for again.
    mutating func take(_ key: ControlMessage.MediumKey, _ bytes: [UInt8]?, _ incoming: ControlIncoming) {
        guard session(of: key.source, incoming) != nil else { return }
        guard let medium = media.take(key.source, key.sha256) else {
            counters.controlRefused += 1
            return
        }
        let content: MediumArrival.Content =
            if let bytes { bytes.count == medium.bytes ? .bytes(bytes) : .wrongLength(bytes.count) } else { .gone }
        if !mediumArrived(MediumArrival(medium: medium, content: content)) { counters.droppedMedia += 1 }
    }
}
