/// What one line does to what the register says of its key.
///
/// What is known is a set of rows of the key whose periods do not overlap. A line that says for its whole period what
/// the rows say changes nothing. Any other retires the rows that it overlaps; what remains of their periods on either
/// side goes on to hold. So of two files the later one is right for its own days, and only for those.
///
/// Two rules make ends work, which clerks fill in later than beginnings:
/// * A line without a first day that repeats what the register says on the day of the import (or on the line's last
///   day, when that is earlier) is about that row, and takes its first day; otherwise it holds from the day of the
///   import. That is why the same file changes nothing on another day.
/// * A line with the content and the first day of a row and an earlier last day ends the row: nothing remains after it.
struct PeriodMerge {
    /// A row of the key that is known now.
    struct Row: Hashable {
        var id: Int64
        var span: DaySpan
        /// Whether it says what the line says.
        var isSame: Bool
        /// What this import's own lines have said on days of it.
        var said: [Said] = []
    }

    /// What an earlier line of the same file said, for which days.
    struct Said: Hashable {
        var span: DaySpan
        var line: Int
    }

    /// What remains of a retired row.
    struct Remainder: Hashable {
        var row: Int64
        var span: DaySpan
    }

    enum Decision: Hashable {
        /// The rows say it already; which ones.
        case unchanged(DaySpan, rows: [Int64])
        /// An earlier line of the file says it already.
        case repetition
        /// An earlier line of the same file says something else for some of the days.
        case contradiction(line: Int)
        /// There is no first day, and the last one is before the day of the import.
        case endedBefore
        /// To be written.
        case write(DaySpan, retire: [Int64], remain: [Remainder])
    }

    /// The rows of the key.
    var rows: [Row]
    /// The day of the import.
    var today: Int

    /// Decides on a line.
    ///
    /// - Parameters:
    ///   - first: its first day; `nil` not given.
    ///   - last: its last day; `DaySpan.open` not given.
    func decide(first: Int?, last: Int) -> Decision {
        guard let span = span(first: first, last: last) else { return .endedBefore }
        let touched = rows.filter { $0.span.overlaps(span) }
        for row in touched {
            for said in row.said where said.span.overlaps(span) {
                return said.span == span && row.isSame ? .repetition : .contradiction(line: said.line)
            }
        }
        if isSaid(span, by: touched) {
            guard let ended = touched.first(where: { isEnded($0, by: span) }) else {
                return .unchanged(span, rows: touched.map(\.id))
            }
            return .write(span, retire: [ended.id], remain: [])
        }
        let remain = touched.flatMap { row in row.span.outside(span).map { Remainder(row: row.id, span: $0) } }
        return .write(span, retire: touched.map(\.id), remain: remain)
    }

    private func span(first: Int?, last: Int) -> DaySpan? {
        if let first { return DaySpan(first: first, last: last) }
        let day = min(today, last)
        if let row = rows.first(where: { $0.isSame && $0.span.contains(day) }) {
            return DaySpan(first: row.span.first, last: last)
        }
        return today <= last ? DaySpan(first: today, last: last) : nil
    }

    /// Whether rows say the same on every day.
    private func isSaid(_ span: DaySpan, by touched: [Row]) -> Bool {
        var next = span.first
        for row in touched.sorted(by: { $0.span.first < $1.span.first }) {
            guard row.isSame, row.span.first <= next else { return false }
            if row.span.last >= span.last { return true }
            next = row.span.last + 1
        }
        return false
    }

    /// Unless the file itself says that the row goes on.
    private func isEnded(_ row: Row, by span: DaySpan) -> Bool {
        guard row.span.first == span.first, row.span.last > span.last else { return false }
        return !row.said.contains { $0.span.last > span.last }
    }
}
