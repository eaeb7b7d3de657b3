public import ArgumentParser
import Foundation

/// Runs a command so that its exit codes are those of the interface page: the parser's own code for a command that was
/// not understood is 64, ours is 2.
public enum Program {
    /// Parses the command line, runs a command that stays on its thread, and exits.
    ///
    /// - Parameter command: the program's root command.
    public static func run(_ command: any ParsableCommand.Type) -> Never {
        do {
            var parsed = try command.parseAsRoot()
            try parsed.run()
            try flush()
            command.exit()
        } catch {
            exit(command, error) { _ in .io }
        }
    }

    /// Parses the command line, runs a command that may wait, and exits.
    ///
    /// - Parameters:
    ///   - command: the program's root command.
    ///   - status: the exit code for an error that does not carry one.
    public static func run(
        _ command: any AsyncParsableCommand.Type,
        status: (any Error) -> ExitStatus
    ) async -> Never {
        do {
            var parsed = try command.parseAsRoot()
            if var asynchronous = parsed as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try parsed.run()
            }
            try flush()
            command.exit()
        } catch {
            exit(command, error, status)
        }
    }

    /// What was printed must have arrived, or the command has not done what it says.
    private static func flush() throws {
        // All streams: `stdout` itself is a global that Swift takes for shared mutable state.
        guard fflush(nil) == 0 else {
            throw Refusal(.io, "standard output: \(String(cString: strerror(errno)))")
        }
    }

    private static func exit(
        _ command: any ParsableCommand.Type,
        _ error: any Error,
        _ status: (any Error) -> ExitStatus
    ) -> Never {
        let code = command.exitCode(for: error)
        if code.isSuccess || error is ExitCode { command.exit(withError: error) }
        if code == .validationFailure {
            FileHandle.standardError.write(Data((command.fullMessage(for: error) + "\n").utf8))
            Foundation.exit(ExitStatus.usage.rawValue)
        }
        FileHandle.standardError.write(Data((JournalStream.error("\(error)") + "\n").utf8))
        Foundation.exit(((error as? any ExitingError)?.exitStatus ?? status(error)).rawValue)
    }
}
