import Programs
import StationFeed

extension Refusal {
    /// A file that cannot be read.
    init(_ error: StationFileError) {
        self.init(.io, "zhichao-station: \(error)")
    }

    /// A daemon that cannot be reached, or an endpoint that is none.
    init(_ error: PublishError) {
        if case .endpoint = error {
            self.init(.usage, "zhichao-station: \(error)")
        } else {
            self.init(.unavailable, "zhichao-station: \(error)")
        }
    }
}
