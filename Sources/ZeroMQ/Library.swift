import CZeroMQ

/// The libzmq this process has loaded.
public enum Library {
    /// A version of libzmq.
    public struct Version: Comparable, CustomStringConvertible, Sendable {
        /// The first number.
        public let major: Int
        /// The second number.
        public let minor: Int
        /// The third number.
        public let patch: Int

        /// Creates a version, to compare with.
        public init(major: Int, minor: Int, patch: Int) {
            self.major = major
            self.minor = minor
            self.patch = patch
        }

        /// The version as it is written: `4.3.4`.
        public var description: String { "\(major).\(minor).\(patch)" }

        /// Whether `left` came before `right`.
        public static func < (left: Version, right: Version) -> Bool {
            (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
        }
    }

    /// The version at run time, which may be newer than the one compiled against.
    public static var version: Version {
        var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
        zmq_version(&major, &minor, &patch)
        return Version(major: Int(major), minor: Int(minor), patch: Int(patch))
    }

    /// Whether the library was built with a feature: `curve`, `ipc`, `pgm`, `norm`, `tipc`, `gssapi` or `draft`.
    public static func has(_ feature: String) -> Bool {
        zmq_has(feature) == 1
    }
}
