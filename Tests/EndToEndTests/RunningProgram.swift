import Foundation
import Synchronization
import TestSupport
import Testing

/// One of the real programs, running as a process of its own.
final class RunningProgram: Sendable {
    private let process: Process
    private let output = Pipe()
    private let lines = LineBuffer()

    /// The directory of the programs: those that were built with these tests, or the ones that `ZHICHAO_PROGRAMS` names, such
    /// as those of a release build.
    static let directory =
        ProcessInfo.processInfo.environment["ZHICHAO_PROGRAMS"]
        ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path

    /// The tests' own, without what systemd would tell a service: the tests may run in one.
    private static let environment = ProcessInfo.processInfo.environment.filter { name, _ in
        ![
            "RUNTIME_DIRECTORY", "CREDENTIALS_DIRECTORY", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID",
            "JOURNAL_STREAM",
            "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES",
        ].contains(name)
    }

    /// Starts a program whose standard error is read line by line.
    ///
    /// - Parameters:
    ///   - environment: in addition to the tests' own.
    ///   - network: the namespace of its network; the tests' own when `nil`.
    ///   - through: a command that becomes the program, with its arguments.
    init(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        network: String? = nil,
        through: [String] = []
    ) throws {
        process = Process()
        process.environment = RunningProgram.environment.merging(environment) { $1 }
        let path = name.hasPrefix("/") ? name : RunningProgram.directory + "/" + name
        // It becomes the program: signals and exit codes are the program's own.
        let entering = network.map { [CabledNetworks.program, "netns", "exec", $0] } ?? []
        let words = entering + through + [path] + arguments
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = output
        let lines = lines
        let reading = output.fileHandleForReading
        try #require(fcntl(reading.fileDescriptor, F_SETFL, O_NONBLOCK) == 0)
        reading.readabilityHandler = { handle in
            if lines.take(from: handle.fileDescriptor) { handle.readabilityHandler = nil }
        }
        try RunningProgram.withoutBlockedSignals { try process.run() }
    }

    /// A program inherits the blocked signals of the thread that starts it, and the threads that run tests block
    /// SIGTERM; a program that does not see to its mask itself, such as one in Python, could not be told to end.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    /// How long a line is waited for.
    static let patience: TimeInterval = 120

    /// Waits for a line of standard error that holds a text; fails the test when the program ends, or much time goes
    /// by, without one.
    ///
    /// - Parameter count: which of the lines that hold it.
    @discardableResult
    func line(_ count: Int = 1, containing text: String) throws -> String {
        try #require(
            lines.line(count, until: Date(timeIntervalSinceNow: RunningProgram.patience)) { $0.contains(text) },
            "the program ended or went on without saying '\(text)' \(count) times: \(lines.all)"
        )
    }

    /// Its number among the processes.
    var processID: Int32 { process.processIdentifier }

    /// What has been read of its standard error so far: all of it after ``wait()``. While it runs, a line that must come is
    /// waited for with ``line(_:containing:)``.
    var log: String { lines.all }

    var isRunning: Bool { process.isRunning }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end, and until everything that it wrote has been read: its last lines may still be in the pipe when
    /// it is gone.
    ///
    /// - Returns: its exit code; that of a signal is 128 more than the signal's number.
    @discardableResult
    func wait() -> Int32 {
        process.waitUntilExit()
        // Not until the pipe's end: what it has started may outlive it and hold that.
        lines.take(from: output.fileHandleForReading.fileDescriptor)
        return process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus
    }

    deinit {
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    /// Runs a program to its end.
    ///
    /// - Parameter input: what it gets on standard input; nothing by default.
    static func run(
        _ name: String,
        _ arguments: [String],
        input: String? = nil
    ) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.environment = environment
        process.executableURL = URL(fileURLWithPath: name.hasPrefix("/") ? name : directory + "/" + name)
        process.arguments = arguments
        // A file, not a pipe: nobody has to write while the program answers.
        let directory = try TemporaryDirectory()
        process.standardInput =
            try input.map { text in
                try FileHandle(forReadingFrom: URL(fileURLWithPath: directory.write(text, to: "input")))
            } ?? FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Both are read at the same time: a program that fills one pipe would wait for ever.
        let second = Mutex(Data())
        let reader = Thread {
            let data = errors.fileHandleForReading.readDataToEndOfFile()
            second.withLock { $0 = data }
        }
        reader.start()
        let first = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        while !reader.isFinished { sched_yield() }
        return (
            process.terminationStatus, String(decoding: first, as: UTF8.self),
            String(decoding: second.withLock { $0 }, as: UTF8.self)
        )
    }
}

/// Lines as they arrive, which a test waits for.
private final class LineBuffer: @unchecked Sendable {
    private let condition = NSCondition()
    /// Not text: a read may end within a character.
    private var written = Data()
    private var isFinished = false

    /// Takes what a descriptor that does not block has to give.
    ///
    /// - Returns: whether that was the last.
    @discardableResult
    func take(from descriptor: Int32) -> Bool {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &bytes, bytes.count)
            if count > 0 {
                written += bytes[..<count]
            } else if count == 0 || errno != EINTR {
                // Either nothing more for now, or the end.
                if count == 0 || errno != EAGAIN { isFinished = true }
                return isFinished
            }
        }
    }

    var all: String {
        condition.lock()
        defer { condition.unlock() }
        return text
    }

    private var text: String { String(decoding: written, as: UTF8.self) }

    /// - Returns: `nil` when there will be no such line, or there is none by then.
    func line(_ count: Int, until deadline: Date, where isWanted: (String) -> Bool) -> String? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            let wanted = text.split(separator: "\n").lazy.map(String.init).filter(isWanted)
            if let line = wanted.dropFirst(count - 1).first { return line }
            if isFinished || !condition.wait(until: deadline) { return nil }
        }
    }
}
