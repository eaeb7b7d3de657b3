import ArgumentParser
import Pictures
import Programs
import StationFeed

/// Recorded traffic.
struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish recorded weigh-in-motion data, with made-up plates.",
        discussion: """
            A line is a weighing and a picture, its number their sequence number. The same file, seed and scale are the \
            same readings, of which the daemon stores one copy; another seed or scale belongs to another --station. With \
            --spool nothing is lost on the way, and each run is a new life of the devices: a second one adds its readings.

            Example: zhichao-station replay recorded.mon.txt --format mon --rebase now --scale-mass 1.6
            """
    )

    /// Formats of recorded data.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// Fixed-width text, one vehicle a line.
        case mon
    }

    @Argument(help: "The recorded file.")
    var file: String

    @Option(help: "Its format.")
    var format = Format.mon

    @Option(help: "The station to speak for.")
    var station = "410184-07"

    @Option(help: "The weighing instrument. (default: the demo station's, else ZZ-113)")
    var instrument: String?

    @Option(help: "Names the made-up plates.")
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("Multiply every axle load, cut to kg: 1.6. (default: 1)", valueName: "factor"),
        transform: Replay.scale
    )
    var scaleMass: MassScale?

    @Option(
        help: ArgumentHelp(
            "When the last record is taken: now, or an RFC 3339 instant. (default: times as recorded, read as UTC+8)",
            valueName: "instant"
        ),
        transform: Replay.rebase
    )
    var rebase: Rebase?

    @Option(help: "Readings a second; 0 for as fast as the daemon takes them.")
    var rate = 0.0

    @OptionGroup var spooling: SpoolOptions
    @OptionGroup var feed: FeedOptions

    func validate() throws {
        guard rate >= 0, rate <= Simulation.perSecondAllowed.max else {
            throw ValidationError("--rate must be 0 to \(Int(Simulation.perSecondAllowed.max)) readings a second")
        }
        _ = try settings()
    }

    func run() throws {
        let replay = try replay()
        if let settings = try spooling.settings(feed) {
            var run = try Run { () throws(PublishError) in
                try replay.spool(settings, perSecond: rate, pictures: DrawnPictures(), tell: Console.notice)
            }
            return SpoolSummary(try run.outcome()).show(asJSON: feed.json)
        }
        let settings = try feed.settings()
        var run = try Run { () throws(PublishError) in try replay.publish(settings, perSecond: rate) }
        let epoch = Int(replay.epoch)
        Summary(try run.outcome(), [("epoch", "epoch \(epoch)", epoch)]).show(asJSON: feed.json)
    }

    private func replay() throws -> MonReplay {
        let settings = try settings()
        do {
            return try MonReplay(MonFile(path: file), settings: settings)
        } catch {
            throw Refusal(error)
        }
    }

    private func settings() throws -> MonReplay.Settings {
        guard var settings = MonReplay.Settings(station: station, instrument: instrument) else {
            throw ValidationError("--station must be 1 to 64 characters of A-Z a-z 0-9 . _ -")
        }
        settings.seed = seed
        settings.scale = scaleMass ?? .one
        settings.rebase = rebase ?? .none
        return settings
    }

    private static func scale(_ text: String) throws -> MassScale {
        guard let scale = MassScale(text) else {
            throw ValidationError("'\(text)' is no factor; write 1.6, at most 100 and with at most six decimals")
        }
        return scale
    }

    private static func rebase(_ text: String) throws -> Rebase {
        guard let rebase = Rebase(text) else {
            throw ValidationError("'\(text)' is neither 'now' nor an instant like 2026-11-23T10:15:30+08:00")
        }
        return rebase
    }
}
