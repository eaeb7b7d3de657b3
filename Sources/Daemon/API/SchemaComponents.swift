import CaseStore
import Enforcement
import Law
import Reports

/// The values of the API, as its document describes them; `schemathesis` holds what is served against it.
enum SchemaComponents {
    static let all: [(String, Schema)] = [
        ("Problem", problem), ("Caller", caller), ("CaseLine", .object(caseLine)), ("Case", wholeCase),
        ("CaseEvent", event), ("StepOutcome", stepOutcome), ("Changes", changes), ("Entry", entry),
        ("Passage", passage), ("Station", station), ("Instrument", instrument), ("Gap", gap),
        ("Quarantined", quarantined), ("Health", health), ("Report", report),
        ("Subject", subject), ("Referral", referral), ("ReferralOutcome", referralOutcome),
    ]

    private static let kg = Schema.integer(0...10_000_000)
    private static let words = Schema.object([.init("zh", .text), .init("en", .text)])

    private static let problem = Schema.object(
        [
            .init("type", .text), .init("title", .text), .init("status", .integer(400...599)), .init("detail", .text),
            .init(
                "errors",
                .list(.object([.init("part", .text), .init("zh", .text), .init("en", .text)])),
                required: false
            ),
        ],
        isOpen: true
    )

    private static let caller = Schema.object([
        .init("user", .text), .init("uid", .integer, required: false),
        .init("roles", .list(.text(values: Role.allCases.map(\.rawValue)))),
        .init("districts", .list(.text), required: false),
    ])

    private static let caseState = Schema.text(values: CaseState.allCases.map(\.rawValue))

    private static let caseLine: [Schema.Member] = [
        .init("id", .text), .init("number", .text), .init("state", caseState), .init("plate", .text),
        .init("plate_colour", .text), .init("station", .text), .init("at", .instant), .init("axles", .integer),
        .init("gross_kg", kg), .init("assessed_kg", kg), .init("limit_kg", kg), .init("excess_kg", kg),
        .init("excess_ratio", .integer), .init("rule", .text),
    ]

    private static let event = Schema.object([
        .init("n", .integer), .init("kind", .text), .init("recorded_at", .instant), .init("actor", .text),
        .init("passage", .optional(.text)), .init("parts", .map(.any), required: false),
        .init("words", .map(.text), required: false),
        .init("media", .list(.object([], isOpen: true)), required: false),
    ])

    private static let step = Schema.object([
        .init("step", .text), .init("zh", .text), .init("en", .text), .init("source", .text),
    ])

    private static let axleGroup = Schema.object([
        .init("axles", .list(.integer)), .init("load_kg", kg), .init("limit_kg", .optional(kg)),
        .init("rule", .optional(.text)),
    ])

    private static let medium = Schema.object([
        .init("sha256", .text), .init("type", .text), .init("bytes", .integer), .init("view", .text),
        .init("source", .text), .init("reading", .text), .init("passage", .text),
        .init("state", .text(values: CaseMedium.State.allCases.map(\.rawValue))),
        .init("stored_at", .optional(.instant)), .init("since", .optional(.instant)),
        .init("why", words, required: false),
    ])

    private static let wholeCase = Schema.object(
        caseLine + [
            .init("basis", .text), .init("lane", .integer), .init("passage", .text),
            .init("axle_loads_kg", .optional(.list(.integer))),
            .init("axle_groups", .optional(.list(axleGroup))), .init("axle_code", .optional(.text)),
            .init("trailer_plate", .optional(.text)), .init("form", .optional(.text)),
            .init("article", .optional(.text)), .init("unknowns", .optional(.list(.text))),
            .init("findings", .optional(.list(.text))), .init("explanation", .list(step)),
            .init("passages", .list(.object([], isOpen: true))), .init("media", .list(medium)),
            .init("on_site", .list(.object([], isOpen: true))),
            .init("is_unloaded", .flag), .init("unloaded_at", .optional(.instant)),
            .init("unloaded_kg", .optional(.integer)), .init("unloadings", .list(.object([], isOpen: true))),
            .init("needs_review", .flag), .init("review", .list(.object([], isOpen: true))),
            .init("version", .integer), .init("notified_at", .optional(.text)),
            .init("decision", .optional(.object([], isOpen: true))), .init("closed_at", .optional(.text)),
            .init("fields", .map(.map(.text))), .init("events", .list(.named("CaseEvent"))),
            .init(
                "records",
                .list(
                    .object([
                        .init("reading", .text), .init("kind", .text), .init("received_at", .instant),
                        .init("payload", .optional(.text)),
                    ])
                )
            ),
            .init("masked", .flag, required: false),
        ]
    )

