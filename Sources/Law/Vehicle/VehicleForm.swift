/// The form of a vehicle, as far as it decides a limit.
public enum VehicleForm: String, CaseIterable, Sendable {
    /// Rigid truck (载货汽车).
    case rigid
    /// Tractor and semitrailer (铰接列车).
    case articulated
    /// Truck and centre-axle trailer (中置轴挂车列车).
    case centreAxle = "centre-axle"
    /// Truck and full trailer (全挂汽车列车).
    case drawbar
    /// A combination (汽车列车) of which no more is known.
    case combination
    /// Bus (客车): no goods vehicle.
    case bus
    /// Passenger car (小客车): no goods vehicle.
    case car
    /// Not known.
    case unknown

    /// Whether the form is a truck or tractor with a trailer.
    public var isCombination: Bool {
        switch self {
        case .articulated, .centreAxle, .drawbar, .combination: true
        case .rigid, .bus, .car, .unknown: false
        }
    }

    /// Whether two sources that say these forms may both be right.
    func agrees(with other: VehicleForm) -> Bool {
        if self == other || self == .unknown || other == .unknown { return true }
        return (self == .combination || other == .combination) && isCombination && other.isCombination
    }

    /// The form in Chinese.
    public var chinese: String {
        switch self {
        case .rigid: "载货汽车"
        case .articulated: "铰接列车"
        case .centreAxle: "中置轴挂车列车"
        case .drawbar: "全挂汽车列车"
        case .combination: "汽车列车"
        case .bus: "客车"
        case .car: "小客车"
        case .unknown: "未知"
        }
    }
}

/// Where the law took a fact of a vehicle from, in the order of preference (law.md §1).
public enum Origin: String, Sendable {
    /// The vehicle register (车辆登记).
    case register
    /// The axle-type code that the station sent.
    case axleCode = "axle-code"
    /// The axle-type code that spacings and tyres gave.
    case derivedCode = "derived-axle-code"
    /// The camera's recogniser, or whoever described the vehicle.
    case camera
    /// The number of axles.
    case axles
    /// Nothing said it.
    case none

    /// The origin in Chinese.
    var chinese: String {
        switch self {
        case .register: "登记信息"
        case .axleCode: "站点上报的轴型代码"
        case .derivedCode: "由轴距和轮胎数推定的轴型代码"
        case .camera: "现场识别"
        case .axles: "轴数"
        case .none: "无来源"
        }
    }

    /// The origin in English.
    var english: String {
        switch self {
        case .register: "the register"
        case .axleCode: "the station's axle-type code"
        case .derivedCode: "the axle-type code derived from spacings and tyres"
        case .camera: "what was seen"
        case .axles: "the number of axles"
        case .none: "no source"
        }
    }
}

/// A kind of vehicle that is judged by figures of its own (Order 62 Art. 3 para 2 item 5; law.md §1).
public enum VehicleKind: String, CaseIterable, Sendable {
    /// A vehicle without figures of its own (普通货车).
    case ordinary
    /// Low-speed truck, tractor or farm vehicle (低速货车、拖拉机).
    case lowSpeed = "low-speed"
    /// Refrigerated vehicle (冷藏车).
    case refrigerated
    /// Special-operation vehicle: crane, pump (专用作业车).
    case specialOperation = "special-operation"
    /// Car carrier (车辆运输车).
    case carCarrier = "car-carrier"

    /// The kind in Chinese.
    var chinese: String {
        switch self {
        case .ordinary: "普通货车"
        case .lowSpeed: "低速货车"
        case .refrigerated: "冷藏车"
        case .specialOperation: "专用作业车"
        case .carCarrier: "车辆运输车"
        }
    }
}
