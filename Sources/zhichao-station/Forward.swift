import ArgumentParser
import Programs
import StationFeed
import Units

/// Readings of another program, as lines of JSON.
struct Forward: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forward lines of JSON to the daemon, through a spool.",
        discussion: """
            A line is a payload of the feed contract, without epoch and seq: the spool gives them. source, at and lane of \
            the line say who has taken what where; a weighing has kind, a picture has view. What is in the spool reaches \
            the daemon, however often either is started anew. A line that holds no valid reading is named with its number \
            and kept in --rejects.

            Of a directory the files *.jsonl are read in the order of their names, and those that come later. The last \
            one may grow; it is finished when a later one is there. Each line is taken exactly once.

            The files that a picture's media name must lie in --media before its line comes. Their digest is checked, and \
            they are copied into the spool until the daemon has fetched them. A line whose medium is missing is forwarded, \
            with a warning.

            Sensor:  sensor-driver | zhichao-station forward --spool /var/spool/zhichao
            Files:   zhichao-station forward /srv/wim --spool /var/spool/zhichao
            Script:  zhichao-station forward --spool spool --until-acknowledged < day.jsonl
            """
    )

    @Argument(help: "The directory of lines. (default: standard input)")
    var directory: String?

    @Option(help: "The only station that lines may be of. (default: any)")
    var station: String?

    @Option(
        help: ArgumentHelp(
            "Where lines are kept that hold no reading. (default: +rejects.jsonl in the spool)",
            valueName: "file"
        )
    )
    var rejects: String?

    @Option(
        help: ArgumentHelp(
            "Where the media lie that pictures name: as their member file, else <sha256>.jpg. (default: media are not kept)",
            valueName: "directory"
        )
    )
    var media: String?

    @OptionGroup var spooling: SpoolOptions
    @OptionGroup var feed: FeedOptions

    func validate() throws {
        guard spooling.spool != nil else { throw ValidationError("--spool is needed: where readings are kept") }
        _ = try forward(spool: "")
    }

    func run() throws {
        guard let settings = try spooling.settings(feed), let spool = spooling.spool else { return }
        let forward = try forward(spool: spool)
        var run = try Run { () throws(PublishError) in
            try StationLink(settings, forwarding: forward, tell: Console.notice)
        }
        SpoolSummary(try run.outcome(), isForwarding: true).show(asJSON: feed.json)
    }

    private func forward(spool: String) throws -> ForwardSettings {
        var forward = ForwardSettings(directory.map { .directory($0) } ?? .standardInput, spool: spool) {
            Console.line("zhichao-station: \($0)")
        }
        if let station, !forward.limit(to: station) {
            throw ValidationError("--station must be 1 to 64 characters of A-Z a-z 0-9 . _ -")
        }
        forward.media = media
        forward.isFinite = spooling.untilAcknowledged
        forward.isUnsynced = spooling.fsync == .none
        forward.rejects = rejects ?? forward.rejects
        return forward
    }
}
