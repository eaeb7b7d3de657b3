import Readings
import Units

/// A weighing as it was received. An object that never changes, since a passage hands it on several times.
final class WeighRecord: Sendable {
    let reading: WeighReading
    let arrival: Arrival
    /// When it was taken, with the device's configured offset taken off.
    let at: Instant
    /// The instrument's device, by its place in the pipeline.
    let device: Int
    /// The instrument, by its place among the healths.
    let health: Int
    /// What the registers say of the plate that officers wrote down; `nil` where none was asked about.
    let answer: RegisterAnswer?
    /// Whether its device's clock was off by a heartbeat, or its instant lay far before what the device had shown.
    let isClockOff: Bool

    init(
        _ reading: WeighReading,
        _ arrival: Arrival,
        at: Instant,
        device: Int,
        health: Int,
        answer: RegisterAnswer?,
        isClockOff: Bool
    ) {
        self.reading = reading
        self.arrival = arrival
        self.at = at
        self.device = device
        self.health = health
        self.answer = answer
        self.isClockOff = isClockOff
    }

    var key: TimeKey { TimeKey(at: at, ordinal: arrival.ordinal) }

    /// The truck that officers name; pictures do not contest it.
    var inspectedNumber: String? { reading.kind == .dynamic ? nil : reading.inspection?.plate }
}

/// A picture as it was received.
final class PictureRecord: Sendable {
    let reading: CameraReading
    let arrival: Arrival
    /// When it was taken, with the device's configured offset taken off.
    let at: Instant
    /// The camera, by its place in the pipeline.
    let device: Int
    /// What the registers say of its plate; `nil` where none was asked about, or they could not be read.
    let answer: RegisterAnswer?
    /// Whether its device's clock was off by a heartbeat, or its instant lay far before what the device had shown.
    let isClockOff: Bool

    init(
        _ reading: CameraReading,
        _ arrival: Arrival,
        at: Instant,
        device: Int,
        answer: RegisterAnswer?,
        isClockOff: Bool
    ) {
        self.reading = reading
        self.arrival = arrival
        self.at = at
        self.device = device
        self.answer = answer
        self.isClockOff = isClockOff
    }
}

/// A place in the order of time; the ordinal tells apart what was taken in the same millisecond.
struct TimeKey: Comparable {
    let at: Instant
    let ordinal: Int64

    static func < (left: TimeKey, right: TimeKey) -> Bool {
        left.at == right.at ? left.ordinal < right.ordinal : left.at < right.at
    }
}

/// What has such a place.
protocol Timed {
    var key: TimeKey { get }
}

extension Array where Element: Timed {
    /// The index of the first element that does not lie before a place; the array is in order of time.
    func index(of key: TimeKey) -> Int {
        // Readings come nearly in order, so it is looked for from the end, in steps that double.
        var (low, high, step) = (count, count, 1)
        while low > 0 {
            low = Swift.max(0, high - step)
            if self[low].key < key { break }
            (high, step) = (low, 2 * step)
        }
        // What lies before `low` comes before the place, what lies from `high` on does not.
        while low < high {
            let middle = (low + high) / 2
            if self[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The index of the first element taken at an instant or later.
    func index(from instant: Instant) -> Int { index(of: TimeKey(at: instant, ordinal: .min)) }

    /// The index of the element at a place; `nil` when there is none.
    func find(_ key: TimeKey) -> Int? {
        let index = index(of: key)
        return index < count && self[index].key == key ? index : nil
    }

    mutating func insertInOrder(_ element: Element) {
        insert(element, at: index(of: element.key))
    }
}
