/// What people fill in or correct later (cases.md, "Case").
public enum CaseField: String, CaseIterable, Codable, Sendable {
    /// 驾驶人: licence number, name, qualification.
    case driver
    /// 承运单位: 统一社会信用代码, or a name where there is none.
    case company
    /// 装载地: the site's number in the register, or in words.
    case loadingSite = "loading_site"
    /// 货物.
    case cargo
    /// 超限运输通行证 number.
    case permit
    /// 情节: what made the act graver, a list of `Circumstance`.
    case circumstances
    /// 备注.
    case notes

    /// The field in Chinese.
    public var chinese: String {
        switch self {
        case .driver: "驾驶人"
        case .company: "承运单位"
        case .loadingSite: "装载地"
        case .cargo: "货物"
        case .permit: "通行证"
        case .circumstances: "情节"
        case .notes: "备注"
        }
    }
}

/// Changes of a case's fields; what stood there before stays in its own event.
public struct CaseAmendment: Hashable, Sendable {
    /// The new values; `nil` takes a value back.
    public let values: [CaseField: [String: RecordedPart]?]

    /// The parts of a driver that may be given.
    public static let driverParts = ["licence", "name", "qualification"]

    /// Reads the body of a change: `{"company": "…", "driver": {"licence": "…", "name": "…"}}`; a driver may also be
    /// the licence number alone (驾驶证号).
    ///
    /// - Throws: that the case may not be amended in its state, or every part that is wrong.
    public init(_ body: [String: StepValue], state: CaseState) throws(StepRefusal) {
        guard state.mayBeAmended else { throw .notAmendable(state) }
        var reader = StepReader(body)
        var values: [CaseField: [String: RecordedPart]?] = [:]
        for field in CaseField.allCases where body[field.rawValue] != nil {
            if reader.has(field.rawValue) {
                values[field] = CaseAmendment.read(field, body[field.rawValue], &reader)
            } else {
                values[field] = .some(nil)
            }
        }
        if body.isEmpty { reader.note(StepFault("body", "没有要修改的内容", "changes nothing")) }
        try reader.finish()
        self.values = values
    }

    private static func read(_ field: CaseField, _ value: StepValue?, _ reader: inout StepReader)
        -> [String: RecordedPart]?
    {
        switch field {
        case .driver:
            if case .parts(let parts) = value { return driver(parts, &reader) }
            return reader.text(field.rawValue).map { ["licence": .personal($0)] }
        case .notes:
            // Free words may name people.
            return reader.text(field.rawValue, charactersMax: StepReader.proseCharactersMax).map {
                ["value": .personal($0)]
            }
        case .circumstances:
            guard let text = reader.text(field.rawValue) else { return nil }
            guard let list = Circumstance.list(text) else {
                reader.note(.unknownCircumstance)
                return nil
            }
            return ["value": .open(.text(list.map(\.rawValue).joined(separator: ",")))]
        case .company, .loadingSite, .cargo, .permit:
            return reader.text(field.rawValue).map { ["value": .open(.text($0))] }
        }
    }

    private static func driver(_ parts: [String: StepValue], _ reader: inout StepReader) -> [String: RecordedPart]? {
        var inner = StepReader(parts)
        var record: [String: RecordedPart] = [:]
        for name in driverParts {
            if let text = inner.optionalText(name) { record[name] = .personal(text) }
        }
        if record["licence"] == nil, record["qualification"] == nil, inner.faults.isEmpty {
            inner.note(
                StepFault(
                    "licence",
                    "缺少：须有驾驶证号（licence）或从业资格证号（qualification）",
                    "is missing: a driver is known by licence or qualification"
                )
            )
        }
        var all = inner.faults
        do {
            try inner.finish()
        } catch .faults(let faults) {
            all = faults
        } catch {}
        for fault in all { reader.note(StepFault("driver/\(fault.part)", fault.zh, fault.en)) }
        return all.isEmpty ? record : nil
    }
}

extension StepFault {
    fileprivate static var unknownCircumstance: StepFault {
        let known = Circumstance.allCases.map(\.rawValue).joined(separator: ", ")
        return StepFault("circumstances", "应为下列之一或多个（逗号分隔）：\(known)", "must be of these, with commas between: \(known)")
    }
}
