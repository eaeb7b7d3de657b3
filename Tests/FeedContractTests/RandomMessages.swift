import TestSupport

/// Random messages: valid ones as trees, mutations of trees, and texts of trees.
extension SeededGenerator {
    /// A valid weighing, with members absent or null where that is allowed.
    mutating func weighTree() -> JSONTree {
        var members = headerMembers()
        members += [
            ("kind", .string(pick(["dynamic", "static", "after-unloading"]))), ("instrument", .string(string())),
        ]
        members += [
            ("direction", .string(pick(["up", "down", "reverse"]))), ("gross_kg", .number(bordered(0...500_000))),
        ]
        members.append(("axles", .array((0..<int(1...7)).map { axleTree(isFirst: $0 == 0) })))
        add("speed_kmh", to: &members) {
            .token($0.pick(["0", "300", "72.5", "58.4", "0.0004", "1e2", "72.0005", "-0.0"]))
        }
        add("axle_code", to: &members) { .string($0.string()) }
        add("dimensions_mm", to: &members) { random in
            var parts: [(key: String, value: JSONTree)] = []
            for key in ["length", "width", "height"] {
                random.add(key, to: &parts) { .number($0.bordered(0...100_000)) }
            }
            return .object(parts)
        }
        add("trigger", to: &members) { .string($0.string()) }
        add("imbalance_ppt", to: &members) { .number($0.bordered(0...1_000)) }
        add("clock_synced", to: &members) { .token($0.pick(["true", "false"])) }
        add("inspection", to: &members) { $0.inspectionTree() }
        let flags = [
            "straddling", "tailgating", "speed-change", "stop-and-go", "off-scale", "imbalance", "sensor-fault",
        ]
        if once(in: 2) { members.append(("quality", .array((0..<int(0...3)).map { _ in .string(pick(flags)) }))) }
        if once(in: 2) { members.append(("data_status", .string(pick(["raw", "edited", "split", "merged"])))) }
        return .object(members)
    }

    /// A valid camera message.
    mutating func cameraTree() -> JSONTree {
        let colours = ["yellow", "blue", "yellow-green", "green", "black", "white", "unknown"]
        let forms = ["rigid", "articulated", "centre-axle", "drawbar", "bus", "car", "unknown"]
        let confidences = ["0", "1", "0.93", "0.29", "0.000007", "1e-7", "0.9999999", "1.0", "-0"]
        var members = headerMembers()
        members += [("plate_colour", .string(pick(colours))), ("vehicle_form", .string(pick(forms)))]
        members += [("confidence", .token(pick(confidences))), ("view", .string(view()))]
        add("plate", to: &members) { .string($0.string()) }
        add("trailer_plate", to: &members) { .string($0.string()) }
        add("drive_axles", to: &members) { .number($0.int(1...2)) }
        add("covered", to: &members) { .token($0.pick(["true", "false"])) }
        add("trigger", to: &members) { .string($0.string()) }
        add("clock_synced", to: &members) { .token($0.pick(["true", "false"])) }
        add("object", to: &members) { .string($0.string()) }
        if once(in: 2) { members.append(("media", .array((0..<int(0...3)).map { _ in mediumTree() }))) }
        return .object(members)
    }

