import FeedContract

/// Valid messages to start from, with every field there.
enum Samples {
    static let weighTopic = "weigh/410184-07/2"
    static let cameraTopic = "camera/410184-07/2"

    static let weigh = JSONTree.object(
        header("wim-2") + [
            ("kind", .string("dynamic")), ("instrument", .string("WIM-1")), ("direction", .string("up")),
            ("speed_kmh", .token("58.4")), ("gross_kg", .number(23_400)),
            ("axles", .array([axle(6_800, nil), axle(8_300, 3_300), axle(8_300, 1_350)])),
            ("axle_code", .string("12")),
            (
                "dimensions_mm",
                .object([("length", .number(12_000)), ("width", .number(2_550)), ("height", .number(3_980))])
            ),
            ("trigger", .string("t-1")), ("quality", .array([])), ("imbalance_ppt", .number(24)),
            ("data_status", .string("raw")), ("clock_synced", .token("true")), ("inspection", inspection),
        ]
    )

    static let camera = JSONTree.object(
        header("cam-2") + [
            ("plate", .string("豫A12345")), ("plate_colour", .string("yellow")), ("confidence", .token("0.973")),
            ("view", .string("front")), ("trailer_plate", .string("豫A123挂")), ("vehicle_form", .string("articulated")),
            ("drive_axles", .number(2)), ("covered", .token("true")), ("trigger", .string("t-1")),
            ("clock_synced", .token("false")), ("object", .string("v-9")),
            (
                "media",
                .array([
                    .object([
                        ("sha256", .string(String(repeating: "9fA0", count: 16))), ("type", .string("image/jpeg")),
                        ("bytes", .number(183_220)), ("view", .string("front")),
                    ])
                ])
            ),
        ]
    )

    static let inspection = JSONTree.object([
        ("ticket", .string("J-1")), ("plate", .string("豫A12345")), ("plate_colour", .string("yellow")),
        ("officers", .array([.object([("name", .string("王")), ("certificate", .string("41-1"))])])),
        ("police_officer", .string("李")),
        (
            "driver",
            .object([("name", .string("赵")), ("licence", .string("L")), ("qualification", .string("Q"))])
        ),
        ("company", .string("C")), ("loading_site", .string("S")), ("cargo", .string("砂")), ("of", .string("J-0")),
    ])

    static func axle(_ load: Int, _ spacing: Int?) -> JSONTree {
        .object([
            ("load_kg", .number(load)), ("spacing_mm", spacing.map { .number($0) } ?? .null), ("tyres", .number(2)),
        ])
    }

    private static func header(_ device: String) -> [(key: String, value: JSONTree)] {
        [
            ("v", .number(1)), ("source", .string("410184-07/\(device)")), ("epoch", .number(1_795_400_130_123)),
            ("seq", .number(42)), ("at", .string("2026-11-23T10:15:30.123+08:00")), ("lane", .number(2)),
        ]
    }
}

/// Decodes a text with a decoder of its own.
func decode(_ text: String, topic: String = Samples.weighTopic) -> Decoded {
    MessageDecoder().decode(topic: Array(topic.utf8), payload: Array(text.utf8))
}

/// The verdict on an invalid message; one without faults for a valid message, so that comparisons fail.
func invalid(_ text: String, topic: String = Samples.weighTopic) -> InvalidMessage {
    if case .invalid(let message) = decode(text, topic: topic) { return message }
    return InvalidMessage(faults: [])
}

/// The pointers of a message's faults; empty for a valid one.
func pointers(_ text: String, topic: String = Samples.weighTopic) -> [String] {
    invalid(text, topic: topic).faults.map(\.pointer)
}
