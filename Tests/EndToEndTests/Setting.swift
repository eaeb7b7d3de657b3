import Foundation

/// Numbers that a long run sets in the environment.
enum Setting {
    /// `ZHICHAO_<name>`, where it is set.
    static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment["ZHICHAO_" + name].flatMap { Int($0) }
    }

    /// Given, or another one in each run; a test that uses it prints it.
    static var seed: UInt64 { number("SEED").flatMap { UInt64(exactly: $0) } ?? UInt64.random(in: 1...999_999) }

    /// A Python with pyzmq, which `tools/test` makes.
    static let python = ProcessInfo.processInfo.environment["ZHICHAO_PYTHON"]
}
