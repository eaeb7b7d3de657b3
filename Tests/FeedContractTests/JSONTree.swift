/// A JSON document as a tree that keeps the order of members, may have a key twice, and holds numbers as text.
enum JSONTree: Sendable {
    case members([Member])
    case array([JSONTree])
    case string(String)
    /// Numbers, `true`, `false`, `null`, and anything else as it stands.
    case token(String)

    /// One member of an object.
    struct Member: Sendable {
        var key: String
        var value: JSONTree

        init(_ key: String, _ value: JSONTree) {
            (self.key, self.value) = (key, value)
        }
    }

    static func object(_ members: [Member]) -> JSONTree { .members(members) }

    static func object(_ members: [(String, JSONTree)]) -> JSONTree { .members(members.map { Member($0.0, $0.1) }) }

    static let null = JSONTree.token("null")

    static func number(_ value: Int) -> JSONTree { .token(String(value)) }

    /// The plainest text.
    var text: String {
        switch self {
        case .members(let members):
            "{" + members.map { "\(JSONTree.quoted($0.key)):\($0.value.text)" }.joined(separator: ",") + "}"
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .string(let text): JSONTree.quoted(text)
        case .token(let text): text
        }
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..<" ": quoted += escape(UInt16(scalar.value))
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// The tree with the value at a path of keys and numbers replaced; `nil` removes it, and a new key is added.
    func setting(_ path: [String], to value: JSONTree?) -> JSONTree {
        guard let first = path.first else { return value ?? self }
        let rest = Array(path.dropFirst())
        switch self {
        case .members(var members):
            let place = members.firstIndex { $0.key == first }
            if let place, rest.isEmpty, value == nil {
                members.remove(at: place)
            } else if let place {
                members[place].value = members[place].value.setting(rest, to: value)
            } else if let value, rest.isEmpty {
                members.append(Member(first, value))
            }
            return .members(members)
        case .array(var elements):
            guard let place = Int(first), elements.indices.contains(place) else { return self }
            elements[place] = elements[place].setting(rest, to: value)
            return .array(elements)
        default: return self
        }
    }

    /// The tree with the value at a pointer like `/axles/1/load_kg` replaced by JSON text; `nil` removes it.
    func setting(_ pointer: String, _ json: String?) -> JSONTree {
        setting(pointer.split(separator: "/").map(String.init), to: json.map { .token($0) })
    }
}
