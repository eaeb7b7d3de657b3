import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import Units

/// Reads the parameters of a query; what is wrong is named.
struct RequestQuery {
    private let parameters: FlatDictionary<Substring, Substring>

    /// Items of one page unless the request says otherwise, and at most.
    static let pageDefault = 50
    static let pageMax = 500
    /// Characters of a text at most.
    static let textMax = 200

    init(_ request: Request) { parameters = request.uri.queryParameters }

    func text(_ name: String) throws(Problem) -> String? {
        guard let value = parameters[name[...]] else { return nil }
        guard !value.isEmpty, value.count <= RequestQuery.textMax, value.unicodeScalars.allSatisfy({ $0.value >= 32 })
        else {
            throw .badParameter(
                name,
                BilingualText("须为 1 至 200 个字符", "must have 1 to \(RequestQuery.textMax) characters")
            )
        }
        return String(value)
    }

    func integer(_ name: String, in range: ClosedRange<Int>, default value: Int) throws(Problem) -> Int {
        guard let text = parameters[name[...]] else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw .badParameter(
                name,
                BilingualText(
                    "须为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
                    "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
                )
            )
        }
        return number
    }

    func limit(max: Int = RequestQuery.pageMax) throws(Problem) -> Int {
        try integer("limit", in: 1...max, default: min(max, RequestQuery.pageDefault))
    }

    func flag(_ name: String) throws(Problem) -> Bool {
        guard let value = parameters[name[...]] else { return false }
        switch value {
        case "false": return false
        case "true": return true
        default: throw .badParameter(name, BilingualText("须为 true 或 false", "must be true or false"))
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, of type: Choice.Type) throws(Problem)
        -> Choice?
    where Choice.RawValue == String {
        guard let text = parameters[name[...]] else { return nil }
        guard let choice = Choice(rawValue: String(text)) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badParameter(name, BilingualText("须为 \(known) 之一", "must be one of \(known)"))
        }
        return choice
    }

    /// A day.
    func day(_ name: String) throws(Problem) -> CivilDate? {
        guard let text = try text(name) else { return nil }
        guard let day = CivilDate(text) else {
            throw .badParameter(name, BilingualText("须为日期（2026-11-26）", "must be a day (2026-11-26)"))
        }
        return day
    }

    /// A day (UTC+8) or an instant, as the beginning of a span.
    func beginning(_ name: String) throws(Problem) -> Instant? { try moment(name) { $0.start } }

    /// A day (UTC+8), which counts whole, or an instant, as the end of a span; what is named by an instant is outside.
    func end(_ name: String) throws(Problem) -> Instant? {
        try moment(name) { CivilDate(dayNumber: $0.dayNumber + 1).start }
    }

    private func moment(_ name: String, _ ofDay: (CivilDate) -> Instant) throws(Problem) -> Instant? {
        guard let text = parameters[name[...]].map(String.init) else { return nil }
        if let day = CivilDate(text) { return ofDay(day) }
        guard let instant = Instant(rfc3339: text) else {
            throw .badParameter(
                name,
                BilingualText(
                    "须为日期（2026-11-26）或时刻（2026-11-26T08:00:00+08:00）",
                    "must be a day (2026-11-26) or an instant (2026-11-26T08:00:00+08:00)"
                )
            )
        }
        return instant
    }
}

/// A place in a list as the client has it: opaque, and of one list only.
enum PageCursor {
    /// The place after a row.
    static func text(_ list: String, _ place: Int64) -> String { Data("\(list):\(place)".utf8).base64EncodedString() }

    /// The place; `nil` for the beginning.
    static func place(_ list: String, _ query: RequestQuery) throws(Problem) -> Int64? {
        guard let text = try query.text("after") else { return nil }
        guard let data = Data(base64Encoded: text) else { throw .badCursor }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ":")
        guard parts.count == 2, parts[0] == list, let place = Int64(parts[1]), place >= 0 else { throw .badCursor }
        return place
    }
}

/// One page of a list.
struct Page<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
    /// What to ask for next as `after`; `nil` when these were the last.
    var next: String?

    private enum CodingKeys: String, CodingKey { case items, next }

    /// Null is said, not left out.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}
