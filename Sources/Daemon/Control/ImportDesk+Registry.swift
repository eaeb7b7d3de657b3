import Foundation
import Logging
import NIOCore
import Registry
import Units

extension ImportDesk where Report == ImportReport {
    /// The desk of the daemon's registers.
    ///
    /// - Parameter registryChanged: called on the importing thread after each committed import.
    convenience init(
        registry: RegistryWriter,
        logger: Logger,
        registryChanged: @escaping @Sendable (RegisterKind) -> Void
    ) {
        self.init { order, stream in
            let now = SystemClock.now()
            let options = ImportOptions(
                isStrict: order.isStrict,
                isDryRun: order.isDryRun,
                today: now.day,
                at: now,
                actor: order.actor
            )
            let what: Logger.Metadata = [
                "register": "\(order.kind.rawValue)", "file": "\(order.name)", "actor": "\(order.actor)",
            ]
            logger.info("register import begins", metadata: what)
            let report = try registry.importCSV(order.kind, name: order.name, options: options) {
                try stream.read().map { Array($0.readableBytesView) }
            }
            guard report.isCommitted else { return report }
            registryChanged(order.kind)
            logger.notice(
                "register imported",
                metadata: what.merging(["lines": "\(report.lines)", "rejected": "\(report.rejected)"]) { $1 }
            )
            return report
        }
    }
}
