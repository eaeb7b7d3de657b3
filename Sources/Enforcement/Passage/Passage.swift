public import Law
public import Readings
public import Units

/// One vehicle crossing one lane: a weighing, the pictures that belong to it, and what came of them.
///
/// An object that never changes: effects hand it on several times.
public final class Passage: Hashable, Sendable, CustomStringConvertible {
    /// The weighing's identity, and so the passage's.
    public let id: ReadingID
    /// The weighing's place in the journal.
    public let ordinal: Int64
    /// The places of its pictures in the journal, in the order of receipt.
    public let sightings: [Int64]
    /// The lane that the weighing was taken on.
    public let lane: Lane
    /// When it was weighed, by the device's clock.
    public let at: Instant
    /// How the pictures were found.
    public let pairing: Pairing
    /// The truck's plate; `nil` when none was read or more than one could be meant.
    public let plate: Plate?
    /// The trailer's plate.
    public let trailerPlate: String?
    /// What the law of the day says of the weighing, and a later milder one.
    public let determination: Determination
    /// What bars the weighing from being evidence.
    public let faults: [EvidenceFault]
    /// What came of it.
    public let verdict: Verdict
    /// Contradictions between sources, and breaches that are no case by themselves.
    public let findings: [Finding]
    /// What a barrier or a sign should do.
    public let action: Action
    /// What the law was told besides the weighing.
    let facts: VehicleFacts

    init(
        _ record: WeighRecord,
        pictures: [PictureRecord],
        facts: VehicleFacts,
        pairing: Pairing,
        plate: Plate?,
        trailerPlate: String?,
        determination: Determination,
        faults: [EvidenceFault],
        verdict: Verdict,
        findings: [Finding],
        site: SiteType
    ) {
        id = record.reading.header.id
        ordinal = record.arrival.ordinal
        let ordinals = pictures.map(\.arrival.ordinal)
        sightings = ordinals.count > 1 ? ordinals.sorted() : ordinals
        lane = record.reading.header.lane
        at = record.reading.header.at
        self.facts = facts
        self.pairing = pairing
        self.plate = plate
        self.trailerPlate = trailerPlate
        self.determination = determination
        self.faults = faults
        self.verdict = verdict
        self.findings = findings
        action = Action(for: verdict, grossOverLimit: determination.isGrossOverLimit, at: site)
    }

    /// What the law of the day says.
    public var mass: Assessment { determination.assessment }

    /// Every reason for the verdict, the law's and those of the evidence gate.
    public var reasons: [Reason] {
        var reasons = determination.reasons
        for fault in faults where !reasons.contains(fault.reason) { reasons.append(fault.reason) }
        return reasons
    }

    /// Why, step by step: how weight and plate came together, what the law says, and what bars it from being evidence,
    /// each with what would have been needed.
    public var explanation: [ExplanationStep] {
        [pairing.step(pictures: sightings.count, plate: plate)] + determination.explanation
            + findings.dropFirst(mass.findings.count).compactMap(\.explanation) + faults.map(\.step)
    }

    /// How a passage's pictures were found.
    public enum Pairing: String, CaseIterable, Sendable {
        /// The station linked them.
        case trigger
        /// By time, nearest first.
        case time
        /// An officer read the plate.
        case inspection
        /// There are none.
        case none
    }

    /// What a barrier or a sign should do.
    public enum Action: String, CaseIterable, Sendable {
        /// Let it go on.
        case pass
        /// Direct it to the static scale.
        case stopForWeighing = "stop-for-weighing"
        /// Do not let it onto the expressway.
        case refuseEntry = "refuse-entry"
    }

    /// Two passages are equal when they say the same of the same weighing.
    public static func == (left: Passage, right: Passage) -> Bool {
        left === right
            || (left.id == right.id && left.ordinal == right.ordinal && left.sightings == right.sightings
                && left.pairing == right.pairing && left.trailerPlate == right.trailerPlate
                && left.faults == right.faults && left.findings == right.findings && left.says(theSameAs: right))
    }

    /// Hashes the weighing's identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// Everything about it.
    public var description: String {
        "\(id) #\(ordinal) \(sightings) lane \(lane) \(at) \(pairing) \(plate?.description ?? "-") "
            + "\(trailerPlate ?? "-") \(verdict) \(reasons) \(findings) \(action) \(determination)"
    }

    /// Whether the verdict that goes out would be the same message.
    func says(theSameAs other: Passage) -> Bool {
        verdict == other.verdict && plate == other.plate && determination == other.determination
            && action == other.action
    }
}

extension Passage.Pairing {
    /// How weight and plate came together, in words.
    fileprivate func step(pictures: Int, plate: Plate?) -> ExplanationStep {
        let number = plate?.number
        let counted = pictures == 1 ? "1 picture" : "\(pictures) pictures"
        let (zh, en) =
            switch self {
            case .trigger:
                ("称重与 \(pictures) 张图像由站点触发号关联", "the station's trigger links the weighing with \(counted)")
            case .time:
                (
                    "称重与 \(pictures) 张图像按时间就近匹配",
                    "\(counted) \(pictures == 1 ? "was" : "were") found by time, nearest first"
                )
            case .inspection: ("号牌由执法人员现场记录", "officers wrote the plate down")
            case .none: ("无匹配图像", "no picture belongs to the weighing")
            }
        return ExplanationStep(
            step: "pairing",
            zh: zh + (number.map { "，号牌 \($0)" } ?? "，号牌不明"),
            en: en + (number.map { ", plate \($0)" } ?? ", plate not known"),
            source: "weigh, camera"
        )
    }
}

extension Passage.Action {
    /// The action for a verdict at a place (feed contract, Results).
    init(for verdict: Verdict, grossOverLimit: Bool, at site: SiteType) {
        switch verdict {
        case .overloaded, .ambiguous: self = .refusal(at: site)
        case .notEvidence where grossOverLimit: self = .refusal(at: site)
        case .unpaired where grossOverLimit: self = .stopForWeighing
        case .compliant, .exempt, .notEvidence, .unpaired: self = .pass
        }
    }

    private static func refusal(at site: SiteType) -> Self {
        switch site {
        case .fixed, .offSite, .source, .mobile: .stopForWeighing
        case .entrance: .refuseEntry
        case .exit: .pass
        }
    }
}
