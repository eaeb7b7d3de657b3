import Readings
import Units

/// Pictures that are taken but not sent yet, by the time at which they were taken: a heap of keys, while the pictures,
/// which are large, stay where they are.
struct PendingPictures: Sendable {
    private struct Key: Comparable {
        let at: Instant
        /// The order of adding, so that equal times have one order.
        let order: UInt64
        let slot: Int

        static func < (left: Key, right: Key) -> Bool { (left.at, left.order) < (right.at, right.order) }
    }

    private var heap: [Key] = []
    private var slots: [StationMessage] = []
    private var free: [Int] = []
    private var added: UInt64 = 0

    /// When the first of them was taken.
    var firstAt: Instant? { heap.first?.at }

    mutating func add(_ picture: StationMessage) {
        heap.append(Key(at: picture.header.at, order: added, slot: place(picture)))
        added += 1
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func takeFirst() -> StationMessage? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        free.append(first.slot)
        return slots[first.slot]
    }

    private mutating func sink() {
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let child = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(parent, child)
            parent = child
        }
    }

    private mutating func place(_ picture: StationMessage) -> Int {
        if let slot = free.popLast() {
            slots[slot] = picture
            return slot
        }
        slots.append(picture)
        return slots.count - 1
    }
}
