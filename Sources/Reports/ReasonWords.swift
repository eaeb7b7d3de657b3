public import Law

extension Reason {
    /// The reason in a few Chinese words, for a column.
    public var chinese: String {
        switch self {
        case .noRuleInForce: "无有效规则"
        case .axles: "轴数不足"
        case .notGoodsVehicle: "非货车"
        case .specialOperation: "专项作业车总质量不明"
        case .permit: "超限运输许可"
        case .instrumentClass: "准确度等级不明"
        case .instrumentUnknown: "衡器未登记"
        case .instrumentUnverified: "衡器未检定"
        case .speedRange: "超出检定速度"
        case .speedUnknown: "速度不明"
        case .straddling: "跨道"
        case .tailgating: "跟车过近"
        case .speedChange: "加减速"
        case .stopAndGo: "停走"
        case .offScale: "偏离秤台"
        case .imbalance: "偏载"
        case .sensorFault: "衡器故障"
        case .dataStatus: "数据被修改"
        case .clockSuspect: "时钟可疑"
        case .axleSum: "轴重与总质量不符"
        case .plateMissing: "无号牌"
        case .plateConfidence: "号牌置信度低"
        case .vehicleUncertain: "车辆不能唯一确定"
        case .instrumentDrift: "衡器漂移"
        }
    }
}
