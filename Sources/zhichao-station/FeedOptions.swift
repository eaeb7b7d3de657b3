import ArgumentParser
import StationFeed
import Units

/// What both commands take.
struct FeedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The daemon's data endpoint.", valueName: "endpoint"))
    var data = "tcp://127.0.0.1:7701"

    @Option(
        help: ArgumentHelp(
            "How long to wait for the daemon to subscribe: 250ms, 30s, 5m. (default: 60s)",
            valueName: "span"
        ),
        transform: FeedOptions.span
    )
    var wait: Milliseconds?

    @Flag(help: "Print the summary as JSON on standard output.")
    var json = false

    var settings: Publisher.Settings {
        guard let wait else { return Publisher.Settings(endpoint: data) }
        return Publisher.Settings(endpoint: data, wait: wait)
    }

    static func span(_ text: String) throws -> Milliseconds {
        guard let span = Milliseconds(text: text) else {
            throw ValidationError("'\(text)' is no span of time; write 250ms, 30s, 5m or 20h, at most a year")
        }
        return span
    }
}
