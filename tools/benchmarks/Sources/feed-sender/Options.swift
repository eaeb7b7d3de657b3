import Foundation
import Keys
import ZeroMQ

/// What is sent, and where.
struct Options {
    var data = ""
    var stations = 1
    /// Trucks in all; as fast as they are taken unless there is a rate.
    var trucks = 0
    /// Readings a second; 0 for as fast as they are taken.
    var rate = 0
    /// The daemon's control endpoint: stations say HELLO there, and answer REPLAY.
    var control: String?
    /// The daemon's results endpoint: the time until each verdict is taken.
    var results: String?
    /// Trucks that passed before the stations had a connection, for each station.
    var backlog = 0
    /// Whether to end with the first verdict.
    var isUntilVerdict = false
    var curve: CurveRole?

    static let usage = """
        usage: feed-sender DATA [--stations N] --trucks N [--rate READINGS_A_SECOND] [--control ENDPOINT]
                           [--results ENDPOINT] [--backlog TRUCKS_A_STATION] [--until-verdict]
                           [--key FILE --server-key KEY]

        """

    init(_ arguments: ArraySlice<String>) throws {
        var arguments = arguments
        var (key, serverKey): (String?, String?)
        while let argument = arguments.popFirst() {
            switch argument {
            case "--stations": stations = Options.number(arguments.popFirst())
            case "--trucks": trucks = Options.number(arguments.popFirst())
            case "--rate": rate = Options.number(arguments.popFirst())
            case "--backlog": backlog = Options.number(arguments.popFirst())
            case "--control": control = arguments.popFirst()
            case "--results": results = arguments.popFirst()
            case "--key": key = arguments.popFirst()
            case "--server-key": serverKey = arguments.popFirst()
            case "--until-verdict": isUntilVerdict = true
            case _ where data.isEmpty && !argument.hasPrefix("-"): data = argument
            default: Options.refuse()
            }
        }
        guard !data.isEmpty, trucks > 0, !isUntilVerdict || results != nil else { Options.refuse() }
        if let key {
            guard let server = serverKey.flatMap({ CurvePublicKey($0) }) else { Options.refuse() }
            curve = .client(try SecretKeyFile(key).read(), server: server)
        }
    }

    private static func number(_ text: String?) -> Int {
        guard let number = text.flatMap({ Int($0) }), number > 0 else { refuse() }
        return number
    }

    static func refuse() -> Never {
        FileHandle.standardError.write(Data(usage.utf8))
        exit(2)
    }
}
