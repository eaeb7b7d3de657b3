import CZeroMQ

extension Socket {
    /// The messaging pattern of a socket.
    public enum Kind: String, CaseIterable, Sendable {
        /// Receives what it has subscribed to.
        case sub = "SUB"
        /// Sends to every subscriber, and drops for one that is too slow.
        case pub = "PUB"
        /// Like `pub`, but also receives its peers' subscriptions: a byte 1 (or 0 to end it), then the prefix.
        case xpub = "XPUB"
        /// Talks to many peers, each named by a routing id that comes and goes as the first frame.
        case router = "ROUTER"
        /// Talks to its peers in turn, without a routing id.
        case dealer = "DEALER"
        /// Talks to one other such socket of the same context, by `inproc`.
        case pair = "PAIR"

        var number: Int32 {
            switch self {
            case .sub: ZMQ_SUB
            case .pub: ZMQ_PUB
            case .xpub: ZMQ_XPUB
            case .router: ZMQ_ROUTER
            case .dealer: ZMQ_DEALER
            case .pair: ZMQ_PAIR
            }
        }
    }
}