    private static let day = Schema.text(format: "date")
    private static let subjectKind = Schema.text(values: PenaltySubject.allCases.map(\.rawValue))
    private static let referralState = Schema.text(values: ReferralState.allCases.map(\.rawValue))

    private static let year = Schema.object([
        .init("first", day), .init("last", day), .init("effective", .integer), .init("provisional", .integer),
        .init("trucks", .integer, required: false),
    ])

    private static let threshold = Schema.object([
        .init("rule", .text), .init("article", .text), .init("over", .integer, required: false),
        .init("over_per_10000", .integer, required: false), .init("referral", .text), .init("referral_en", .text),
        .init("left_rolling", .integer, required: false), .init("left_anchored", .integer, required: false),
        .init("decides", .text(values: ["rolling", "anchored"])),
    ])

    private static let subject = Schema.object([
        .init("kind", subjectKind), .init("id", .text), .init("on", day), .init("rolling", year),
        .init("anchored", year, required: false), .init("issued", day, required: false),
        .init("fleet", .integer, required: false), .init("open_questions", .list(.text)),
        .init("thresholds", .list(threshold)),
        .init(
            "cases",
            .list(
                .object([
                    .init("id", .text), .init("number", .text, required: false), .init("day", day),
                    .init("state", caseState, required: false), .init("effective", .flag),
                    .init("plate", .text, required: false), .init("station", .text, required: false),
                    .init("excess_kg", .integer, required: false),
                ])
            )
        ),
        .init("referrals", .list(.named("Referral"))),
        .init("warnings", .list(.object([.init("rule", .text), .init("first", day), .init("last", day)]))),
        .init(
            "credit",
            .list(
                .object([
                    .init("ground", .text), .init("source", .text), .init("published", day),
                    .init("until", day, required: false), .init("withdrawn", .flag),
                ])
            )
        ),
    ])

    private static let referral = Schema.object([
        .init("id", .text), .init("number", .text),
        .init("form", .text(values: ReferralForm.allCases.map(\.rawValue))), .init("state", referralState),
        .init("rule", .text), .init("article", .text),
        .init("subject", .object([.init("kind", subjectKind), .init("id", .text)])), .init("referral", .text),
        .init("referral_en", .text), .init("to", .text), .init("to_en", .text),
        .init(
            "year",
            .object([.init("kind", .text, required: false), .init("first", day), .init("last", day)]),
            required: false
        ),
        .init("trucks", .integer, required: false), .init("fleet", .integer, required: false),
        .init("counted_on", day, required: false), .init("fine_min_yuan", .integer, required: false),
        .init("fine_max_yuan", .integer, required: false), .init("cases", .list(.text)), .init("issued", day),
        .init("due", day, required: false), .init("overdue", .flag),
        .init("acknowledged_at", .text, required: false), .init("outcome", .object([], isOpen: true), required: false),
        .init("credit_until", day, required: false), .init("reason", .text, required: false),
        .init("reason_en", .text, required: false), .init("version", .integer),
        .init("copy_to", .object([], isOpen: true), required: false),
    ])

    private static let referralOutcome = Schema.object([
        .init("id", .text), .init("number", .text), .init("state", referralState), .init("version", .integer),
    ])

    private static let stepOutcome = Schema.object([
        .init("id", .text), .init("number", .text), .init("state", caseState), .init("version", .integer),
    ])

    private static let changes = Schema.object([
        .init(
            "items",
            .list(
                .object([
                    .init("case", .text, required: false), .init("referral", .text, required: false),
                    .init("gone", .flag), .init("number", .text, required: false),
                    .init("event", .integer, required: false), .init("kind", .text, required: false),
                    .init("recorded_at", .instant, required: false), .init("actor", .text, required: false),
                    .init("state", .text, required: false), .init("version", .integer, required: false),
                ])
            )
        ),
        .init("cases", .list(.named("Case"))), .init("referrals", .list(.named("Referral"))), .init("next", .text),
        .init("more", .flag),
        .init("behind", .integer, required: false),
    ])

