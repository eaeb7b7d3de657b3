/// What was not known, and what law.md §1 says is taken instead.
public enum Unknown: String, CaseIterable, Codable, Sendable {
    /// The tractor's driven axles: two are taken.
    case driveAxles = "drive-axles-unknown"
    /// The form on three or four axles: the one with the higher limit is taken.
    case form = "form-unknown"
    /// Whether single tyres are wide ones: they are taken for wide, so that nothing comes off the limit.
    case wideTyres = "wide-tyres-unknown"
    /// The total mass on the licence of a vehicle that is judged by it.
    case licenceMass = "licence-mass-unknown"
    /// No class of the law holds such a vehicle.
    case noClass = "no-class"
}

/// Why a verdict is what it is, beyond the comparison of masses; a barred weighing names every reason. Where there is no
/// limit to compare with, the mark among the unknowns says why.
public enum Reason: String, CaseIterable, Codable, Sendable {
    /// No rule pack with gross-mass limits is in force on the day.
    case noRuleInForce = "no-rule-in-force"
    /// Fewer than two axles.
    case axles
    /// A bus, a car, or a two-axle vehicle up to 3 500 kg.
    case notGoodsVehicle = "not-goods-vehicle"
    /// A special-operation vehicle whose licence's total mass is not known.
    case specialOperation = "special-operation"
    /// A permit for an over-limit transport covers mass and dimensions.
    case permit
    /// A dynamic weighing by an instrument whose accuracy class is not known.
    case instrumentClass = "instrument-class"
    /// The instrument is not in the register.
    case instrumentUnknown = "instrument-unknown"
    /// The instrument's certificate does not cover the day.
    case instrumentUnverified = "instrument-unverified"
    /// The speed is outside the instrument's verified range.
    case speedRange = "speed-range"
    /// A dynamic weighing without a speed.
    case speedUnknown = "speed-unknown"
    /// The instrument marked its own reading: not within one lane.
    case straddling
    /// The instrument marked its own reading: too close behind another vehicle.
    case tailgating
    /// The instrument marked its own reading: accelerated or braked on the sensor.
    case speedChange = "speed-change"
    /// The instrument marked its own reading: stopped on the sensor.
    case stopAndGo = "stop-and-go"
    /// The instrument marked its own reading: partly beside the sensor.
    case offScale = "off-scale"
    /// Left and right differ by more than the instrument's bound, or the instrument says so.
    case imbalance
    /// The instrument reports itself faulty.
    case sensorFault = "sensor-fault"
    /// An operator changed the reading.
    case dataStatus = "data-status"
    /// A device's clock is not to be trusted.
    case clockSuspect = "clock-suspect"
    /// The axle loads do not add up to the gross mass.
    case axleSum = "axle-sum"
    /// No plate was read.
    case plateMissing = "plate-missing"
    /// The plate was read with too little confidence.
    case plateConfidence = "plate-confidence"
    /// More than one vehicle could be meant: the picture was found by time alone, and not where it is certain.
    case vehicleUncertain = "vehicle-uncertain"
    /// Ordinary traffic shows that the instrument has drifted since it was verified.
    case instrumentDrift = "instrument-drift"
}

/// A contradiction between sources, or a breach that is no case by itself; recorded and shown, and no verdict.
public enum Finding: String, CaseIterable, Codable, Sendable {
    /// The station's axle-type code is not one of its dialect.
    case axleCodeUnreadable = "axle-code-unreadable"
    /// The station's axle-type code names another number of axles than were weighed; the code is not used.
    case axleCodeContradictsAxles = "axle-code-contradicts-axles"
    /// The spacings make other groups than the station's axle-type code; the code counts.
    case axleCodeContradictsSpacings = "axle-code-contradicts-spacings"
    /// The tyres are others than the station's axle-type code says; the tyres count.
    case axleCodeContradictsTyres = "axle-code-contradicts-tyres"
    /// Two sources say different forms.
    case formContradiction = "form-contradiction"
    /// Two sources say different numbers of driven axles.
    case driveAxlesContradiction = "drive-axles-contradiction"
    /// The drive axles are said to have other tyres than were seen on them.
    case driveTyresContradiction = "drive-tyres-contradiction"
    /// The register says another kind of vehicle than was seen.
    case vehicleKindContradiction = "vehicle-kind-contradiction"
    /// The register says another licence mass, rated load or kerb mass than was shown.
    case licenceContradiction = "licence-contradiction"
    /// An axle or axle group carries more than its limit: shown, and no case by itself.
    case axleGroupOver = "axle-group-over-limit"
    /// Longer than is allowed.
    case lengthOver = "length-over-limit"
    /// Wider than is allowed.
    case widthOver = "width-over-limit"
    /// Higher than is allowed.
    case heightOver = "height-over-limit"
    /// The permit allows less mass than was weighed.
    case permitMass = "permit-mass-exceeded"
    /// The permit allows smaller dimensions than were measured.
    case permitDimensions = "permit-dimensions-exceeded"
    /// The plate fits no pattern of GA 36; kept as it was read.
    case platePattern = "plate-pattern"
    /// The vehicle differs from its register entry: copied to the police (Order 62 Art. 45).
    case registerDifference = "register-difference"
    /// A bulk load was not covered (扬尘).
    case uncoveredLoad = "uncovered-load"
    /// Drove over the sensor against the lane's way.
    case wrongWay = "wrong-way"
}

/// What came of judging one weighing.
public enum Verdict: String, CaseIterable, Codable, Sendable {
    /// Not over the limit (合规).
    case compliant
    /// Over the limit, and the weighing is evidence (超限).
    case overloaded
    /// The weighing cannot be evidence (不能作为证据).
    case notEvidence = "not-evidence"
    /// Lawful by an exemption or a permit (豁免).
    case exempt
    /// More than one vehicle could be meant (存疑).
    case ambiguous
    /// No picture belongs to the weighing (无匹配图像).
    case unpaired
}
