import Foundation
import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// The certificate that new connections are shown; exchanged by a reload without cutting anybody off.
final class TLSCertificate: Sendable {
    private let context: Mutex<NIOSSLContext>

    /// Reads certificate and key.
    ///
    /// - Throws: `TLSError` that says which file is not good, and why.
    init(_ files: HTTPSettings.TLS) throws(TLSError) {
        context = Mutex(try TLSCertificate.load(files))
    }

    /// Shows another one from now on.
    func take(_ next: TLSCertificate) {
        let other = next.current
        context.withLock { $0 = other }
    }

    fileprivate var current: NIOSSLContext { context.withLock { $0 } }

    private static func load(_ files: HTTPSettings.TLS) throws(TLSError) -> NIOSSLContext {
        let certificates: [NIOSSLCertificate]
        do { certificates = try NIOSSLCertificate.fromPEMFile(files.certificate) } catch {
            throw TLSError(path: files.certificate, reason: "is no certificate in PEM that can be read (\(error))")
        }
        try requireSecret(files.key)
        let key: NIOSSLPrivateKey
        do { key = try NIOSSLPrivateKey(file: files.key, format: .pem) } catch {
            throw TLSError(path: files.key, reason: "is no private key in PEM that can be read (\(error))")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do { return try NIOSSLContext(configuration: configuration) } catch {
            throw TLSError(path: files.key, reason: "does not belong to \(files.certificate) (\(error))")
        }
    }

    private static func requireSecret(_ path: String) throws(TLSError) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? NSNumber else {
            throw TLSError(path: path, reason: "cannot be read")
        }
        guard mode.intValue & 0o077 == 0 else {
            throw TLSError(path: path, reason: "may be read by others than its owner; chmod 0600 it")
        }
    }
}

/// A certificate or key that is not good.
public struct TLSError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    /// Which file, and why.
    public var description: String { "\(path): \(reason)" }
}

/// TLS before HTTP, with the certificate of the moment.
struct TLSServerChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let certificate: TLSCertificate

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificate.current))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
