import Enforcement

/// What a JSON value looks like, as JSON Schema has it; enough of it for the API's own document.
indirect enum Schema: Sendable {
    /// A text; `values` where there are only these.
    case text(format: String? = nil, values: [String] = [], pattern: String? = nil, max: Int? = nil)
    /// A whole number.
    case integer(ClosedRange<Int>? = nil)
    /// A number.
    case number
    /// Yes or no.
    case flag
    /// A list.
    case list(Schema, max: Int? = nil)
    /// An object with these members and, unless it is open, no others.
    case object([Member], isOpen: Bool = false)
    /// An object whose names are data.
    case map(Schema)
    /// A value of `components`.
    case named(String)
    /// The value or null.
    case optional(Schema)
    /// Anything.
    case any

    /// A member of an object.
    struct Member: Sendable {
        var name: String
        var schema: Schema
        var isRequired: Bool

        init(_ name: String, _ schema: Schema, required: Bool = true) {
            (self.name, self.schema, isRequired) = (name, schema, required)
        }
    }

    static var text: Schema { .text() }
    static var integer: Schema { .integer() }
    static var instant: Schema { .text(format: "date-time") }

    /// The schema itself as JSON.
    var json: StepValue {
        switch self {
        case .text(let format, let values, let pattern, let max):
            return .parts(
                Schema.parts([
                    ("type", .text("string")), ("format", format.map { .text($0) }),
                    ("enum", values.isEmpty ? nil : .list(values.map { .text($0) })),
                    ("pattern", pattern.map { .text($0) }), ("maxLength", max.map { .integer($0) }),
                ])
            )
        case .integer(let range):
            return .parts(
                Schema.parts([
                    ("type", .text("integer")), ("minimum", (range?.lowerBound).map { .integer($0) }),
                    ("maximum", (range?.upperBound).map { .integer($0) }),
                ])
            )
        case .number: return .parts(["type": .text("number")])
        case .flag: return .parts(["type": .text("boolean")])
        case .list(let element, let max):
            return .parts(
                Schema.parts([
                    ("type", .text("array")), ("items", element.json), ("maxItems", max.map { .integer($0) }),
                ])
            )
        case .object(let members, let isOpen): return Schema.object(members, isOpen)
        case .map(let value): return .parts(["type": .text("object"), "additionalProperties": value.json])
        case .named(let name): return .parts(["$ref": .text("#/components/schemas/" + name)])
        case .optional(let schema): return .parts(["oneOf": .list([schema.json, .parts(["type": .text("null")])])])
        case .any: return .parts([:])
        }
    }

    private static func object(_ members: [Member], _ isOpen: Bool) -> StepValue {
        .parts([
            "type": .text("object"),
            "properties": .parts(Dictionary(members.map { ($0.name, $0.schema.json) }) { $1 }),
            "required": .list(members.filter(\.isRequired).map { .text($0.name) }),
            "additionalProperties": .flag(isOpen),
        ])
    }

    private static func parts(_ parts: [(String, StepValue?)]) -> [String: StepValue] {
        Dictionary(parts.compactMap { name, value in value.map { (name, $0) } }) { $1 }
    }
}
