/// How long a send or a receive may block.
public enum Wait: Equatable, Sendable {
    /// Not at all.
    case no
    /// At most this many milliseconds; 0 or less is the same as `no`.
    case milliseconds(Int)
    /// Until it is done or the context is shut down, or until the socket's own send or receive timeout if one is set.
    case forever
}
