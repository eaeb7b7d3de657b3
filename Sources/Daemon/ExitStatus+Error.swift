import Keys
import Law
public import Programs
import Storage
import Typesetting

extension ExitStatus {
    /// The code for what went wrong in the daemon or in a command that reads its files.
    public init(for error: any Error) {
        switch error {
        case is ConfigurationError, is UnknownYear, is TLSError, is TypesettingError, is InheritedSocketError:
            self = .configuration
        case let error as SecretKeyFileError: self = error.isConfiguration ? .configuration : .io
        case let error as StoreError: self = error.isMissing ? .unavailable : .io
        case is WriterLockError: self = .unavailable
        default: self = .io
        }
    }
}

extension SecretKeyFileError {
    fileprivate var isConfiguration: Bool { kind == .unsafe || kind == .unusable }
}
