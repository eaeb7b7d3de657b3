import ArgumentParser
import Keys
import Programs
import StationFeed
import Units
import ZeroMQ

/// What all commands take.
struct FeedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The daemon's data endpoint.", valueName: "endpoint"))
    var data = "tcp://127.0.0.1:7701"

    @Option(
        help: ArgumentHelp(
            "How long to wait for the daemon, to subscribe or to acknowledge more: 250ms, 30s, 5m. (default: 60s)",
            valueName: "span"
        ),
        transform: FeedOptions.span
    )
    var wait: Milliseconds?

    @Option(
        help: ArgumentHelp("The station's secret key, made by zhichao keys new; with --server-key.", valueName: "file")
    )
    var key: String?

    // One key in 85 begins with a dash.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The daemon's public key, 40 characters; with --key.", valueName: "key")
    )
    var serverKey: String?

    @Flag(help: "Print the summary as JSON on standard output.")
    var json = false

    func validate() throws {
        guard (key == nil) == (serverKey == nil) else {
            throw ValidationError("--key and --server-key belong together: who the station is, and who the daemon")
        }
        if let serverKey, CurvePublicKey(serverKey) == nil {
            throw ValidationError(
                "--server-key is no public key: 40 characters, as zhichao keys show prints it; quote it"
            )
        }
    }

    /// Encryption; `nil` without keys.
    func curve() throws -> CurveRole? {
        guard let key, let server = serverKey.flatMap({ CurvePublicKey($0) }) else { return nil }
        do {
            return .client(try SecretKeyFile(key).read(), server: server)
        } catch {
            throw Refusal(.configuration, "zhichao-station: \(error)")
        }
    }

    /// How to publish without a spool.
    func settings() throws -> Publisher.Settings {
        var settings = wait.map { Publisher.Settings(endpoint: data, wait: $0) } ?? Publisher.Settings(endpoint: data)
        settings.curve = try curve()
        return settings
    }

    static func span(_ text: String) throws -> Milliseconds {
        guard let span = Milliseconds(text: text) else {
            throw ValidationError("'\(text)' is no span of time; write 250ms, 30s, 5m or 20h, at most a year")
        }
        return span
    }
}
