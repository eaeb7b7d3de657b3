// What the sequences are made of.

extension ClosedRange<UInt64> {
    /// What is left of it without some numbers that all lie in it.
    func without(_ part: ClosedRange<UInt64>) -> [ClosedRange<UInt64>] {
        var rest: [ClosedRange<UInt64>] = []
        if part.lowerBound > lowerBound { rest.append(lowerBound...(part.lowerBound - 1)) }
        if part.upperBound < upperBound { rest.append((part.upperBound + 1)...upperBound) }
        return rest
    }

    /// What it has in common with another.
    func overlap(_ other: ClosedRange<UInt64>) -> ClosedRange<UInt64>? {
        overlaps(other) ? clamped(to: other) : nil
    }
}

extension Array {
    /// The place of the first element that is beyond, where all after it are, too.
    func partitioned(by isBeyond: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
