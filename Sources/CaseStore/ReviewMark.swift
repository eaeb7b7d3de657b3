import Enforcement
import Law
import Units

/// What a reviewer has to look at before a case goes on, and why.
public struct ReviewMark: Hashable, Codable, Sendable {
    /// What has happened.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// A passage is no longer an overload on evidence.
        case verdict
        /// A passage has another plate, or none.
        case plate
        /// A passage is still an overload, by other figures than the case shows.
        case figures
        /// The instrument has drifted.
        case instrumentDrift = "instrument-drift"
        /// The weighing slip's number is that of another case too.
        case ticketReused = "ticket-reused"
        /// The weighing after unloading bears another plate than the first weighing.
        case unloadingPlate = "unloading-plate"
        /// An unloading lies between passages of one case that can no longer be parted.
        case unloadingBetween = "unloading-between"
        /// A station keeps sending something else than a picture that the case lists.
        case pictureUnobtainable = "picture-unobtainable"
    }

    /// What has happened.
    public var kind: Kind
    /// The passage, `source:epoch:seq`, or the alert.
    public var subject: String
    /// Why, in Chinese.
    public var zh: String
    /// Why, in English.
    public var en: String
}

extension ReviewMark {
    /// A picture that was given up: somebody has to look at the station, or at the case.
    static func unobtainable(_ item: MediaNote.Item) -> ReviewMark {
        ReviewMark(
            kind: .pictureUnobtainable,
            subject: subject(of: item),
            zh: "照片 \(item.sha256.prefix(12))…（\(item.reading)）无法取得：\(item.zh ?? "")",
            en: "the picture \(item.sha256.prefix(12))… of \(item.reading) cannot be had: \(item.en ?? "")"
        )
    }

    /// Which picture a mark is about.
    static func subject(of item: MediaNote.Item) -> String { "\(item.reading) \(item.sha256)" }

    /// What an amendment leaves to look at; `nil` when the passage stands as it was told.
    init?(_ amendment: PassageAmendment, was opening: CaseOpening) {
        let passage = amendment.passage
        if amendment.plate != opening.plate {
            self = .plateChanged(of: passage, from: opening.plate, to: amendment.plate)
        } else if amendment.verdict != .overloaded {
            let why = amendment.reasons.map(\.rawValue).joined(separator: ", ")
            self.init(
                kind: .verdict,
                subject: passage,
                zh: "通行 \(passage) 的结论更正为“\(amendment.verdict.chinese)”",
                en: "\(passage) is now \(amendment.verdict.rawValue)" + (why.isEmpty ? "" : " (\(why))")
            )
        } else if opening.comparison != amendment.explanation.comparison {
            self.init(
                kind: .figures,
                subject: passage,
                zh: "通行 \(passage) 的限值或超限量已变化，案件仍按原数值",
                en: "limit or excess of \(passage) have changed; the case still shows the first ones"
            )
        } else {
            return nil
        }
    }

    init(_ drift: InstrumentDrift) {
        self.init(
            kind: .instrumentDrift,
            subject: drift.alert,
            zh: "站点 \(drift.station) 的衡器 \(drift.instrument) 自 \(drift.since) 起示值漂移",
            en: "instrument \(drift.instrument) of station \(drift.station) has drifted since \(drift.since)"
        )
    }

    static func plateChanged(of passage: String, from: String, to: String?) -> ReviewMark {
        ReviewMark(
            kind: .plate,
            subject: passage,
            zh: "通行 \(passage) 的号牌由 \(from) 更正为 \(to ?? "不明")",
            en: "the plate of \(passage) was \(from) and is now \(to ?? "not known")"
        )
    }

    static func ticketReused(_ slip: Slip, other: String) -> ReviewMark {
        ReviewMark(
            kind: .ticketReused,
            subject: slip.passage,
            zh: "检测单编号 \(slip.ticket) 在该站另一案件（\(other)）中已使用",
            en: "the slip's number \(slip.ticket) was used in another case of the station (\(other))"
        )
    }

    static func unloadingPlate(_ unloading: PendingUnloading, first: Slip) -> ReviewMark {
        ReviewMark(
            kind: .unloadingPlate,
            subject: unloading.passage,
            zh: "卸载复检记录的号牌 \(unloading.plate ?? "不明") 与首次称重的号牌 \(first.plate) 不一致",
            en: "weighed after unloading as \(unloading.plate ?? "not known"), first as \(first.plate)"
        )
    }

    static func unloadingBetween(_ end: ActEnd) -> ReviewMark {
        ReviewMark(
            kind: .unloadingBetween,
            subject: end.unloading,
            zh: "车辆于 \(end.at) 卸载，前后通行应为两个行为，但本案已告知，不再自动拆分",
            en: "unloaded at \(end.at): what lies before and after are two acts, but the party was told of one"
        )
    }
}

extension CaseOpening {
    fileprivate var comparison: ExplanationStep? { explanation.comparison }
}

extension [ExplanationStep] {
    /// The step that sets the mass against the limit: equal steps say equal figures.
    fileprivate var comparison: ExplanationStep? { first { $0.step == "comparison" } }
}
