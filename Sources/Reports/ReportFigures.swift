public import Law
public import Units

/// The figures of one row of a report.
public struct ReportFigures: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: ReportFigure.allCases.count)
    /// How many passages each reason bars from being evidence; one may have several.
    public private(set) var reasons: [Reason: Int] = [:]

    /// Nothing.
    public init() {}

    /// One figure.
    public subscript(figure: ReportFigure) -> Int {
        get { counts[figure.place] }
        set { counts[figure.place] = newValue }
    }

    /// Overloads among what was assessed on evidence, cut to hundredths of a percent; `nil` when nothing was.
    public var overloadRate: PartsPerTenThousand? {
        self[.assessed] > 0 ? PartsPerTenThousand(self[.overloaded] * 10_000 / self[.assessed]) : nil
    }

    /// The reasons that there are, the most frequent first.
    public var reasonsInOrder: [(reason: Reason, count: Int)] {
        Reason.allCases.compactMap { reason in reasons[reason].map { (reason, $0) } }
            .sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }
    }

    /// Counts passages that came to the same.
    ///
    /// - Parameters:
    ///   - reasons: what bars each of them from being evidence.
    ///   - excess: how much they are over the limit together.
    public mutating func count(_ verdict: Verdict, _ count: Int, reasons: [Reason], excess: Int) {
        self[.passages] += count
        switch verdict {
        case .compliant, .exempt: self[.assessed] += count
        case .overloaded:
            self[.assessed] += count
            self[.overloaded] += count
            self[.excess] += excess
        case .notEvidence:
            self[.notEvidence] += count
            for reason in reasons { self.reasons[reason, default: 0] += count }
        case .unpaired: self[.unpaired] += count
        case .ambiguous: self[.ambiguous] += count
        }
    }
}

extension ReportFigure {
    fileprivate var place: Int { ReportFigure.places[self] ?? 0 }

    private static let places = Dictionary(
        allCases.enumerated().map { ($0.element, $0.offset) },
        uniquingKeysWith: { first, _ in first }
    )
}
