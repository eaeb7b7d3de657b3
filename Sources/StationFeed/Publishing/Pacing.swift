/// When messages are sent.
public enum Pacing: Hashable, Sendable {
    /// As fast as the daemon takes them.
    case fullSpeed
    /// Each when it is taken: live.
    case live
    /// So many messages a second, whenever they were taken.
    case perSecond(Double)
}
