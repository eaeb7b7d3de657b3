import Programs
import StationFeed

extension Refusal {
    /// A file that cannot be read.
    init(_ error: StationFileError) {
        self.init(.io, "zhichao-station: \(error)")
    }

    /// A daemon that cannot be reached, an endpoint that is none, or files that fail.
    init(_ error: PublishError) {
        let status: ExitStatus =
            switch error {
            case .endpoint: .usage
            case .spool, .spoolInUse, .input: .io
            case .noSubscriber, .undelivered, .socket, .unacknowledged, .unfetched: .unavailable
            }
        self.init(status, "zhichao-station: \(error)")
    }
}