    /// The tree with its members in another order, at every level.
    mutating func shuffled(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .members(let members):
            .object(members.map { ($0.key, shuffled($0.value)) }.shuffled(using: &self))
        case .array(let elements): .array(elements.map { shuffled($0) })
        default: tree
        }
    }

    /// The tree with something changed somewhere in it.
    mutating func mutated(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .members(var members) where !members.isEmpty:
            let place = int(0...(members.count - 1))
            switch int(1...10) {
            case 1: members.remove(at: place)
            case 2: members.insert(members[place], at: int(0...members.count))
            case 3:
                members[place].key = pick([members[place].key + "x", "", "lane", "x", members[place].key.uppercased()])
            case 4: members.append(JSONTree.Member(pick(["x", "y", "note", "v\u{0}"]), junk(depth: 3)))
            case 5: members[place].value = .array([members[place].value])
            case 6: members[place].value = junk(depth: 1)
            default: members[place].value = mutated(members[place].value)
            }
            return .object(members)
        case .array(var elements) where !elements.isEmpty:
            let place = int(0...(elements.count - 1))
            switch int(1...8) {
            case 1: elements.remove(at: place)
            case 2: elements.insert(elements[place], at: place)
            case 3: elements = Array(repeating: elements[place], count: int(18...23))
            case 4: elements[place] = junk(depth: 1)
            default: elements[place] = mutated(elements[place])
            }
            return .array(elements)
        default: return once(in: 3) ? junk(depth: 1) : junkScalar()
        }
    }

    /// A text of the tree with spaces and escapes strewn in.
    mutating func text(_ tree: JSONTree) -> String {
        switch tree {
        case .members(let members):
            let parts = members.map { "\(space())\(literal($0.key))\(space()):\(space())\(text($0.value))\(space())" }
            return "{" + (parts.isEmpty ? space() : parts.joined(separator: ",")) + "}"
        case .array(let elements):
            let parts = elements.map { "\(space())\(text($0))\(space())" }
            return "[" + (parts.isEmpty ? space() : parts.joined(separator: ",")) + "]"
        case .string(let text): return literal(text)
        case .token(let text): return text
        }
    }

    /// The bytes with one to three of them flipped, inserted, deleted, cut off or copied elsewhere.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        let telling =
            Array("\"\\{}[],:0123456789.eE+-utfn \n".utf8) + [0, 0x1F, 0x7F, 0x80, 0xC0, 0xE8, 0xED, 0xF0, 0xFF]
        var bytes = bytes
        for _ in 0..<int(1...3) where !bytes.isEmpty {
            let place = int(0...(bytes.count - 1))
            switch int(1...7) {
            case 1: bytes[place] ^= 1 << UInt8(int(0...7))
            case 2: bytes[place] = pick(telling)
            case 3: bytes.insert(pick(telling), at: place)
            case 4: bytes.remove(at: place)
            case 5: bytes.removeSubrange(place..<min(bytes.count, place + int(1...12)))
            case 6 where once(in: 4): bytes.removeSubrange(place...)
            default:
                let from = int(0...(bytes.count - 1))
                bytes.insert(contentsOf: Array(bytes[from..<min(bytes.count, from + int(1...40))]), at: place)
            }
        }
        return bytes
    }

    private mutating func headerMembers() -> [(key: String, value: JSONTree)] {
        let instants = ["2026-11-23T10:15:30.123+08:00", "2024-02-29T23:59:59Z", "0001-01-01t00:00:00.000000001z"]
        let greatest = 9_007_199_254_740_991
        return [
            ("v", .token(once(in: 9) ? "1.0" : "1")), ("source", .string("\(name())/\(name())")),
            ("epoch", .number(bordered(0...greatest))), ("seq", .number(bordered(1...greatest))),
            ("at", .string(pick(instants))), ("lane", .number(bordered(1...32))),
        ]
    }

    private mutating func add(
        _ key: String,
        to members: inout [(key: String, value: JSONTree)],
        _ make: (inout SeededGenerator) -> JSONTree
    ) {
        switch int(1...5) {
        case 1: break
        case 2: members.append((key, .null))
        default: members.append((key, make(&self)))
        }
    }

    private mutating func axleTree(isFirst: Bool) -> JSONTree {
        var members: [(key: String, value: JSONTree)] = [("load_kg", .number(bordered(0...100_000)))]
        if !isFirst { members.append(("spacing_mm", .number(bordered(100...30_000)))) }
        if isFirst, once(in: 2) { members.append(("spacing_mm", .null)) }
        add("tyres", to: &members) { .number($0.pick([2, 4])) }
        return .object(members)
    }

    private mutating func inspectionTree() -> JSONTree {
        var members: [(key: String, value: JSONTree)] = []
        for key in ["ticket", "plate", "police_officer", "company", "loading_site", "cargo", "of"] {
            add(key, to: &members) { .string($0.string()) }
        }
        add("plate_colour", to: &members) { .string($0.pick(["yellow", "blue"])) }
        add("officers", to: &members) { random in
            let count = random.int(0...2)
            return .array(
                (0..<count).map { _ in
                    .object([("name", .string(random.string())), ("certificate", .string(random.string()))])
                }
            )
        }
        add("driver", to: &members) { random in
            var driver: [(key: String, value: JSONTree)] = []
            for key in ["name", "licence", "qualification"] {
                random.add(key, to: &driver) { .string($0.string()) }
            }
            return .object(driver)
        }
        return .object(members)
    }

    private mutating func mediumTree() -> JSONTree {
        .object([
            ("sha256", .string(String((0..<64).map { _ in pick(Array("09afAF")) }))), ("type", .string("image/jpeg")),
            ("bytes", .number(bordered(0...9_007_199_254_740_991))), ("view", .string(view())),
        ])
    }

    private mutating func view() -> String { pick(["front", "rear", "side", "panorama"]) }

    /// Any value, a deep one now and then.
    private mutating func junk(depth: Int) -> JSONTree {
        if once(in: 30) {
            let levels = int(58...66)
            let (open, close) = pick([("[", "]"), ("{\"a\":", "}")])
            let inner = pick(["1", "[]", "{}"])
            return .token(String(repeating: open, count: levels) + inner + String(repeating: close, count: levels))
        }
        switch depth > 0 ? int(1...6) : 6 {
        case 1: return .array((0..<int(0...3)).map { _ in junk(depth: depth - 1) })
        case 2:
            // Keys repeat now and then; beyond twelve the decoder compares them in another way.
            let count = once(in: 4) ? int(10...40) : int(0...3)
            return .object((0..<count).map { _ in ("k\(int(0...(count * 20)))", junk(depth: depth - 1)) })
        default: return junkScalar()
        }
    }

    private mutating func junkScalar() -> JSONTree {
        let tokens = [
            "null", "true", "false", "0", "-0", "-1", "1", "2", "2.0", "0.5", "1e0", "1E+2", "33", "99", "100", "300.5",
            "1001",
            "30001", "100001", "500001", "5.23e4", "52300.0", "52300.5", "9007199254740991", "9007199254740992",
            "9007199254740991.0", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
            "-9223372036854775809", "18446744073709551615", "18446744073709551616", "1e308", "1e309", "-1e309",
            "1e-400",
            "0.1e1", "01", "1.", ".5", "+1", "-", "1e", "NaN", "0x10", "tru", "nul", "'a'",
            #""\ud83d\ude00""#, #""\ud83d""#, #""\ude00""#, #""\ud83d\u0041""#, #""\u8c6b""#, #""\u12""#, #""\q""#,
            #""\u0000""#,
        ]
        return once(in: 3) ? .string(string()) : .token(pick(tokens))
    }

    private mutating func space() -> String {
        once(in: 12) ? pick([" ", "\n", "\t", "\r\n", "   "]) : ""
    }

    /// A string, some characters of which are escaped without need.
    private mutating func literal(_ text: String) -> String {
        guard once(in: 6) else { return JSONTree.quoted(text) }
        let units = text.utf16.map { unit -> String in
            let escape = JSONTree.escape(unit)
            return once(in: 2) ? escape : escape.uppercased().replacing("\\U", with: "\\u")
        }
        return "\"" + units.joined() + "\""
    }
}
