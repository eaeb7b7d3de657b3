import StationFeed

/// What was sent, for people and for programs.
struct Summary {
    /// One figure: its key in JSON, what a line says of it, its value.
    typealias Figure = (key: String, text: String, value: Int)

    private let tally: Tally
    private let more: [Figure]
    private let verb: String

    /// Sums up a run, with the command's own figures behind.
    ///
    /// - Parameter verb: what was done with the passages.
    init(_ tally: Tally, _ more: [Figure], verb: String = "sent") {
        self.tally = tally
        self.more = more
        self.verb = verb
    }

    /// Says it on standard error, and as JSON on standard output when asked to.
    func show(asJSON: Bool) {
        Console.line(line)
        if asJSON { Console.output(json) }
    }

    private var line: String {
        let sent = "\(verb) \(tally.passages) passages: \(tally.weigh) weighings, \(tally.camera) pictures"
        return ([sent] + more.map(\.text)).joined(separator: ", ")
    }

    private var json: String {
        let figures: [Figure] =
            [
                ("passages", "", tally.passages),
                ("weigh", "", tally.weigh),
                ("camera", "", tally.camera),
            ] + more
        return "{" + figures.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
    }
}
