import CaseStore
import Enforcement
import Foundation

// That the case is what its events have made it, and that what it rests on is there.

extension CaseFileVerifier {
    /// What `case.json` says that follows from the events.
    private struct Told: Decodable {
        let id: String
        let state: String
        let plate: String
        let version: Int
    }

    func checkCase(_ contents: Contents, _ manifest: CaseFileManifest, _ report: inout CaseFileReport) throws {
        let proof = CaseProof(
            events: try lines(CaseFileNames.events, contents),
            words: try lines(CaseFileNames.words, contents),
            onSite: try lines(CaseFileNames.onSite, contents)
        )
        let findings = try proof.check()
        report.events = findings.events
        report.words = proof.words.count + proof.onSite.count
        guard let json = contents.kept[CaseFileNames.caseJSON] else {
            throw Difference(CaseFileNames.caseJSON, "缺少案件", "is missing")
        }
        let told = try JSONDecoder().decode(Told.self, from: json)
        let isSame =
            told.id == findings.caseID && told.state == findings.state.rawValue && told.plate == findings.plate
            && told.version == findings.events
        guard isSame else {
            throw Difference(CaseFileNames.caseJSON, "与事件得出的结果不符", "is not what the events come to")
        }
        guard manifest.id == told.id, manifest.state == told.state, manifest.version == told.version,
            manifest.head == proof.events.last?.hash
        else { throw Difference(CaseFileManifest.fileName, "与案件不符", "does not match the case") }
        report.state = findings.state
        try checkEvidence(findings, manifest, &report)
    }

    private func checkEvidence(
        _ findings: CaseProofFindings,
        _ manifest: CaseFileManifest,
        _ report: inout CaseFileReport
    ) throws {
        let files = Dictionary(manifest.files.map { ($0.name, $0.sha256) }) { first, _ in first }
        let media = Set(manifest.files.filter { $0.name.hasPrefix("media/") }.map(\.sha256))
        for digest in findings.media.subtracting(media).sorted() where !findings.isErased {
            throw Difference("media/\(digest)", "事件所依据的图片缺失", "a picture that events rest on is missing")
        }
        report.media = findings.media.intersection(media).count
        for (name, digest) in findings.readings.sorted(by: { $0.key < $1.key }) {
            let file = CaseFileNames.reading(name)
            guard let found = files[file] else {
                if findings.isErased { continue }
                throw Difference(file, "事件所依据的记录缺失", "a reading that events rest on is missing")
            }
            guard found == digest else {
                throw Difference(file, "与事件中的摘要不符", "does not match its digest in the events")
            }
            report.readings += 1
        }
        if let stray = media.subtracting(findings.media).min() {
            throw Difference("media/\(stray)", "没有事件提到该图片", "no event speaks of it")
        }
    }

    private func lines<Line: Decodable>(_ name: String, _ contents: Contents) throws -> [Line] {
        guard let data = contents.kept[name] else { throw Difference(name, "文件缺失", "is missing") }
        let decoder = JSONDecoder()
        return try data.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(Line.self, from: $0) }
    }
}
