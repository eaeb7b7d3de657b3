import Readings
import Units

/// A weighing as far as its members were read.
struct WeighDraft: ~Copyable {
    var header = HeaderDraft()
    private var kind: WeighingKind?
    private var instrument: String?
    private var direction: Direction?
    private var speed: MetresPerHour?
    private var gross: Int?
    private var axles: [Axle] = []
    private var axleCode: String?
    private var dimensions: Dimensions?
    private var trigger: String?
    private var quality: QualityFlags = []
    private var imbalance: Int?
    private var dataStatus = DataStatus.raw
    private var clockSynced: Bool?
    private var inspection: Inspection?

    /// Reads the document.
    mutating func read(_ examination: inout Examination) {
        let table = Tables.weigh
        let repeated = examination.members(of: Tape.root, in: table, depth: 1) { examination, member, value in
            if member < table.headerCount {
                header.take(table.header(member), value, &examination)
            } else {
                take(table[member], value, &examination)
            }
        }
        header.forget(repeated)
    }

    /// The weighing when nothing was wrong, which implies that all that is required was read.
    consuming func verdict(_ examination: borrowing Examination, _ topic: TopicParts) -> Decoded {
        guard examination.faults.isEmpty, let head = header.header, let kind, let instrument, let direction, let gross
        else { return .invalid(InvalidMessage(examination.faults, topic, header)) }
        let reading = WeighReading(
            header: head,
            kind: kind,
            instrument: instrument,
            direction: direction,
            speed: speed,
            gross: Kilograms(gross),
            axles: axles,
            axleCode: axleCode,
            dimensions: dimensions,
            trigger: trigger,
            quality: quality,
            imbalance: imbalance.map { PartsPerThousand($0) },
            dataStatus: dataStatus,
            clockSynced: clockSynced,
            inspection: inspection
        )
        return .weigh(reading)
    }

    @inline(__always)
    private mutating func take(_ field: WeighField, _ value: Int, _ examination: inout Examination) {
        switch field {
        case .kind: kind = examination.choice(value, Vocabulary.weighingKind)
        case .instrument: instrument = examination.string(value)
        case .direction: direction = examination.choice(value, Vocabulary.direction)
        case .speed: speed = examination.speedOrNull(value)
        case .gross: gross = examination.integer(value, FeedLimits.grossKg)
        case .axles: axles = examination.axles(value)
        case .axleCode: axleCode = examination.stringOrNull(value)
        case .dimensions: dimensions = examination.dimensionsOrNull(value)
        case .trigger: trigger = examination.stringOrNull(value)
        case .quality: quality = examination.quality(value)
        case .imbalance: imbalance = examination.integerOrNull(value, FeedLimits.imbalance)
        case .dataStatus: dataStatus = examination.choice(value, Vocabulary.dataStatus) ?? .raw
        case .clockSynced: clockSynced = examination.booleanOrNull(value)
        case .inspection: inspection = examination.inspectionOrNull(value)
        }
    }
}

/// Readers of what only a weighing has.
extension Examination {
    /// Reads the axles; a wrong number of them is one fault, and they are not read then.
    mutating func axles(_ index: Int) -> [Axle] {
        guard isArray(index) else { return [] }
        let count = tape.count(ofArrayAt: index)
        guard FeedLimits.axles.contains(count) else {
            let (least, most) = (FeedLimits.axles.lowerBound, FeedLimits.axles.upperBound)
            reject(index, "must have \(least) to \(most) axles, but has \(count)")
            return []
        }
        var axles: [Axle] = []
        axles.reserveCapacity(count)
        elements(of: index) { examination, element in
            if examination.isObject(element) { axles.append(examination.axle(element, isFirst: element == index + 1)) }
        }
        return axles
    }

    @inline(__always)
    private mutating func axle(_ index: Int, isFirst: Bool) -> Axle {
        let table = isFirst ? Tables.firstAxle : Tables.axle
        var axle = Axle(load: Kilograms(0))
        members(of: index, in: table, depth: 3) { examination, member, value in
            switch table[member] {
            case .load: axle.load = Kilograms(examination.integer(value, FeedLimits.axleLoadKg) ?? 0)
            case .spacing: axle.spacing = examination.spacing(value, isFirst: isFirst)
            case .tyres: axle.tyres = examination.tyresOrNull(value)
            }
        }
        return axle
    }

    @inline(__always)
    private mutating func spacing(_ index: Int, isFirst: Bool) -> Millimetres? {
        guard isFirst else { return integer(index, FeedLimits.spacingMm).map { Millimetres($0) } }
        if !tape.isNull(at: index) { reject(index, must: "be null on the first axle") }
        return nil
    }

    @inline(__always)
    private mutating func tyresOrNull(_ index: Int) -> Tyres? {
        if tape.isNull(at: index) { return nil }
        if tape.kind(at: index) == .integer, let tyres = Tyres(rawValue: tape.integer(at: index)) { return tyres }
        return unusualTyres(index)
    }

    @inline(never)
    private mutating func unusualTyres(_ index: Int) -> Tyres? {
        if tape.kind(at: index) == .double, let number = Int(exactly: tape.double(at: index)),
            let tyres = Tyres(rawValue: number)
        {
            return tyres
        }
        reject(index, must: "be 2, 4 or null")
        return nil
    }

    /// Reads the outer dimensions.
    mutating func dimensionsOrNull(_ index: Int) -> Dimensions? {
        if tape.isNull(at: index) { return nil }
        guard isObject(index) else { return nil }
        var dimensions = Dimensions()
        members(of: index, in: Tables.dimensions, depth: 2) { examination, member, value in
            let length = examination.integerOrNull(value, FeedLimits.dimensionMm).map { Millimetres($0) }
            switch Tables.dimensions[member] {
            case .length: dimensions.length = length
            case .width: dimensions.width = length
            case .height: dimensions.height = length
            }
        }
        return dimensions
    }

    /// Reads the quality flags; one that comes twice is there once.
    mutating func quality(_ index: Int) -> QualityFlags {
        guard isArray(index) else { return [] }
        var flags: QualityFlags = []
        elements(of: index) { examination, element in
            if let flag = examination.choice(element, Vocabulary.quality) { flags.insert(QualityFlags(flag)) }
        }
        return flags
    }
}
