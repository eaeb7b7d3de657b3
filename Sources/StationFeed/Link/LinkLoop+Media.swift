import FeedContract
import Units

// What the daemon wants of the media.
extension LinkLoop {
    /// Says at once what is gone, and notes what is to be sent.
    mutating func supply(_ key: ControlMessage.MediumKey) throws(PublishError) {
        guard media.holds(key.sha256) else { return try deny(key) }
        desk.ask(key)
    }

    private mutating func deny(_ key: ControlMessage.MediumKey) throws(PublishError) {
        mediaTally.gone += 1
        try sockets.post(.gone(key))
    }

    /// Sends one medium at most: readings and heartbeats go first.
    mutating func serve(_ now: Instant) throws(PublishError) {
        if !sockets.isConnected { desk.clear() }
        for notice in media.tidy(now: now) { tell(notice) }
        guard let key = desk.first, try sockets.hasRoomForMedia() else { return }
        desk.serve()
        let medium: [UInt8]?
        do {
            medium = try media.medium(key.sha256, now: now)
        } catch {
            // Nobody knows whether it is there; the daemon asks again.
            return media.tell(.disk(error), now: now)
        }
        guard let medium else { return try deny(key) }
        guard try sockets.send(key, medium) else { return }
        media.sent(key.sha256, now: now)
        mediaTally.sent += 1
    }

    /// Whether the next turn can send a medium.
    func hasMediaToSend() throws(PublishError) -> Bool {
        guard desk.first != nil else { return false }
        return try sockets.hasRoomForMedia()
    }
}

/// What became of media.
public struct MediaTally: Hashable, Sendable {
    /// Sent to the daemon.
    public internal(set) var sent = 0
    /// Asked for by the daemon and not kept.
    public internal(set) var gone = 0
    /// Kept, and not sent yet.
    public internal(set) var unsent = 0
}
