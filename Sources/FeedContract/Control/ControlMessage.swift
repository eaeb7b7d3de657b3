public import Readings
public import Units

/// A message of the control channel, version 1 of the feed contract.
public enum ControlMessage: Hashable, Sendable {
    /// Station: what its spool holds of an epoch of a source; on connect and every second as heartbeat.
    case hello(Hello)
    /// Daemon: everything up to here is settled on disk.
    case have(SettledThrough)
    /// Daemon: send these again.
    case replay(SeqRange)
    /// Station: a reading that is sent again.
    case data(ReplayedReading)
    /// Station: these are no longer held.
    case lost(SeqRange)
    /// Daemon: send this medium.
    case fetch(MediumKey)
    /// Station: the medium's bytes.
    case medium(MediumKey, bytes: [UInt8])
    /// Station: the medium has expired.
    case gone(MediumKey)
    /// Either side: what could not be done.
    case error(ControlError)
}

extension ControlMessage {
    /// What a station holds of an epoch of a source.
    public struct Hello: Hashable, Sendable {
        /// The device.
        public var source: Source
        /// The life of its spool.
        public var epoch: UInt64
        /// The oldest `seq` still held; equal to `next` when nothing is.
        public var first: UInt64
        /// The next `seq` to be assigned.
        public var next: UInt64
        /// The device's clock.
        public var now: Instant
        /// A random number made at each start of the device, 0…2^53 − 1.
        public var instance: UInt64

        /// Describes what a station holds; the caller has checked that `first` is at most `next`.
        public init(source: Source, epoch: UInt64, first: UInt64, next: UInt64, now: Instant, instance: UInt64) {
            (self.source, self.epoch, self.first, self.next) = (source, epoch, first, next)
            (self.now, self.instance) = (now, instance)
        }
    }

    /// How far an epoch of a source is settled on the daemon's disk.
    public struct SettledThrough: Hashable, Sendable {
        /// The device.
        public var source: Source
        /// The life of its spool.
        public var epoch: UInt64
        /// Everything up to and including this `seq` is stored, quarantined, or recorded as lost; 0 for nothing.
        public var through: UInt64

        /// Describes how far an epoch is settled.
        public init(source: Source, epoch: UInt64, through: UInt64) {
            (self.source, self.epoch, self.through) = (source, epoch, through)
        }
    }

    /// A run of readings of an epoch.
    public struct SeqRange: Hashable, Sendable {
        /// Readings in one REPLAY at most.
        public static let replayMax: UInt64 = 1_000

        /// The device.
        public var source: Source
        /// The life of its spool.
        public var epoch: UInt64
        /// Both ends are meant.
        public var seqs: ClosedRange<UInt64>

        /// Describes a run.
        public init(source: Source, epoch: UInt64, seqs: ClosedRange<UInt64>) {
            (self.source, self.epoch, self.seqs) = (source, epoch, seqs)
        }
    }

    /// A reading that is sent again; the identity stands outside, so that an unreadable payload can be settled, too.
    public struct ReplayedReading: Hashable, Sendable {
        /// Which reading it is.
        public var id: ReadingID
        /// Its topic, as it was published.
        public var topic: [UInt8]
        /// Its payload, as it was published.
        public var payload: [UInt8]

        /// Describes a reading.
        public init(id: ReadingID, topic: [UInt8], payload: [UInt8]) {
            (self.id, self.topic, self.payload) = (id, topic, payload)
        }
    }

    /// Names a medium that a source holds.
    public struct MediumKey: Hashable, Sendable {
        /// Bytes of a medium at most.
        public static let bytesMax = 12 << 20

        /// The device.
        public var source: Source
        /// SHA-256 of the bytes.
        public var sha256: SHA256Digest

        /// Names a medium.
        public init(source: Source, sha256: SHA256Digest) {
            (self.source, self.sha256) = (source, sha256)
        }
    }
}

/// What one side tells the other that it could not do.
public struct ControlError: Hashable, Sendable, Error {
    /// What it is about.
    public enum Code: String, CaseIterable, Sendable {
        /// The peer's key may not speak for this source.
        case unauthorisedSource = "unauthorised-source"
        /// A message that cannot be read.
        case malformed
        /// A new start of the device gives out `seq` that were used already: it is to begin a new epoch.
        case seqReused = "seq-reused"
        /// Two devices speak under one name.
        case duplicateSource = "duplicate-source"
        /// An unknown epoch below one that was heard: the device is to begin one above `newest`.
        case staleEpoch = "stale-epoch"
        /// An epoch of the far future.
        case absurdEpoch = "absurd-epoch"
        /// More readings a second than a source may send.
        case rateLimited = "rate-limited"
    }

    /// What it is about; `nil` for a code of a later version.
    public var code: Code?
    /// For people, in English.
    public var message: String
    /// The device, where one is meant.
    public var source: Source?
    /// The epoch, where one is meant.
    public var epoch: UInt64?
    /// With `staleEpoch`: the newest epoch heard.
    public var newest: UInt64?

    /// Describes what could not be done.
    public init(
        _ code: Code?,
        _ message: String,
        source: Source? = nil,
        epoch: UInt64? = nil,
        newest: UInt64? = nil
    ) {
        (self.code, self.message, self.source) = (code, message, source)
        (self.epoch, self.newest) = (epoch, newest)
    }
}
