import Readings

/// The lanes of a recorded file: each direction's each lane is one of its own, numbered from 1 in that order.
struct MonLanes: Sendable {
    private struct Place: Hashable {
        let direction: Int
        let lane: Int
    }

    private var lanes: [Place: Lane] = [:]

    init(of records: [MonRecord]) {
        let places = Set(records.map { Place(direction: $0.direction, lane: $0.lane) })
        let sorted = places.sorted { ($0.direction, $0.lane) < ($1.direction, $1.lane) }
        for (index, place) in sorted.enumerated() { lanes[place] = Lane(index + 1) }
    }

    /// The lane of a record; `nil` for a record of another file.
    func lane(of record: MonRecord) -> Lane? {
        lanes[Place(direction: record.direction, lane: record.lane)]
    }
}
