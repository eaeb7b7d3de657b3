/// Writes metrics in Prometheus' text format: each family once, with help and type, samples in a fixed order.
struct Exposition {
    enum Kind: String { case counter, gauge, histogram }

    private(set) var text = ""

    /// A family of samples by their labels.
    mutating func family(_ name: String, _ kind: Kind, _ help: String, _ samples: [([(String, String)], Double)]) {
        guard !samples.isEmpty else { return }
        head(name, kind, help)
        for (labels, value) in samples { line(name, labels, value) }
    }

    /// A family with one sample without labels.
    mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        family(name, kind, help, [([], value)])
    }

    /// A family of histograms by their labels.
    mutating func histograms(_ name: String, _ help: String, _ items: [([(String, String)], Histogram)]) {
        guard !items.isEmpty else { return }
        head(name, .histogram, help)
        for (labels, histogram) in items {
            var below = 0
            for (bound, count) in zip(histogram.bounds, histogram.counts) {
                below += count
                line(name + "_bucket", labels + [("le", Exposition.number(bound))], Double(below))
            }
            line(name + "_bucket", labels + [("le", "+Inf")], Double(histogram.count))
            line(name + "_sum", labels, histogram.sum)
            line(name + "_count", labels, Double(histogram.count))
        }
    }

    private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n"))\n"
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0)=\"\(Exposition.escaped($1))\"" }.joined(separator: ",") + "}"
        }
        text += " \(Exposition.number(value))\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a fraction.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
