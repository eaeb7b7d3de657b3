// What marks, reasons, findings and verdicts say in words.

extension Verdict {
    /// The verdict in Chinese.
    public var chinese: String {
        switch self {
        case .compliant: "合规"
        case .overloaded: "超限"
        case .notEvidence: "不能作为证据"
        case .exempt: "豁免"
        case .ambiguous: "存疑"
        case .unpaired: "无匹配图像"
        }
    }
}

extension Unknown {
    /// What is taken where this is not known.
    func explanation(source: String) -> ExplanationStep {
        let (zh, en) = words
        return ExplanationStep(step: rawValue, zh: zh, en: en, source: source)
    }

    var words: (zh: String, en: String) {
        switch self {
        case .driveAxles: ("驱动轴数未知，按双驱动轴认定", "driven axles unknown, two are taken")
        case .form: ("车型未知，按限值较高的车型认定", "form unknown, the one with the higher limit is taken")
        case .wideTyres:
            ("单轮胎是否为宽胎未知，按宽胎认定，不扣减", "width of the single tyres unknown, wide ones are taken, nothing comes off")
        case .licenceMass: ("行驶证总质量未知，无法认定限值", "total mass on the licence unknown, there is no limit to judge by")
        case .noClass: ("法规未规定该轴数载货汽车的限定标准，不予认定", "no class of the law holds this vehicle")
        }
    }
}

extension Reason {
    /// The reason in words.
    public var words: (zh: String, en: String) {
        switch self {
        case .noRuleInForce: ("当日无有效规则", "no rule was in force on the day")
        case .axles: ("轴数不足两轴", "fewer than two axles")
        case .notGoodsVehicle: ("不属于货运车辆", "not a goods vehicle")
        case .specialOperation: ("专用作业车，行驶证总质量不明，不认定为超限运输车辆", "special-operation vehicle without a known licence mass")
        case .permit: ("持有有效的超限运输车辆通行证", "covered by a permit")
        case .instrumentClass: ("衡器准确度等级不明，称重数据不得作为行政处罚的证据", "the instrument's accuracy class is not known")
        case .instrumentUnknown: ("衡器未登记", "the instrument is not registered")
        case .instrumentUnverified: ("衡器未经检定或检定过期", "the instrument is not verified on the day")
        case .speedRange: ("车速超出检定范围", "speed outside the verified range")
        case .speedUnknown: ("车速未知", "speed unknown")
        case .straddling: ("跨道行驶", "straddling")
        case .tailgating: ("跟车过近", "tailgating")
        case .speedChange: ("在衡器上加减速", "changed speed on the sensor")
        case .stopAndGo: ("在衡器上停走", "stopped on the sensor")
        case .offScale: ("未完全驶过衡器", "partly beside the sensor")
        case .imbalance: ("左右不平衡", "left and right differ too much")
        case .sensorFault: ("传感器故障", "sensor fault")
        case .dataStatus: ("数据经人工处理", "the reading was edited")
        case .clockSuspect: ("设备时钟可疑", "a clock is suspect")
        case .axleSum: ("各轴载荷之和与总质量不符，称重数据不得作为行政处罚的证据", "the axle loads do not add up to the gross mass")
        case .plateMissing: ("未识别号牌", "no plate was read")
        case .plateConfidence: ("号牌识别置信度不足", "the plate was read with too little confidence")
        case .vehicleUncertain: ("不能确定为同一车辆", "it is not certain that picture and weighing are of one vehicle")
        case .instrumentDrift: ("衡器疑似漂移", "ordinary traffic shows that the instrument has drifted")
        }
    }
}

extension Finding {
    /// The finding as a step; `nil` where the figures are a step already.
    public var explanation: ExplanationStep? {
        guard let (zh, en) = words else { return nil }
        return ExplanationStep(step: rawValue, zh: zh, en: en, source: compared)
    }

    /// What was held against each other.
    private var compared: String {
        switch self {
        case .axleCodeUnreadable: "axle-code"
        case .axleCodeContradictsAxles: "axle-code, axles"
        case .axleCodeContradictsSpacings: "axle-code, spacings"
        case .axleCodeContradictsTyres: "axle-code, tyres"
        case .formContradiction: "register, axle-code, camera"
        case .driveAxlesContradiction: "register, axle-code, camera"
        case .driveTyresContradiction: "tyres"
        case .vehicleKindContradiction, .licenceContradiction: "register, camera"
        case .permitMass, .permitDimensions: "permit"
        case .platePattern: "GA 36-2018"
        case .registerDifference: "交通运输部令2016年第62号 第四十五条"
        case .uncoveredLoad: "camera"
        case .wrongWay: "公路安全保护条例 第六十七条"
        case .axleGroupOver, .lengthOver, .widthOver, .heightOver: "weigh"
        }
    }

    private var words: (zh: String, en: String)? {
        switch self {
        case .axleCodeUnreadable:
            ("上报的轴型代码不属于该站点的代码体系，不予采用", "the reported axle-type code is none of the station's dialect, it is not used")
        case .axleCodeContradictsAxles:
            ("上报的轴型代码与实测轴数不符，不予采用", "the reported axle-type code names another number of axles, it is not used")
        case .axleCodeContradictsSpacings:
            ("轴距与上报的轴型代码不符，以上报代码为准", "the spacings make other groups than the reported code, which counts")
        case .axleCodeContradictsTyres:
            ("轮胎与上报的轴型代码不符，以实测轮胎为准", "the tyres are others than the reported code says, the tyres count")
        case .formContradiction: ("各来源的车型不一致", "two sources say different forms")
        case .driveAxlesContradiction: ("各来源的驱动轴数不一致", "two sources say different numbers of driven axles")
        case .driveTyresContradiction:
            ("驱动轴轮胎的说明与实测不一致", "the drive axles are said to have other tyres than were seen")
        case .vehicleKindContradiction:
            ("登记的车辆类别与现场不一致，以登记为准", "the register says another kind of vehicle, and counts")
        case .licenceContradiction:
            ("登记的质量参数与现场出示的不一致，以登记为准", "the register says other masses than were shown, and counts")
        case .permitMass: ("质量超过通行证载明的质量", "more mass than the permit allows")
        case .permitDimensions: ("尺寸超过通行证载明的尺寸", "greater dimensions than the permit allows")
        case .platePattern: ("号牌不符合编号规则，按识别结果保留", "the plate fits no pattern, it is kept as read")
        case .registerDifference:
            ("车辆与登记信息不符，抄告公安机关交通管理部门", "the vehicle differs from its register entry: copied to the police")
        case .uncoveredLoad: ("散装货物未密闭、未覆盖", "a bulk load was not covered")
        case .wrongWay: ("逆行通过衡器", "drove over the sensor against the lane's way")
        case .axleGroupOver, .lengthOver, .widthOver, .heightOver: nil
        }
    }
}
