/// A span of time in whole milliseconds; the distance between two instants.
public struct Milliseconds: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The span in ms; negative when it points back.
    public let rawValue: Int64

    /// Makes a span of `rawValue` ms.
    @inlinable
    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// No time.
    public static let zero = Milliseconds(0)

    /// A span of whole seconds.
    public static func seconds(_ count: Int64) -> Milliseconds { Milliseconds(count * 1_000) }

    /// A span of whole minutes.
    public static func minutes(_ count: Int64) -> Milliseconds { .seconds(count * 60) }

    /// A span of whole hours.
    public static func hours(_ count: Int64) -> Milliseconds { .minutes(count * 60) }

    /// The span without its sign.
    public var magnitude: Milliseconds { Milliseconds(abs(rawValue)) }

    /// Orders by length, negative spans first.
    @inlinable
    public static func < (left: Milliseconds, right: Milliseconds) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The sum of two spans.
    @inlinable
    public static func + (left: Milliseconds, right: Milliseconds) -> Milliseconds {
        Milliseconds(left.rawValue + right.rawValue)
    }

    /// The span turned round.
    @inlinable
    public static prefix func - (span: Milliseconds) -> Milliseconds {
        Milliseconds(-span.rawValue)
    }

    /// The span in words, `1500 ms`.
    public var description: String { "\(rawValue) ms" }
}
