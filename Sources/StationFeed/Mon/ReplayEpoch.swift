import Crypto

/// The epoch of a replay: the same file, seed and scale are the same readings, so that a second replay adds nothing.
enum ReplayEpoch {
    /// Below any epoch that a clock in milliseconds has made since 2001, so that no device's own is mistaken for it.
    static let bound: UInt64 = 1_000_000_000_000

    static func of(_ file: MonFile, seed: UInt64, scale: MassScale) -> UInt64 {
        var hash = SHA256()
        hash.update(data: file.bytes)
        hash.update(data: Array("\nseed \(seed)\nscale \(scale.canonicalText)\n".utf8))
        let first = hash.finalize().prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return first % bound
    }
}
