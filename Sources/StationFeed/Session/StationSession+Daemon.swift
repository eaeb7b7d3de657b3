public import FeedContract
import Readings
public import Units

// What the daemon says.
extension StationSession {
    /// Takes a message of the daemon.
    ///
    /// - Returns: what follows at once; replays follow with the next ticks.
    public mutating func handle(_ message: ControlMessage, now: Instant) -> [Output] {
        switch message {
        case .have(let have): settle(have, now)
        case .replay(let range):
            if let index = knownPlace(of: range.source) { devices[index].want(range.epoch, range.seqs) }
        case .fetch(let key): return [.supply(key)] + told(now)
        case .error(let error): take(error, now)
        // A station's own messages, which no daemon sends.
        case .hello, .data, .lost, .medium, .gone: break
        }
        return told(now)
    }

    private mutating func settle(_ have: ControlMessage.SettledThrough, _ now: Instant) {
        guard let index = knownPlace(of: have.source) else { return }
        guard !devices[index].settle(have.epoch, through: have.through) else { return measure() }
        // Only another life of this spool, which a restored backup or a second device has forgotten, can have given
        // them out. Nothing is settled by this: the daemon's readings of these numbers are not ours.
        notices.add(.unknownNumbers(have.source, through: have.through), now: now)
        devices[index].giveUp(have.epoch, newest: 0, .seqReused, now: now, &notices)
    }

    private mutating func take(_ error: ControlError, _ now: Instant) {
        notices.add(.daemon(error), now: now)
        guard let source = error.source, let index = knownPlace(of: source) else { return }
        let epoch = error.epoch ?? devices[index].spool.epoch
        switch error.code {
        case .seqReused: devices[index].giveUp(epoch, newest: 0, .seqReused, now: now, &notices)
        case .staleEpoch: devices[index].giveUp(epoch, newest: error.newest ?? 0, .stale, now: now, &notices)
        // The same HELLO would get the same answer; it may be that somebody changes something meanwhile.
        case .absurdEpoch, .unauthorisedSource, .rateLimited, .malformed:
            devices[index].quiet.begin(now)
        // Both devices are told, and neither can know which is the wrong one.
        case .duplicateSource, nil: break
        }
    }
}
