import Readings
import Registry
import TestSupport
import Testing
import Units

/// What is known of one key, day by day: the naive way.
private struct DayModel {
    /// Days of the test's small world; the day behind the last stands for all later ones.
    static let days = 24

    private struct Known: Equatable {
        var content: String
        /// The line that said it, so that neighbours with the same content stay apart.
        var origin: Int
    }

    private var known = [Known?](repeating: nil, count: DayModel.days + 1)
    private var saidInFile: [(days: Range<Int>, content: String)] = []

    mutating func beginFile() { saidInFile = [] }

    func content(on day: Int) -> String? { known[day]?.content }

    /// Takes a line; `last` is `nil` for an open end.
    ///
    /// - Returns: whether the line is taken.
    mutating func take(_ content: String, first: Int?, last: Int?, today: Int, origin: Int) -> Bool {
        guard let first = first ?? start(of: content, on: min(today, last ?? today), today, last) else { return false }
        let days = first..<((last ?? DayModel.days) + 1)
        for said in saidInFile where said.days.overlaps(days) { return said.days == days && said.content == content }
        defer { saidInFile.append((days, content)) }
        if days.allSatisfy({ known[$0]?.content == content }) {
            end(days)
        } else {
            for day in days { known[day] = Known(content: content, origin: origin) }
        }
        return true
    }

    private func start(of content: String, on day: Int, _ today: Int, _ last: Int?) -> Int? {
        guard let here = known[day], here.content == content else { return today <= last ?? today ? today : nil }
        var first = day
        while first > 0, known[first - 1] == here { first -= 1 }
        return first
    }

    /// Where the days are the beginning of what one line said, unless this file says that it goes on.
    private mutating func end(_ days: Range<Int>) {
        let first = days.lowerBound
        guard let here = known[first], first == 0 || known[first - 1] != here else { return }
        var last = first
        while last < DayModel.days, known[last + 1] == here { last += 1 }
        guard days.upperBound <= last else { return }
        let rest = days.upperBound..<(last + 1)
        guard !saidInFile.contains(where: { $0.days.overlaps(rest) }) else { return }
        for day in rest { known[day] = nil }
    }
}

@Suite("Registers: random imports against a naive model")
struct ModelTests {
    private struct Line {
        var plate: String
        var content: String
        var first: Int?
        var last: Int?

        func text(_ base: Int) -> String {
            func day(_ number: Int?) -> String { number.map { "\(CivilDate(dayNumber: base + $0))" } ?? "" }
            return "\(plate),stolen,\(content),\(day(first)),\(day(last))"
        }
    }

    private static let plates = ["豫A00001", "豫A00002"]
    private static let base = GivenRegistry.today.dayNumber

    private func line(_ random: inout SeededGenerator) -> Line {
        let bounds = [random.int(0...(DayModel.days - 1)), random.int(0...(DayModel.days - 1))].sorted()
        return Line(
            plate: random.pick(ModelTests.plates),
            content: random.pick(["a", "b"]),
            first: random.once(in: 4) ? nil : bounds[0],
            last: random.once(in: 3) ? nil : bounds[1]
        )
    }

    @Test("what was known valid on each day", arguments: Seeds.run(ci: 60))
    func known(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let registry = try GivenRegistry()
        var models = Dictionary(uniqueKeysWithValues: ModelTests.plates.map { ($0, DayModel()) })
        var origin = 0
        for file in 1...8 {
            let today = random.int(0...(DayModel.days - 1))
            let lines = (0..<random.int(1...5)).map { _ in line(&random) }
            for plate in ModelTests.plates { models[plate]?.beginFile() }
            var taken: [Bool] = []
            for line in lines {
                origin += 1
                let isTaken = models[line.plate]?.take(
                    line.content,
                    first: line.first,
                    last: line.last,
                    today: today,
                    origin: origin
                )
                taken.append(isTaken == true)
            }
            let text = (["plate,reason,note,valid_from,valid_until"] + lines.map { $0.text(ModelTests.base) })
                .joined(separator: "\n")
            let report = try registry.take(.watchlist, text, on: CivilDate(dayNumber: ModelTests.base + today))
            let rejected = taken.indices.filter { !taken[$0] }.map { $0 + 2 }
            try #require(report.rejects.map(\.line) == rejected, "seed \(seed), file \(file): \(text)")
            try compare(models, registry, "seed \(seed), file \(file): \(text)")
        }
    }

    private func compare(_ models: [String: DayModel], _ registry: GivenRegistry, _ comment: String) throws {
        for plate in ModelTests.plates {
            for number in 0...DayModel.days {
                let on = CivilDate(dayNumber: ModelTests.base + number)
                let found = try registry.reader.plate(plate, colour: .unknown, on: on).watches.map(\.note)
                let expected = models[plate]?.content(on: number).map { [$0] } ?? []
                try #require(found == expected, "\(plate) on \(number), \(comment)")
            }
        }
    }

    /// A line that was rejected may be understood the second time, when it is the file itself that has meanwhile said
    /// when the entry began; such files are left out.
    @Test("the same file twice: nothing changes the second time", arguments: Seeds.run(ci: 60))
    func twice(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let registry = try GivenRegistry()
        for _ in 1...6 {
            let lines = (0..<random.int(1...4)).map { _ in line(&random).text(ModelTests.base) }
            let text = (["plate,reason,note,valid_from,valid_until"] + lines).joined(separator: "\n")
            let today = CivilDate(dayNumber: ModelTests.base + random.int(0...(DayModel.days - 1)))
            let once = try registry.take(.watchlist, text, on: today)
            if once.rejects.contains(where: { $0.reason.en.hasPrefix("no first day") }) { continue }
            let before = try registry.lines(.watchlist, withHistory: true)
            let again = try registry.take(.watchlist, text, on: today)
            try #require(again.added == 0 && again.changed == 0, "seed \(seed): \(text)")
            try #require(try registry.lines(.watchlist, withHistory: true) == before, "seed \(seed)")
        }
    }
}
