import Readings

/// A message that was not taken because of who sent it.
public struct MessageRefusal: Sendable {
    /// The peer's address.
    public let peer: String?
    /// Which socket it came by.
    public let socket: String
    /// For whom its key may speak.
    public let speaker: String
    /// What it said to be: topic, or the type and the start of the body.
    public let about: String

    /// Characters of `about`: who is refused must not be able to fill the log.
    private static let charactersMax = 200

    init(peer: String?, socket: String, speaker: KeyRing.Speaker, about: [[UInt8]]) {
        self.peer = peer
        self.socket = socket
        self.speaker =
            switch speaker {
            case .anyone: "anyone"
            case .station(let name): "\(name)"
            case .sources(let sources): sources.map(\.description).sorted().joined(separator: ",")
            case .nobody: "nobody"
            }
        // It may hold anything, also what a terminal would obey.
        let bytes = about.joined(separator: [0x20]).prefix(MessageRefusal.charactersMax)
        self.about = String(decoding: bytes.map { (0x20..<0x7F).contains($0) ? $0 : 0x3F }, as: UTF8.self)
    }
}
