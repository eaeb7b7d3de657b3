/// A peer that was not let in.
public struct ZAPRefusal: Equatable, Sendable {
    /// The domain of the socket it came to.
    public let domain: String
    /// Its IP address.
    public let address: String
    /// How it wanted to prove itself, `CURVE` for one with a key.
    public let mechanism: String
    /// Its key, which nobody has listed.
    public let key: CurvePublicKey?
    /// Refusals that were counted and not reported since the last report.
    public let unreported: Int
}
