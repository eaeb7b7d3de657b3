import Synchronization

/// Addresses from which tokens are guessed: after some failures nothing is looked at for a while, right or wrong.
///
/// Bounded: with `addressesMax` known, the one that failed longest ago is forgotten.
final class GuessTable: Sendable {
    /// Failures in a row within `window` that lock an address out.
    static let failuresMax = 10
    /// How long failures count.
    static let window = Duration.seconds(300)
    /// How long an address is locked out.
    static let lockedFor = Duration.seconds(300)
    /// Addresses that are remembered.
    static let addressesMax = 10_000

    private struct Record {
        var failures = 0
        var last: ContinuousClock.Instant
        var lockedUntil: ContinuousClock.Instant?
    }

    private let records = Mutex<[String: Record]>([:])

    /// For how many seconds an address is locked out; `nil` when it is not.
    func secondsLocked(_ address: String, at now: ContinuousClock.Instant = .now) -> Int? {
        records.withLock { records in
            guard let until = records[GuessTable.key(address)]?.lockedUntil, until > now else { return nil }
            return Int((until - now).components.seconds) + 1
        }
    }

    /// Notes a token that is none.
    ///
    /// - Returns: whether the address is locked out from now on.
    func noteFailure(_ address: String, at now: ContinuousClock.Instant = .now) -> Bool {
        records.withLock { records in
            let key = GuessTable.key(address)
            if records[key] == nil, records.count >= GuessTable.addressesMax {
                if let oldest = records.min(by: { $0.value.last < $1.value.last })?.key { records[oldest] = nil }
            }
            var record = records[key] ?? Record(last: now)
            if now - record.last > GuessTable.window { record = Record(last: now) }
            record.failures += 1
            record.last = now
            let isLocked = record.failures >= GuessTable.failuresMax
            if isLocked {
                record.lockedUntil = now + GuessTable.lockedFor
                record.failures = 0
            }
            records[key] = record
            return isLocked
        }
    }

    /// Whoever has an IPv6 address has the 2⁶⁴ of its network.
    static func key(_ address: String) -> String {
        let groups = address.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count > 2, !address.contains(".") else { return address }
        return groups.prefix(4).joined(separator: ":")
    }
}
