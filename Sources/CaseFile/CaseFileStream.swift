public import CaseStore
import Crypto
import Foundation
import Units

/// A case file as it is written: piece by piece, with one piece in memory.
public struct CaseFileStream {
    /// Bytes of a file that are read at once.
    private static let chunk = 64 << 10

    /// The manifest, signed.
    public let manifest: CaseFileManifest
    private let parts: [CaseFilePart]
    private let writer: ZipWriter
    private var next = 0
    private var reading: (handle: FileHandle, part: CaseFilePart, left: Int, hash: SHA256)?
    private var isFinished = false

    /// Signs what is to be in it.
    ///
    /// - Parameter about: what the manifest says of the case; its `files`, `publicKey` and `container` are filled in here.
    public init(_ about: CaseFileManifest, _ parts: [CaseFilePart], key: SigningKey) throws {
        var manifest = about
        manifest.files = parts.map(\.entry)
        manifest.publicKey = key.key.publicKey.rawRepresentation.base64EncodedString()
        manifest.container = ZipWriter.library
        self.manifest = manifest
        let json = try manifest.json
        self.parts =
            [
                CaseFilePart(CaseFileManifest.fileName, "清单", .bytes(json)),
                CaseFilePart(CaseFileManifest.signatureName, "清单签名", .bytes(try key.key.signature(for: json))),
            ] + parts
        writer = try ZipWriter()
    }

    /// The next bytes; `nil` after the last.
    ///
    /// - Throws: `CaseFileError` when a file on disk is not what its digest says: what was written so far is worth nothing.
    public mutating func nextBytes() throws -> [UInt8]? {
        while true {
            let bytes = writer.take()
            if !bytes.isEmpty { return bytes }
            guard try advance() else { return nil }
        }
    }

    private mutating func advance() throws -> Bool {
        if reading != nil {
            try readOn()
            return true
        }
        guard next < parts.count else {
            guard !isFinished else { return false }
            try writer.finish()
            isFinished = true
            return true
        }
        let part = parts[next]
        next += 1
        switch part.source {
        case .bytes(let data):
            try writer.begin(part.name, size: data.count)
            try writer.write(data)
        case .file(let path, let bytes, _):
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw CaseFileError(name: part.name, reason: "\(path) cannot be read")
            }
            try writer.begin(part.name, size: bytes)
            reading = (handle, part, bytes, SHA256())
        }
        return true
    }

    private mutating func readOn() throws {
        guard let (handle, part, rest, sofar) = reading, case .file(let path, _, let sha256) = part.source else {
            return
        }
        var (left, hash) = (rest, sofar)
        let piece = left > 0 ? try handle.read(upToCount: min(left, CaseFileStream.chunk)) ?? Data() : Data()
        guard !piece.isEmpty || left == 0 else { throw CaseFileError(name: part.name, reason: "\(path) is too short") }
        hash.update(data: piece)
        left -= piece.count
        if !piece.isEmpty { try writer.write(piece) }
        guard left == 0 else {
            reading = (handle, part, left, hash)
            return
        }
        try handle.close()
        reading = nil
        guard Data(hash.finalize()).hex == sha256 else {
            throw CaseFileError(name: part.name, reason: "\(path) is not what its digest says; run zhichao verify")
        }
    }
}

/// Why a case file cannot be made.
public struct CaseFileError: Error, CustomStringConvertible {
    /// The file in the ZIP.
    public let name: String
    let reason: String

    /// What is wrong, where, and what to do.
    public var description: String { "\(name): \(reason)" }
}
