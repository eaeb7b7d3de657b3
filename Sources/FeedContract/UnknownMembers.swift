/// Unknown members are ignored, but a key that an object has twice is an error wherever it stands: two programs
/// that read the same evidence must not read different values.
///
/// The keys of an object are collected and compared when it closes: a few directly, many after sorting, so that
/// an object of ten thousand keys costs no ten thousand squared.
extension Examination {
    /// Up to this many keys of an object are compared each with each.
    private static let fewKeys = 12

    /// Notes the unknown member with the key at `key`, in an object at nesting `depth`.
    @inline(never)
    mutating func takeUnknown(_ key: Int, depth: Int) {
        unknownKeys.append(key)
        examineUnknown(key + 1, depth: depth + 1)
    }

    /// Looks for duplicate keys inside the unknown value at `index`, which stands at nesting `depth`.
    private mutating func examineUnknown(_ index: Int, depth: Int) {
        let kind = tape.kind(at: index)
        guard kind == .object || kind == .array else { return }
        // simdjson counts an empty object or array for nothing; this bound counts it like any other.
        guard depth <= FeedLimits.nesting else { return reject(pointer: "", Reasons.tooDeep) }
        if kind == .array {
            elements(of: index) { examination, element in examination.examineUnknown(element, depth: depth + 1) }
            return
        }
        let (end, first) = (tape.closing(index), unknownKeys.count)
        var key = index + 1
        while key < end {
            takeUnknown(key, depth: depth)
            key = tape.indexAfter(key + 1)
        }
        closeUnknown(from: first)
    }

    /// Compares the keys of the object that closes, those from place `first`, and forgets them.
    @inline(never)
    mutating func closeUnknown(from first: Int) {
        if unknownKeys.count - first <= Examination.fewKeys {
            for place in first..<unknownKeys.count
            where unknownKeys[first..<place].contains(where: { order($0, unknownKeys[place]) == 0 }) {
                reject(unknownKeys[place] + 1, Reasons.duplicate)
            }
        } else {
            rejectDuplicates(amongMany: unknownKeys[first...])
        }
        unknownKeys.removeSubrange(first...)
    }

    private mutating func rejectDuplicates(amongMany keys: ArraySlice<Int>) {
        // By text, and by place where texts are equal: the first of them is no duplicate.
        let sorted = keys.sorted { left, right in
            let order = order(left, right)
            return order == 0 ? left < right : order < 0
        }
        let duplicates = zip(sorted, sorted.dropFirst()).filter { order($0, $1) == 0 }.map(\.1)
        for key in duplicates.sorted() {
            reject(key + 1, Reasons.duplicate)
        }
    }

    /// Below, at or above 0 as the left key comes before, equals or comes after the right one: by length, then bytes.
    private func order(_ left: Int, _ right: Int) -> Int {
        let (left, right) = (tape.string(at: left), tape.string(at: right))
        guard left.count == right.count else { return left.count - right.count }
        for place in 0..<left.count where left[place] != right[place] {
            return Int(left[place]) - Int(right[place])
        }
        return 0
    }
}
