import Intake
import Logging
import Synchronization
import ZeroMQ

/// Who is let in at the sockets with keys: the handler that libzmq asks, and what is logged of those who are not.
///
/// Without a key of the daemon's no socket is encrypted, and there is no handler.
final class FeedDoor: Sendable {
    private let handler: ZAPHandler?
    private let logger: Logger
    private let messageReports = Mutex(ReportLimit())

    /// Starts the handler, before any socket binds.
    init(_ access: FeedAccess, context: Context, logger: Logger) throws {
        self.logger = logger
        guard access.keyPair != nil else {
            handler = nil
            return
        }
        handler = try ZAPHandler(in: context, admitting: access.allowList) { refusal in
            logger.warning(
                "feed: a peer was refused: its key is not listed",
                metadata: [
                    "peer": "\(refusal.address)", "socket": "\(refusal.domain)", "mechanism": "\(refusal.mechanism)",
                    "key": "\(refusal.key.map { "\($0)" } ?? "none")", "unreported": "\(refusal.unreported)",
                ]
            )
        }
    }

    /// Peers refused since the start because their key is not listed.
    var refused: Int { handler?.refused ?? 0 }

    /// Takes another list of keys; counts for every connection that begins from now on.
    func admit(_ list: ZAPHandler.AllowList) { handler?.admit(list) }

    /// Logs a handshake that failed.
    var handshakeFailed: @Sendable (HandshakeFailure) -> Void {
        let logger = logger
        return { failure in
            logger.warning(
                "feed: a peer was refused at the handshake",
                metadata: [
                    "peer": "\(failure.peer ?? "unknown")", "endpoint": "\(failure.endpoint)",
                    "reason": "\(failure.reason)", "unreported": "\(failure.unreported)",
                ]
            )
        }
    }

    /// Logs a message that was refused; a peer that may connect can send many, so not every one.
    var messageRefused: @Sendable (MessageRefusal) -> Void {
        { [self] refusal in
            guard let unreported = messageReports.withLock({ $0.admit(at: .now) }) else { return }
            logger.warning(
                "feed: a message was refused: its sender may not speak for its source",
                metadata: [
                    "peer": "\(refusal.peer ?? "unknown")", "socket": "\(refusal.socket)",
                    "speaker": "\(refusal.speaker)", "about": "\(refusal.about)", "unreported": "\(unreported)",
                ]
            )
        }
    }

    func stop() { handler?.stop() }
}
