import FeedContract

extension EpochMark {
    /// The holes as the journal stores them, `3-5,9-9`.
    var holesText: String {
        holes.map { "\($0.seqs.lowerBound)-\($0.seqs.upperBound)" }.joined(separator: ",")
    }

    /// Reads what `holesText` wrote.
    ///
    /// - Returns: `nil` when the text is not of that form; the journal is then damaged.
    static func holes(_ text: String) -> [ClosedRange<UInt64>]? {
        var holes: [ClosedRange<UInt64>] = []
        for part in text.split(separator: ",") {
            let bounds = part.split(separator: "-").compactMap { UInt64($0) }
            guard bounds.count == 2, 0 < bounds[0], bounds[0] <= bounds[1] else { return nil }
            holes.append(bounds[0]...bounds[1])
        }
        return holes
    }
}
