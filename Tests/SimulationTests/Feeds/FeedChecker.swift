import FeedContract
import Foundation
import GRDB
import Journal
import Readings

/// What the journal says of what the stations have published.
struct FeedChecker {
    private let stored: [ReadingID: [[UInt8]]]
    private let quarantined: Set<ReadingID>
    private let gaps: [StoredGap]
    private let doubled: [Int64]
    private let outbox: [String]
    let counters: Counters

    init(directory: String) throws {
        let reader = try JournalReader(directory: directory)
        gaps = try reader.gaps(limit: 100_000)
        counters = try reader.counters()
        outbox = try reader.outbox(after: 0, limit: 100_000).map(\.body)
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: directory + "/journal.sqlite", configuration: configuration)
        (stored, quarantined, doubled) = try queue.read { db in
            var stored: [ReadingID: [[UInt8]]] = [:]
            let readings = try Row.fetchAll(
                db,
                sql: "SELECT name, reading.epoch, seq, payload FROM reading JOIN source ON source.id = reading.source"
            )
            for row in readings {
                guard let id = ReadingID(row) else { continue }
                stored[id, default: []].append(Array(row["payload"] as Data))
            }
            let kept = try Row.fetchAll(
                db,
                sql: "SELECT source AS name, epoch, seq FROM quarantine WHERE is_counted = 1 AND source IS NOT NULL"
            )
            let doubled = try Int64.fetchAll(
                db,
                sql: "SELECT reading FROM passage WHERE amends IS NULL GROUP BY reading HAVING count(*) > 1"
            )
            return (stored, Set(kept.compactMap(ReadingID.init)), doubled)
        }
    }

    /// What is not as it should be, in words.
    func problems(of world: FeedWorld, isSettled: Bool) -> [String] {
        var problems: [String] = isSettled ? [] : ["not settled: \(world.stations.map(\.waiting))"]
        problems += stored.filter { $0.value.count > 1 }.map { "stored \($0.value.count) times: \($0.key)" }
        problems += doubled.map { "settled twice: reading \($0)" }
        for station in world.stations {
            problems += station.reused.map { "given out twice: \($0)" }
            problems += lost(of: station, isSettled: isSettled, isUnsynced: world.faults.isUnsynced)
            problems += unkept(of: station)
        }
        if !counters.addUp { problems.append("the counters do not add up: \(counters)") }
        problems += twice(outbox.filter { $0.contains("\"overload\"") })
        return problems
    }

    private func lost(of station: SimulatedFeedStation, isSettled: Bool, isUnsynced: Bool) -> [String] {
        station.published.sorted { $0.key < $1.key }.compactMap { id, payload in
            if let stored = stored[id]?.first {
                return stored == payload ? nil : "stored with other bytes than published: \(id)"
            }
            // What is still spooled will come; in the end nothing is. What a station published that did not sync, and
            // then forgot, nobody can know of: its next epoch is what the contract asks for.
            let mayBeForgotten = !isSettled || isUnsynced
            return isGap(id) || quarantined.contains(id) || mayBeForgotten ? nil : "vanished: \(id)"
        }
    }

    /// What was acknowledged is on disk, whatever has happened since.
    private func unkept(of station: SimulatedFeedStation) -> [String] {
        var through: [Source: [UInt64: UInt64]] = [:]
        for have in station.acknowledged {
            through[have.source, default: [:]][have.epoch, default: 0] = max(
                through[have.source]?[have.epoch] ?? 0,
                have.through
            )
        }
        return station.published.keys.sorted().filter { id in
            id.seq <= through[id.source]?[id.epoch] ?? 0 && stored[id] == nil && !quarantined.contains(id) && !isGap(id)
        }.map { "acknowledged, and not there: \($0)" }
    }

    private func isGap(_ id: ReadingID) -> Bool {
        gaps.contains {
            $0.source == id.source && $0.epoch == id.epoch && $0.gap.first <= id.seq && ($0.gap.last ?? .max) >= id.seq
        }
    }

    private func twice(_ bodies: [String]) -> [String] {
        Dictionary(grouping: bodies) { $0 }.filter { $0.value.count > 1 }.keys.sorted().map {
            "told twice: \($0.prefix(80))"
        }
    }

    /// Readings known to be lost.
    var lost: Int { Int(gaps.reduce(0) { $0 + $1.gap.count }) }
    var readings: Int { stored.count }
}

extension ReadingID {
    fileprivate init?(_ row: Row) {
        guard let source = Source(row["name"] as String) else { return nil }
        self.init(source: source, epoch: UInt64(row["epoch"] as Int64), seq: UInt64(row["seq"] as Int64))
    }
}

extension Counters {
    var addUp: Bool { received == committed + duplicates + quarantined + refused + notTaken }
}
