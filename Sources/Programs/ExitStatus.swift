/// The programs' exit codes; 0 is success, also for an empty list.
public enum ExitStatus: Int32, Sendable {
    /// The answer is no: the one thing asked for was not found.
    case no = 1
    /// The command was not understood.
    case usage = 2
    /// The daemon is needed, or the store cannot be reached.
    case unavailable = 69
    /// Reading or writing failed.
    case io = 74
    /// The configuration is wrong.
    case configuration = 78
}

/// An error that says with which code the program ends.
public protocol ExitingError: Error {
    /// The code.
    var exitStatus: ExitStatus { get }
}

/// A plain answer of "no" or "cannot", with its words for standard error.
public struct Refusal: ExitingError, CustomStringConvertible {
    /// The code.
    public let exitStatus: ExitStatus
    /// What was wrong, where, and what to do.
    public let description: String

    /// Makes a refusal.
    public init(_ exitStatus: ExitStatus, _ description: String) {
        self.exitStatus = exitStatus
        self.description = description
    }
}
