import Testing

/// A field, what is put there, and whether the message stays valid.
struct FieldCase: Sendable, CustomTestStringConvertible {
    let pointer: String
    let json: String?
    let isValid: Bool

    var testDescription: String { "\(pointer) = \(json ?? "absent")\(isValid ? "" : " is rejected")" }

    /// A field with values that it takes and values that it does not; `absent` stands for no field.
    static func field(_ pointer: String, valid: [String], invalid: [String]) -> [FieldCase] {
        valid.map { FieldCase(pointer: pointer, json: $0 == "absent" ? nil : $0, isValid: true) }
            + invalid.map { FieldCase(pointer: pointer, json: $0 == "absent" ? nil : $0, isValid: false) }
    }

    static let header =
        field("/v", valid: ["1", "1.0", "10e-1"], invalid: ["absent", "null", "0", "2", "1.5", "\"1\"", "true"])
        + field(
            "/source",
            valid: [#""410184-07/a""#, #""410184-07/\u0061""#, "\"410184-07/\(long(64))\""],
            invalid: ["absent", "null", "1", "\"\"", "\"410184-07\"", "\"410184-07/\"", #""/a""#, #""410184-07/a/b""#]
                + [#""410184-07/a b""#, #""410184-07/é""#, "\"410184-07/\(long(65))\"", "\"\(long(65))/a\""]
        )
        + field(
            "/epoch",
            valid: ["0", "9007199254740991", "-0", "0.0", "1e15"],
            invalid: ["absent", "null", "-1", "9007199254740992", "18446744073709551615", "0.5", "1e300", "\"0\""]
        )
        + field(
            "/seq",
            valid: ["1", "9007199254740991", "9007199254740991.0"],
            invalid: ["absent", "null", "0", "-1", "9007199254740992", "1.5", "9223372036854775808", "[]"]
        )
        + field(
            "/at",
            valid: [#""2026-11-23T10:15:30Z""#, #""2026-11-23t10:15:30.123456789z""#, #""2024-02-29T23:59:59-23:59""#],
            invalid: ["absent", "null", "0", "\"\"", #""2026-11-23""#, #""2026-02-29T00:00:00Z""#]
                + [#""2026-11-23T10:15:30.1234567890Z""#, #""2026-11-23T10:15:30""#, #""2026-11-23T24:00:00Z""#]
                + [#""2026-11-23T10:15:60Z""#, #""2026-11-23T10:15:30.Z""#, #""2026-11-23 10:15:30Z""#]
                + [#""2026-11-23T10:15:30+24:00""#, #""2026-11-23T10:15:30+0800""#, #""２026-11-23T10:15:30Z""#]
        )
        + field("/lane", valid: ["2", "2.0"], invalid: ["absent", "null", "0", "33", "-1", "1.5", "\"2\""])

    static let weigh =
        field("/kind", valid: words("dynamic", "static", "after-unloading"), invalid: noWords)
        + field("/instrument", valid: ["\"\"", #""称 1""#, "\"\(long(200))\""], invalid: ["absent", "null", "1", "{}"])
        + field("/direction", valid: words("up", "down", "reverse"), invalid: noWords)
        + field(
            "/speed_kmh",
            valid: ["absent", "null", "0", "300", "300.0", "-0.0", "72.0004", "1e2"],
            invalid: ["-1", "-0.1", "301", "300.0000001", "1e300", "18446744073709551615", "\"72\"", "true"]
        )
        + field("/gross_kg", valid: ["0", "500000", "5.23e4"], invalid: integers(-1, 500_001))
        + field("/axle_code", valid: ["absent", "null", "\"\""], invalid: ["159", "false", "[]"])
        + field("/dimensions_mm", valid: ["absent", "null", "{}"], invalid: ["1", "[]", "\"\""])
        + field("/dimensions_mm/length", valid: ["absent", "null", "0", "100000"], invalid: nullable(-1, 100_001))
        + field("/dimensions_mm/width", valid: ["absent", "null", "0", "100000"], invalid: nullable(-1, 100_001))
        + field("/dimensions_mm/height", valid: ["absent", "null", "0", "100000"], invalid: nullable(-1, 100_001))
        + field("/trigger", valid: ["absent", "null", "\"\""], invalid: ["1", "{}"])
        + field(
            "/quality",
            valid: ["absent", "[]", #"["imbalance","imbalance"]"#],
            invalid: ["null", "{}", #""imbalance""#]
        )
        + field("/imbalance_ppt", valid: ["absent", "null", "0", "1000"], invalid: nullable(-1, 1_001))
        + field(
            "/data_status",
            valid: ["absent"] + words("raw", "edited", "split", "merged"),
            invalid: ["null", "\"\"", "1"]
        )
        + field("/clock_synced", valid: ["absent", "null", "true", "false"], invalid: ["0", #""true""#])
        + field("/inspection", valid: ["absent", "null", "{}"], invalid: ["[]", "\"\"", "0"])

    static let axles =
        field("/axles", valid: [], invalid: ["absent", "null", "[]", "{}", "1"])
        + field("/axles/0", valid: [], invalid: ["null", "1", "[]", #""a""#])
        + field("/axles/0/load_kg", valid: ["0", "100000"], invalid: integers(-1, 100_001))
        + field("/axles/0/spacing_mm", valid: ["absent", "null"], invalid: ["0", "3300", "\"\""])
        + field("/axles/2/spacing_mm", valid: ["100", "30000"], invalid: integers(99, 30_001))
        + field(
            "/axles/1/tyres",
            valid: ["absent", "null", "2", "4", "4.0"],
            invalid: ["0", "1", "3", "5", "2.5", "\"2\""]
        )

    static let inspection =
        ["ticket", "plate", "police_officer", "company", "loading_site", "cargo", "of"].flatMap {
            field("/inspection/\($0)", valid: ["absent", "null", "\"\"", #""豫""#], invalid: ["1", "{}", "true"])
        }
        + field("/inspection/plate_colour", valid: ["absent", "null"] + words("green"), invalid: ["\"\"", "1"])
        + field("/inspection/officers", valid: ["absent", "null", "[]"], invalid: ["{}", "1"])
        + field("/inspection/officers/0", valid: [], invalid: ["null", "[]"])
        + field("/inspection/officers/0/name", valid: ["\"\""], invalid: ["absent", "null", "1"])
        + field("/inspection/officers/0/certificate", valid: ["\"\""], invalid: ["absent", "null", "1"])
        + field("/inspection/driver", valid: ["absent", "null", "{}"], invalid: ["[]", #""赵""#])
        + field("/inspection/driver/name", valid: ["absent", "null", "\"\""], invalid: ["1"])
        + field("/inspection/driver/licence", valid: ["absent", "null", "\"\""], invalid: ["1"])
        + field("/inspection/driver/qualification", valid: ["absent", "null", "\"\""], invalid: ["1"])

    static let camera =
        field("/plate", valid: ["absent", "null", "\"\""], invalid: ["1"])
        + field(
            "/plate_colour",
            valid: words("yellow", "blue", "yellow-green", "green", "black", "white", "unknown"),
            invalid: noWords
        )
        + field(
            "/confidence",
            valid: ["0", "1", "1.0", "0.5", "-0.0", "1e-9"],
            invalid: ["absent", "null", "-0.1", "1.0000001", "2", "\"1\""]
        )
        + field("/view", valid: words("front", "rear", "side", "panorama"), invalid: noWords)
        + field("/trailer_plate", valid: ["absent", "null", "\"\""], invalid: ["1"])
        + field(
            "/vehicle_form",
            valid: words("rigid", "articulated", "centre-axle", "drawbar", "bus", "car", "unknown"),
            invalid: noWords
        )
        + field("/drive_axles", valid: ["absent", "null", "1", "2", "2.0"], invalid: ["0", "3", "1.5", "\"1\""])
        + field("/covered", valid: ["absent", "null", "true", "false"], invalid: ["0", "\"\""])
        + field("/trigger", valid: ["absent", "null", "\"\""], invalid: ["1"])
        + field("/clock_synced", valid: ["absent", "null", "true", "false"], invalid: ["0"])
        + field("/object", valid: ["absent", "null", "\"\""], invalid: ["7"])
        + field("/media", valid: ["absent", "[]"], invalid: ["null", "{}", "1"])
        + field("/media/0", valid: [], invalid: ["null", "[]", "1"])
        + field(
            "/media/0/sha256",
            valid: ["\"\(long(64))\""],
            invalid: ["absent", "null", "\"\(long(63))\"", "\"\(long(65))\"", "\"\(long(63))g\"", "1"]
        )
        + field("/media/0/type", valid: ["\"\""], invalid: ["absent", "null", "1"])
        + field("/media/0/bytes", valid: ["0", "9007199254740991"], invalid: integers(-1, 9_007_199_254_740_992))
        + field("/media/0/view", valid: words("front", "rear", "side", "panorama"), invalid: noWords)

    private static let noWords = [
        "absent", "null", "\"\"", #""Front""#, #""front\u0000""#, #""after-unloading-x""#, "1", "[]",
    ]

    private static func words(_ words: String...) -> [String] { words.map { "\"\($0)\"" } }

    private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }

    private static func nullable(_ outside: Int...) -> [String] {
        outside.map(String.init) + [
            "0.5", "1e300", "-9223372036854775808", "18446744073709551615", "\"1\"", "true", "[]",
        ]
    }

    private static func integers(_ below: Int, _ above: Int) -> [String] {
        ["absent", "null"] + nullable(below, above)
    }
}
