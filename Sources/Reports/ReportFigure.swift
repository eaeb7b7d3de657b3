/// A figure of a report, in the order of its columns; all of them are whole numbers that can be added up.
public enum ReportFigure: String, CaseIterable, Sendable {
    /// Weighings assessed.
    case passages
    /// Of those on evidence, so that they say yes or no: within the limit, over it, or exempt.
    case assessed
    /// Of those over the limit.
    case overloaded
    /// By how much, together.
    case excess = "excess_kg"
    /// Passages whose weighing cannot be evidence.
    case notEvidence = "not_evidence"
    /// Passages without a picture.
    case unpaired
    /// Passages that could be more than one vehicle's.
    case ambiguous
    /// Runs of readings that became known as lost.
    case gaps
    /// Of those the ones of which nobody can know how long they are.
    case openGaps = "open_gaps"
    /// Readings in the others.
    case lostReadings = "lost_readings"
    /// Cases opened by the daemon.
    case opened = "cases_opened"
    /// Cases filed.
    case confirmed = "cases_confirmed"
    /// Cases decided.
    case decided = "cases_decided"
    /// Cases closed.
    case closed = "cases_closed"
    /// Cases not filed.
    case dismissed = "cases_dismissed"
    /// Decisions taken back.
    case revoked = "cases_revoked"
    /// Mass that weighings after unloading have shown to be off the vehicles.
    case unloaded = "unloaded_kg"
    /// Decisions that are a fine.
    case fines
    /// Those fines together.
    case fine = "fine_yuan"
    /// Referrals, copies and transfers issued.
    case referralsIssued = "referrals_issued"
    /// Those that nobody had acknowledged in time on the last day.
    case referralsOverdue = "referrals_overdue"
    /// Instruments whose certificate ends within `ReportFigure.expiringDays` of the last day.
    case instrumentsExpiring = "instruments_expiring"
    /// Instruments whose last certificate ended before the last day.
    case instrumentsExpired = "instruments_expired"

    /// Days before its end from which a certificate is listed.
    public static let expiringDays = 30

    /// Whether stations alone have it.
    public var isOfStations: Bool {
        switch self {
        case .gaps, .openGaps, .lostReadings, .instrumentsExpiring, .instrumentsExpired: true
        default: false
        }
    }

    /// The column's heading in Chinese.
    public var chinese: String {
        switch self {
        case .passages: "过车（辆次）"
        case .assessed: "有效检测（辆次）"
        case .overloaded: "超限（辆次）"
        case .excess: "超限质量（kg）"
        case .notEvidence: "不能作为证据（辆次）"
        case .unpaired: "无匹配图像（辆次）"
        case .ambiguous: "存疑（辆次）"
        case .gaps: "数据缺失（处）"
        case .openGaps: "其中长度不明（处）"
        case .lostReadings: "丢失数据（条）"
        case .opened: "新增线索（件）"
        case .confirmed: "立案（件）"
        case .decided: "决定（件）"
        case .closed: "结案（件）"
        case .dismissed: "不予立案（件）"
        case .revoked: "撤销（件）"
        case .unloaded: "卸载质量（kg）"
        case .fines: "罚款（件）"
        case .fine: "罚款金额（元）"
        case .referralsIssued: "发出移送、抄告（件）"
        case .referralsOverdue: "逾期未签收（件）"
        case .instrumentsExpiring: "30日内到期衡器（台）"
        case .instrumentsExpired: "证书已过期衡器（台）"
        }
    }

    /// The column's heading in English.
    public var english: String {
        switch self {
        case .passages: "passages"
        case .assessed: "on evidence"
        case .overloaded: "overloaded"
        case .excess: "excess kg"
        case .notEvidence: "not evidence"
        case .unpaired: "unpaired"
        case .ambiguous: "ambiguous"
        case .gaps: "gaps"
        case .openGaps: "gaps of unknown length"
        case .lostReadings: "readings lost"
        case .opened: "cases opened"
        case .confirmed: "filed"
        case .decided: "decided"
        case .closed: "closed"
        case .dismissed: "dismissed"
        case .revoked: "revoked"
        case .unloaded: "unloaded kg"
        case .fines: "fines"
        case .fine: "fines, yuan"
        case .referralsIssued: "referrals issued"
        case .referralsOverdue: "referrals overdue"
        case .instrumentsExpiring: "certificates that end within 30 days"
        case .instrumentsExpired: "certificates that have ended"
        }
    }
}