    private static let entry = Schema.object([
        .init("plate", .text), .init("at", .instant), .init("may_enter", .optional(.flag)), .init("why", words),
        .init(
            "watchlist",
            .list(.object([.init("reason", .text), .init("note", .optional(.text))]))
        ),
        .init(
            "verdict",
            .optional(
                .object([
                    .init("passage", .text), .init("station", .text), .init("at", .instant),
                    .init("verdict", .text), .init("assessed_kg", kg),
                    .init("limit_kg", .optional(kg)), .init("excess_kg", .optional(.integer)),
                ])
            )
        ),
    ])

    private static let passage = Schema.object([
        .init("passage", .text), .init("station", .text), .init("lane", .integer), .init("at", .instant),
        .init("pairing", .text), .init("plate", .optional(.text)), .init("plate_colour", .optional(.text)),
        .init("trailer_plate", .optional(.text)), .init("axles", .integer), .init("gross_kg", kg),
        .init("assessed_kg", kg), .init("limit_kg", .optional(kg)), .init("rule", .optional(.text)),
        .init("verdict", .text), .init("reasons", .list(.text)), .init("findings", .list(.text)),
        .init("amended", .flag),
    ])

    private static let station = Schema.object([
        .init("station", .text), .init("name", .text), .init("district", .text),
        .init("district_name", .text, required: false), .init("site_type", .text),
        .init(
            "position",
            .object([.init("lat", .number), .init("lon", .number)]),
            required: false
        ),
        .init("lanes", .list(.integer)), .init("devices", .list(.object([], isOpen: true))),
        .init("instruments", .list(.object([], isOpen: true))),
    ])

    private static let instrument = Schema.object([
        .init("id", .text), .init("station", .text), .init("certificate", .text), .init("class", .text),
        .init("valid_from", .text(format: "date")), .init("valid_until", .text(format: "date")),
        .init(
            "day",
            .optional(
                .object([
                    .init("day", .text(format: "date")), .init("passages", .integer),
                    .init("without_plate", .integer), .init("barred", .map(.integer)),
                    .init("steering_mean_kg", .optional(.integer)),
                ])
            )
        ),
    ])

    private static let gap = Schema.object([
        .init("source", .text), .init("epoch", .integer), .init("first", .integer), .init("last", .optional(.integer)),
        .init("count", .optional(.integer)), .init("reason", .text), .init("recorded_at", .instant),
    ])

    private static let quarantined = Schema.object(
        [
            .init("id", .integer), .init("received_at", .instant), .init("counted", .flag), .init("bytes", .integer),
            .init("faults", .list(.object([.init("pointer", .text), .init("reason", .text)]))),
        ],
        isOpen: true
    )

    private static let report: Schema = {
        func row(_ names: [Schema.Member], isCompany: Bool = false) -> Schema {
            let figures = ReportFigure.allCases.map {
                Schema.Member($0.rawValue, isCompany && $0.isOfStations ? .optional(.integer) : .integer)
            }
            return .object(
                names + figures + [
                    .init("overload_rate", .optional(.integer)), .init("not_evidence_reasons", .map(.integer)),
                ]
            )
        }
        let names: [Schema.Member] = [.init("key", .text), .init("name", .optional(.text))]
        let sections = ReportGrouping.allCases.map {
            Schema.Member($0.list, .list(row(names, isCompany: $0 == .company)), required: false)
        }
        return .object(
            [
                .init("period", .text(values: ["day", "month"])), .init("first", day), .init("last", day),
                .init("final_at", .instant), .init("kept_from", .optional(.instant)), .init("total", row([])),
            ] + sections
        )
    }()

    private static let health = Schema.object([
        .init("status", .text(values: ["ok", "not-ready"])), .init("problems", .list(.text)),
    ])
}

extension Schema {
    /// A list's page.
    static func page(of item: Schema) -> Schema {
        .object([.init("items", .list(item)), .init("next", .optional(.text))])
    }
}
