package import CaseFile
package import CaseStore
import Documents
import Enforcement
package import Evidence
import Foundation
import Readings
package import Registry
import Units

/// Puts a case file (案卷) together: the case, its chain, readings and pictures, signed.
package struct CaseFileMaker: Sendable {
    private let media: MediaStore
    private let key: SigningKey

    /// - Parameters:
    ///   - media: where the pictures lie.
    ///   - key: who signs.
    package init(media: MediaStore, key: SigningKey) {
        self.media = media
        self.key = key
    }

    /// The file of a case as it stands; the same state gives the same bytes.
    ///
    /// - Parameter registers: `nil` where there are none; what only they know is open on paper then.
    /// - Throws: `ZipError`, and encoding errors; a picture that is not what its digest says shows while the file is written.
    package func make(_ proven: ProvenCase, _ registers: RegistryReader?) throws -> CaseFileStream {
        let (dossier, proof) = (proven.dossier, proven.proof)
        let summary = dossier.summary
        let about = CaseFileManifest(
            id: summary.id,
            number: summary.number,
            state: summary.state.rawValue,
            version: summary.version,
            head: proof.events.last?.hash ?? "",
            missing: missing(dossier)
        )
        let parts: [CaseFilePart] = [
            CaseFilePart(CaseFileNames.about, "说明", .bytes(Data(CaseFileMaker.about.utf8))),
            CaseFilePart(CaseFileNames.caseJSON, "案件", .bytes(try json(DossierJSON(dossier: dossier)))),
            CaseFilePart(CaseFileNames.events, "事件链", .bytes(try lines(proof.events))),
            CaseFilePart(CaseFileNames.words, "个人信息", .bytes(try lines(proof.words))),
            CaseFilePart(CaseFileNames.onSite, "现场检查记录", .bytes(try lines(proof.onSite))),
        ]
        let letters = try letters(proven.referrals, ReferralLetters(registers))
        let rest = try readings(dossier) + pictures(dossier) + documents(dossier, registers) + letters
        return try CaseFileStream(about, parts + rest, key: key)
    }

    /// What is printed and signed, with names in full: a case file is for those who work on the case.
    private func documents(_ dossier: CaseDossier, _ registers: RegistryReader?) throws -> [CaseFilePart] {
        let summary = dossier.summary
        let then = registers?.asKnown(at: dossier.events.last?.recordedAt ?? summary.at)
        let entry = dossier.company.flatMap { try? then?.company($0, on: summary.act.lowerBound.day) }
        return try CaseDocuments.make(
            dossier,
            seesPersonalData: true,
            companyName: entry?.name,
            media: picture
        ).map { document in
            CaseFilePart(CaseFileNames.document(document.title), document.title, .bytes(Data(document.bytes)))
        }
    }

    /// The letters that the case called for; several may have one title, so their names have their ids.
    private func letters(_ referrals: [ReferralFile], _ letters: ReferralLetters) throws -> [CaseFilePart] {
        try referrals.map { file in
            let title = file.referral.form.chinese
            return CaseFilePart(
                CaseFileNames.document("\(title) \(file.referral.id)"),
                title,
                .bytes(Data(try letters.pdf(file)))
            )
        }
    }

    /// A stored picture; one whose file is gone is shown as missing, and the manifest's digest fails while it is written.
    private func picture(_ digest: String) throws -> [UInt8]? {
        guard let digest = SHA256Digest(digest), let reader = try? media.open(digest) else { return nil }
        var bytes: [UInt8] = []
        while let piece = try reader.next() { bytes += piece }
        return bytes
    }

    private func readings(_ dossier: CaseDossier) -> [CaseFilePart] {
        dossier.records.filter { !$0.payload.isEmpty }.sorted { $0.reading < $1.reading }.map { record in
            CaseFilePart(
                CaseFileNames.reading(record.reading),
                record.kind == "weigh" ? "称重记录" : "抓拍记录",
                .bytes(Data(record.payload))
            )
        }
    }

    /// Each picture once, though two readings may list it.
    private func pictures(_ dossier: CaseDossier) -> [CaseFilePart] {
        let stored = dossier.media.filter { $0.state == .stored }
        let byName = Dictionary(stored.map { (CaseFileNames.medium("\($0.sha256)", type: $0.type), $0) }) { first, _ in
            first
        }
        return byName.sorted { $0.key < $1.key }.map { name, medium in
            CaseFilePart(
                name,
                "图片",
                .file(path: media.path(of: medium.sha256), bytes: medium.bytes, sha256: "\(medium.sha256)")
            )
        }
    }

    private func missing(_ dossier: CaseDossier) -> [CaseFileManifest.Missing] {
        dossier.media.filter { $0.state != .stored }
            .map { CaseFileManifest.Missing(sha256: "\($0.sha256)", state: $0.state.rawValue) }
            .sorted { ($0.sha256, $0.state) < ($1.sha256, $1.state) }
    }

    private func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(value) + Data("\n".utf8)
    }

    private func lines(_ values: [some Encodable]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try values.reduce(into: Data()) { all, value in
            all += try encoder.encode(value) + Data("\n".utf8)
        }
    }
}

extension CaseFileMaker {
    /// For whoever opens the ZIP years from now.
    private static let about = """
        案卷说明 / What this file is

        manifest.json        清单：每个文件的长度和 SHA-256；manifest.json.sig 是对它的 Ed25519 签名（64 字节，RFC 8032）。
        case.json            案件，与接口 GET /api/v1/cases/{id} 相同。
        events.jsonl         案件的全部事件，每行一个。hash = SHA-256(前一事件的 hash ‖ 规范字节)；第一个事件之前为 32 个零字节。
                             规范字节是依次连接的 netstring（长度:内容,）：
                             zhichao-event-1、case、n、kind、recorded_ms、actor、evidence、body。
        personal.jsonl       个人信息：事件中只有 SHA-256(salt ‖ 文字)。
        on-site.jsonl        现场检查记录：事件中只有 SHA-256(salt ‖ record)。
        readings/            站点发来的原始记录；其 SHA-256 在事件的 evidence 中。
        media/               图片，文件名即其 SHA-256。
        documents/           可打印的文书（PDF）：超限检测（称重）单，以及案件所处状态要求的卸载单、案件移送书、抄告函和移送函。

        核验 / to verify:    zhichao verify 案卷.zip --public-key signing.pub
        仅用 openssl:        openssl pkeyutl -verify -rawin -pubin -inkey key.pem -in manifest.json -sigfile manifest.json.sig

        """
}
