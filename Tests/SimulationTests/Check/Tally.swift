/// What became of the weighings of one kind of station.
struct Tally: Sendable {
    var weighings = 0
    /// Those of whose vehicle a plate was received.
    var readable = 0
    /// Passages with a plate …
    var named = 0
    /// … and those of them that are wrongly joined.
    var wrong = 0
    /// Rightly joined, with a plate that the recogniser misread.
    var misread = 0
    var ambiguous = 0
    var unpaired = 0
    /// Passages that are overloaded …
    var evidence = 0
    /// … and those of them that are wrongly joined, at the end or when the case was opened.
    var wrongEvidence = 0
    /// Compliant passages with a plate that are wrongly joined.
    var wrongCompliant = 0
    /// Verdicts of overload that went out wrongly joined, whether or not they were taken back.
    var wrongVerdicts = 0
    var clean = 0
    var cleanPaired = 0
    var pictures = 0
    /// Pictures in no passage.
    var loose = 0
    var bypasses = 0
    var bypassesAlerted = 0

    static func + (left: Tally, right: Tally) -> Tally {
        var sum = Tally()
        for path in Tally.counts { sum[keyPath: path] = left[keyPath: path] + right[keyPath: path] }
        return sum
    }

    private static var counts: [WritableKeyPath<Tally, Int>] {
        [
            \.weighings, \.readable, \.named, \.wrong, \.misread, \.ambiguous, \.unpaired, \.evidence, \.wrongEvidence,
            \.wrongCompliant, \.wrongVerdicts, \.clean, \.cleanPaired, \.pictures, \.loose, \.bypasses,
            \.bypassesAlerted,
        ]
    }

    /// How many of the passages with a plate are rightly joined, whether or not the plate was read rightly.
    var precision: Double { share(named - wrong, of: named) }
    /// How many of the weighings that could have a plate have the right one.
    var recall: Double { share(named - wrong, of: readable) }
    /// How many of the passages with a plate have the vehicle's true one.
    var truth: Double { share(named - wrong - misread, of: named) }
    var ambiguousShare: Double { share(ambiguous, of: weighings) }
    var cleanShare: Double { share(cleanPaired, of: clean) }

    private func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 1 : Double(part) / Double(whole) }
}
