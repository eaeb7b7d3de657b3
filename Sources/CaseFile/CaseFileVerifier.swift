import CaseStore
import Crypto
public import Foundation
import Units

/// Proves a case file offline, with nothing but the public keys of who may sign.
///
/// Whatever is in the file is a stranger's until the signature is right; sizes are bounded before anything is kept.
public struct CaseFileVerifier {
    /// Bytes of a file that is kept to be read, and files of a ZIP.
    static let (bytesMax, filesMax) = (64 << 20, 10_000)

    let path: String
    let publicKeys: [Data]

    /// - Parameters:
    ///   - path: the case file.
    ///   - publicKeys: Ed25519 public keys of 32 bytes that may have signed it.
    public init(path: String, publicKeys: [Data]) {
        self.path = path
        self.publicKeys = publicKeys
    }

    /// Checks everything; the first thing that differs stands in the report.
    ///
    /// - Throws: when the file cannot be opened at all.
    public func run() throws -> CaseFileReport {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw CaseFileError(name: path, reason: "cannot be read")
        }
        var report = CaseFileReport()
        do {
            let contents = try read()
            try checkSignature(contents, &report)
            guard let manifest = report.manifest else { return report }
            try checkFiles(contents, manifest, &report)
            try checkCase(contents, manifest, &report)
            try checkLayout(manifest, &report)
        } catch let difference as Difference {
            report.difference = difference
        } catch let error as ZipError {
            report.difference = Difference("ZIP", "压缩包已损坏：\(error)", "the ZIP is damaged: \(error)")
        } catch let error as DecodingError {
            report.difference = Difference("JSON", "内容无法解读：\(error)", "something cannot be read: \(error)")
        } catch let damage as CaseStoreDamage {
            report.difference = Difference(CaseFileNames.events, "内容无法解读：\(damage)", "cannot be read: \(damage)")
        }
        return report
    }

    /// What the ZIP holds: of media and documents only length and digest, the rest whole.
    struct Contents {
        var order: [String] = []
        var digests: [String: (bytes: Int, sha256: String)] = [:]
        var kept: [String: Data] = [:]
    }

    private func read() throws -> Contents {
        var contents = Contents()
        let zip = try ZipReader(path: path)
        while let (name, _) = try zip.next() {
            guard contents.digests[name] == nil, contents.order.count < CaseFileVerifier.filesMax else {
                throw Difference(name, "文件重复或过多", "is there twice, or there are too many files")
            }
            let isKept = !name.hasPrefix("media/") && !name.hasPrefix("documents/")
            var (hash, count, data) = (SHA256(), 0, Data())
            do {
                try zip.read { piece in
                    hash.update(bufferPointer: piece)
                    count += piece.count
                    guard isKept else { return }
                    guard count <= CaseFileVerifier.bytesMax else { throw Difference(name, "文件过大", "is too large") }
                    data.append(contentsOf: piece)
                }
            } catch let error as ZipError {
                // The ZIP's own checksum sees it first; which file it is says only this place.
                throw Difference(name, "内容已损坏：\(error)", "is damaged: \(error)")
            }
            contents.order.append(name)
            contents.digests[name] = (count, Data(hash.finalize()).hex)
            if isKept { contents.kept[name] = data }
        }
        return contents
    }

    private func checkSignature(_ contents: Contents, _ report: inout CaseFileReport) throws {
        guard let json = contents.kept[CaseFileManifest.fileName],
            let signature = contents.kept[CaseFileManifest.signatureName]
        else { throw Difference(CaseFileManifest.fileName, "没有清单或签名", "there is no manifest, or no signature") }
        let isSigned = publicKeys.contains { key in
            (try? Curve25519.Signing.PublicKey(rawRepresentation: key))?.isValidSignature(signature, for: json) == true
        }
        guard isSigned else {
            throw Difference(
                CaseFileManifest.fileName,
                "签名不属于受信任的公钥，或清单、签名已被改动",
                "is not signed by a key that is trusted, or it or its signature was changed"
            )
        }
        let manifest = try JSONDecoder().decode(CaseFileManifest.self, from: json)
        guard manifest.form == CaseFileManifest.form else {
            throw Difference(
                CaseFileManifest.fileName,
                "未知的格式 \(manifest.form)",
                "is of an unknown form, \(manifest.form)"
            )
        }
        (report.isSigned, report.manifest) = (true, manifest)
    }

    private func checkFiles(
        _ contents: Contents,
        _ manifest: CaseFileManifest,
        _ report: inout CaseFileReport
    ) throws {
        for file in manifest.files {
            guard let found = contents.digests[file.name] else {
                throw Difference(file.name, "缺少\(file.title)", "is missing")
            }
            guard found.bytes == file.bytes, found.sha256 == file.sha256 else {
                throw Difference(file.name, "内容与清单不符", "is not what the manifest says")
            }
            report.files += 1
        }
        let expected = [CaseFileManifest.fileName, CaseFileManifest.signatureName] + manifest.files.map(\.name)
        if let stray = contents.order.first(where: { !expected.contains($0) }) {
            throw Difference(stray, "清单之外的文件", "is not in the manifest")
        }
        guard contents.order == expected else { throw Difference("ZIP", "文件次序与清单不符", "its files are in another order") }
    }

    /// That every byte is as the same library lays the same contents out: what no digest covers (names, flags, the directory).
    private func checkLayout(_ manifest: CaseFileManifest, _ report: inout CaseFileReport) throws {
        guard manifest.container == ZipWriter.library else { return }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw CaseFileError(name: path, reason: "cannot be read")
        }
        defer { try? file.close() }
        var offset = 0
        func compare(_ bytes: [UInt8]) throws {
            guard !bytes.isEmpty else { return }
            let found = Array(try file.read(upToCount: bytes.count) ?? Data())
            guard found == bytes else {
                let place = offset + (zip(found, bytes).enumerated().first { $1.0 != $1.1 }?.offset ?? found.count)
                throw Difference("ZIP", "第 \(place) 字节与原件不同", "byte \(place) is not as it was written")
            }
            offset += bytes.count
        }
        let (reader, writer) = (try ZipReader(path: path), try ZipWriter())
        while let (name, size) = try reader.next() {
            try writer.begin(name, size: size)
            try reader.read { piece in
                try writer.write(piece)
                try compare(writer.take())
            }
        }
        try writer.finish()
        try compare(writer.take())
        guard try file.read(upToCount: 1)?.isEmpty ?? true else {
            throw Difference("ZIP", "第 \(offset) 字节之后有多余内容", "there is more after byte \(offset)")
        }
        report.isLaidOutAlike = true
    }
}
