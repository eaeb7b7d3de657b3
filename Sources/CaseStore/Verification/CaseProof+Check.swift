public import Enforcement
import Foundation
import Units

/// What the events of a case prove by themselves.
public struct CaseProofFindings: Sendable {
    /// The case's id.
    public let caseID: String
    /// How many events there are.
    public let events: Int
    /// Where they have brought the case.
    public let state: CaseState
    /// The truck's plate.
    public let plate: String
    /// SHA-256, in hexadecimal, of the readings that the events rest on, by reading.
    public let readings: [String: String]
    /// SHA-256 of the media that they rest on.
    public let media: Set<String>
    /// Whether an event says that personal data were erased: words and readings may be missing then.
    public let isErased: Bool
}

extension CaseProof {
    /// Checks the chain, and words and on-site records against their digests.
    ///
    /// - Throws: `Difference` that names the first thing that is not as it was written.
    public func check() throws -> CaseProofFindings {
        let decoder = JSONDecoder()
        var (heads, fold) = (ChainHeads(), CaseFold())
        var (readings, media, onSiteDigests, isErased) = ([String: String](), Set<String>(), Set<String>(), false)
        var sealed: [SealedPlace: String] = [:]
        guard let caseID = events.first?.caseID else {
            throw Difference("events.jsonl", "没有事件", "there is no event")
        }
        for (place, event) in events.enumerated() {
            guard event.n == place + 1, event.caseID == caseID else {
                throw Difference("events.jsonl, n \(place + 1)", "事件缺失或不属于本案", "is missing, or of another case")
            }
            heads.append(event.chained)
            guard heads.ofCase(caseID)?.hex == event.hash else {
                throw Difference("events.jsonl, n \(event.n)", "与案件链不符", "does not match the case's chain")
            }
            let folded = try FoldedEvent(event, decoder)
            fold.add(folded)
            if folded.kind == .personalErased { isErased = true }
            for (name, digest) in try Evidence.parse(event.evidence) {
                if name == Evidence.onSite {
                    onSiteDigests.insert(digest)
                } else if name.hasPrefix(Evidence.mediumPrefix) {
                    media.insert(digest)
                } else {
                    readings[name] = digest
                }
            }
            if case .else(.step(let note)) = folded.body {
                for (part, digest) in StepValue.parts(note.parts).sealed() {
                    sealed[SealedPlace(n: event.n, part: part)] = digest
                }
            }
        }
        try check(sealed, isErased: isErased)
        try checkOnSite(onSiteDigests, isErased: isErased)
        return CaseProofFindings(
            caseID: caseID,
            events: events.count,
            state: fold.state,
            plate: fold.plate,
            readings: readings,
            media: media,
            isErased: isErased
        )
    }

    private struct SealedPlace: Hashable {
        let n: Int
        let part: String
    }

    private func check(_ sealed: [SealedPlace: String], isErased: Bool) throws {
        for word in words {
            let place = "personal.jsonl, n \(word.n), \(word.part)"
            guard let digest = sealed[SealedPlace(n: word.n, part: word.part)] else {
                throw Difference(place, "没有事件提到该个人信息", "no event speaks of it")
            }
            guard let salt = Data(hex: word.salt), SealedParts.digest(word.value, salt: salt) == digest else {
                throw Difference(place, "个人信息与摘要不符", "the words do not match their digest")
            }
        }
        guard isErased || words.count == sealed.count else {
            throw Difference(
                "personal.jsonl",
                "个人信息缺失而无删除记录",
                "words are missing, and no event says that they were erased"
            )
        }
    }

    private func checkOnSite(_ digests: Set<String>, isErased: Bool) throws {
        for record in onSite {
            guard let salt = Data(hex: record.salt),
                digests.contains(Evidence.digest(salt + Data(record.record.utf8)))
            else {
                throw Difference("on-site.jsonl, \(record.passage)", "现场检查记录与摘要不符", "does not match its digest")
            }
        }
        guard isErased || !onSite.isEmpty || digests.isEmpty else {
            throw Difference("on-site.jsonl", "现场检查记录缺失", "the on-site record is missing")
        }
    }
}

extension Data {
    /// The bytes that pairs of hexadecimal digits spell; `nil` where they do not.
    init?(hex text: String) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        self.init(capacity: digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Data.digit(digits[place]), let low = Data.digit(digits[place + 1]) else { return nil }
            append(high << 4 | low)
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
