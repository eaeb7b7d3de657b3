import ArgumentParser
import StationFeed
import Units

/// How readings are kept until the daemon has them.
struct SpoolOptions: ParsableArguments {
    /// The policies by their names on the command line.
    enum Fsync: String, ExpressibleByArgument, CaseIterable {
        case always, group, none

        var sync: SpoolSettings.Sync {
            switch self {
            case .always: .always
            case .group: .group
            case .none: .none
            }
        }
    }

    @Option(help: ArgumentHelp("The daemon's control endpoint.", valueName: "endpoint"))
    var control = "tcp://127.0.0.1:7702"

    @Option(
        help: ArgumentHelp(
            "Keep readings in this directory until the daemon has acknowledged them; one process at a time.",
            valueName: "directory"
        )
    )
    var spool: String?

    @Option(
        help: ArgumentHelp(
            """
            When a reading is forced onto the disk: always (each by itself), group (all that came together), none (never: \
            after a crash a new epoch begins, and what the disk has lost is lost).
            """,
            valueName: "policy"
        )
    )
    var fsync = Fsync.group

    @Option(
        help: ArgumentHelp("What the spool may hold: 500MiB, 20GiB. (default: 1GiB)", valueName: "bytes"),
        transform: SpoolOptions.bytes
    )
    var spoolMaxBytes: Int?

    @Option(
        help: ArgumentHelp(
            "Refuse new readings when the oldest has waited for so long: 72h. (default: any age)",
            valueName: "span"
        ),
        transform: FeedOptions.span
    )
    var spoolMaxAge: Milliseconds?

    @Option(
        help: ArgumentHelp(
            "How long media are kept that the daemon does not fetch: 720h. (default: 720h)",
            valueName: "span"
        ),
        transform: FeedOptions.span
    )
    var keepMedia: Milliseconds?

    @Option(
        help: ArgumentHelp(
            "What the media in the spool may have; then those sent go first, and the oldest. (default: 4GiB)",
            valueName: "bytes"
        ),
        transform: SpoolOptions.bytes
    )
    var mediaMaxBytes: Int?

    @Flag(help: "End when the daemon has acknowledged everything; 69 when it acknowledges nothing for --wait.")
    var untilAcknowledged = false

    /// Least and greatest size of a spool.
    private static let bytesAllowed = 1 << 20...1 << 50

    func validate() throws {
        let limits: [Any?] = [spoolMaxBytes, spoolMaxAge, keepMedia, mediaMaxBytes]
        if spool == nil, untilAcknowledged || limits.contains(where: { $0 != nil }) {
            throw ValidationError("--until-acknowledged and the limits of spool and media need --spool")
        }
    }

    /// How the station is run; `nil` without a spool.
    func settings(_ feed: FeedOptions) throws -> StationLink.Settings? {
        try spool.map { try settings(feed, directory: $0) }
    }

    /// How the station is run.
    func settings(_ feed: FeedOptions, directory: String) throws -> StationLink.Settings {
        var settings = StationLink.Settings(data: feed.data, control: control, directory: directory)
        settings.curve = try feed.curve()
        settings.spool.sync = fsync.sync
        settings.spool.bytesMax = spoolMaxBytes ?? settings.spool.bytesMax
        settings.spool.ageMax = spoolMaxAge
        settings.media.ageMax = keepMedia ?? settings.media.ageMax
        settings.media.bytesMax = mediaMaxBytes ?? settings.media.bytesMax
        settings.isUntilAcknowledged = untilAcknowledged
        settings.wait = feed.wait ?? settings.wait
        return settings
    }

    private static func bytes(_ text: String) throws -> Int {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units = ["": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40]
        guard digits.count <= 15, let count = Int(digits), let unit = units[String(text.dropFirst(digits.count))],
            case let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: unit), !isTooMuch,
            bytesAllowed.contains(bytes)
        else { throw ValidationError("'\(text)' is no size of a spool; write 500MiB or 20GiB, at least 1MiB") }
        return bytes
    }
}
