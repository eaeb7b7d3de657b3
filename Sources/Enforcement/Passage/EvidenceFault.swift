public import Law
public import Readings
public import Units

/// One thing that bars a weighing from being evidence: what was found, and what would have been needed (law.md §2, §5).
public enum EvidenceFault: Hashable, Sendable {
    /// The instrument is in no register and in no station's file.
    case instrumentUnknown(id: String)
    /// No certificate covers the day; the nearest one is named.
    case instrumentUnverified(InstrumentProfile, on: CivilDate)
    /// Ordinary traffic shows that the instrument has drifted since a day.
    case instrumentDrift(id: String, since: CivilDate)
    /// The speed is outside the range that the instrument was verified for.
    case speedRange(MetresPerHour, needed: ClosedRange<MetresPerHour>)
    /// A dynamic weighing without a speed.
    case speedUnknown(needed: ClosedRange<MetresPerHour>)
    /// The instrument marked its own reading.
    case quality(QualityFlag)
    /// Left and right differ by more than the instrument's bound.
    case imbalance(PartsPerThousand, most: PartsPerThousand)
    /// An operator changed the reading.
    case dataStatus(DataStatus)
    /// A device's clock is not to be trusted.
    case clock(Source, ClockFault)
    /// No plate was read.
    case plateMissing
    /// The plate was read with too little confidence.
    case plateConfidence(PartsPerMillion, least: PartsPerMillion)
    /// More than one vehicle could be meant.
    case vehicleUncertain

    /// Why a clock is suspect.
    public enum ClockFault: Hashable, Sendable {
        /// The device says so itself.
        case unsynced
        /// Its instant lies ahead of the time of receipt.
        case ahead(Milliseconds)
        /// Its instant lies farther behind the time of receipt than `max_lag`.
        case behind(Milliseconds, most: Milliseconds)
        /// Its heartbeat shows a clock that is off, or it was set back.
        case off
        /// It disagrees with the other device about the same vehicle.
        case apart(Milliseconds)
    }

    /// The reason under which it stands.
    public var reason: Reason {
        switch self {
        case .instrumentUnknown: .instrumentUnknown
        case .instrumentUnverified: .instrumentUnverified
        case .instrumentDrift: .instrumentDrift
        case .speedRange: .speedRange
        case .speedUnknown: .speedUnknown
        case .quality(let flag): Reason(flag)
        case .imbalance: .imbalance
        case .dataStatus: .dataStatus
        case .clock: .clockSuspect
        case .plateMissing: .plateMissing
        case .plateConfidence: .plateConfidence
        case .vehicleUncertain: .vehicleUncertain
        }
    }
}

extension EvidenceFault {
    /// The fault as a step of the passage's explanation.
    public var step: ExplanationStep {
        let (found, needed) = (self.found, self.needed)
        return ExplanationStep(
            step: reason.rawValue,
            zh: "\(found.zh)；应当：\(needed.zh)",
            en: "\(found.en); needed: \(needed.en)",
            source: source
        )
    }

    private typealias Words = (zh: String, en: String)

    private var found: Words {
        switch self {
        case .instrumentUnknown(let id): return ("衡器 \(id) 未登记", "the instrument \(id) is not registered")
        case .instrumentUnverified(let instrument, let day):
            let term = "\(instrument.validFrom) – \(instrument.validUntil)"
            return (
                "衡器 \(instrument.id) 检定证书 \(instrument.certificate)（\(term)）不含行为日 \(day)",
                "certificate \(instrument.certificate) of \(instrument.id) (\(term)) does not cover \(day)"
            )
        case .instrumentDrift(let id, let since):
            return ("衡器 \(id) 自 \(since) 起疑似漂移", "the instrument \(id) shows a drift since \(since)")
        case .speedRange(let speed, _): return ("车速 \(speed)", "speed \(speed)")
        case .imbalance(let found, let most):
            return (
                "左右不平衡 \(found.rawValue)‰，上限 \(most.rawValue)‰", "imbalance \(found.rawValue)‰ over \(most.rawValue)‰"
            )
        case .dataStatus(let status): return ("数据状态 \(status.rawValue)", "data status \(status.rawValue)")
        case .clock(let source, let fault): return fault.words(source)
        case .plateConfidence(let found, _):
            return ("号牌识别置信度 \(found.fractionText)", "plate read with confidence \(found.fractionText)")
        case .speedUnknown, .quality, .plateMissing, .vehicleUncertain: return reason.words
        }
    }

    private var needed: Words {
        switch self {
        case .instrumentUnknown: ("衡器已登记并经检定", "a registered and verified instrument")
        case .instrumentUnverified: ("行为日在检定有效期内", "a certificate that covers the day")
        case .instrumentDrift: ("重新检定后无漂移", "a new verification, or traffic without drift")
        case .speedRange(_, let range), .speedUnknown(let range):
            (
                "车速在检定范围 \(range.lowerBound)–\(range.upperBound) 内",
                "a speed within \(range.lowerBound)–\(range.upperBound)"
            )
        case .quality: ("车辆完整、匀速、居中驶过衡器", "one vehicle passing the sensor wholly, steadily and within its lane")
        case .imbalance: ("不超过上限", "no more than the bound")
        case .dataStatus: ("未经人工处理的原始数据（raw）", "the reading as measured (raw)")
        case .clock: ("时钟与授时一致", "a synchronised clock")
        case .plateMissing: ("清晰可辨的号牌", "a plate that was read")
        case .plateConfidence(_, let least):
            ("置信度不低于 \(least.fractionText)", "confidence of at least \(least.fractionText)")
        case .vehicleUncertain:
            (
                "触发号关联，或已知时钟偏移且时间吻合，或前后无其他车辆",
                "a shared trigger, or a known clock offset that fits, or no other vehicle near"
            )
        }
    }

    private var source: String {
        switch self {
        case .instrumentUnknown, .instrumentUnverified: "交通运输部令2016年第62号 第三十八条；JJG 907-2006"
        case .instrumentDrift, .imbalance, .quality, .speedRange, .speedUnknown: "JJG 907-2006；行政处罚法 第四十一条"
        case .dataStatus, .clock, .plateMissing, .plateConfidence, .vehicleUncertain: "行政处罚法 第四十一条"
        }
    }
}

extension EvidenceFault.ClockFault {
    fileprivate func words(_ source: Source) -> (zh: String, en: String) {
        switch self {
        case .unsynced: ("设备 \(source) 报告时钟未同步", "\(source) says that its clock is not synchronised")
        case .ahead(let span): ("设备 \(source) 时钟超前 \(span)", "the clock of \(source) is \(span) ahead")
        case .behind(let span, let most):
            ("设备 \(source) 的时间落后 \(span)，上限 \(most)", "\(source) is \(span) behind, more than \(most)")
        case .off: ("设备 \(source) 时钟异常", "the clock of \(source) is off")
        case .apart(let span):
            ("设备 \(source) 与衡器的时间相差 \(span)", "\(source) and the scale are \(span) apart for the same vehicle")
        }
    }
}

extension Reason {
    init(_ flag: QualityFlag) {
        switch flag {
        case .straddling: self = .straddling
        case .tailgating: self = .tailgating
        case .speedChange: self = .speedChange
        case .stopAndGo: self = .stopAndGo
        case .offScale: self = .offScale
        case .imbalance: self = .imbalance
        case .sensorFault: self = .sensorFault
        }
    }
}
