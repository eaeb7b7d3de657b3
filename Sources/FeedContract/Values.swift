import Readings
import Units

/// Readers of single values. The compiler keeps the wording of faults out of the way of valid values.
extension Examination {
    /// Reads an integer; `nil` is a fault.
    @inline(__always)
    mutating func integer(_ index: Int, _ range: ClosedRange<Int>) -> Int? {
        if tape.kind(at: index) == .integer, range.contains(tape.integer(at: index)) { return tape.integer(at: index) }
        return unusualInteger(index, range, orNull: false)
    }

    /// Reads an integer or null; `nil` is null or a fault.
    @inline(__always)
    mutating func integerOrNull(_ index: Int, _ range: ClosedRange<Int>) -> Int? {
        if tape.kind(at: index) == .integer, range.contains(tape.integer(at: index)) { return tape.integer(at: index) }
        return tape.isNull(at: index) ? nil : unusualInteger(index, range, orNull: true)
    }

    /// An integer is one by its value, since JSON has but one number type: `52300.0` and `5.23e4` are 52300.
    @inline(never)
    private mutating func unusualInteger(_ index: Int, _ range: ClosedRange<Int>, orNull: Bool) -> Int? {
        // The range lies within ±2^53, so a double in it is exact.
        if tape.kind(at: index) == .double, let value = Int(exactly: tape.double(at: index)), range.contains(value) {
            return value
        }
        reject(index, must: Reasons.integer(range, orNull: orNull))
        return nil
    }

    /// Reads a number that need not be an integer; `nil` is null or a fault.
    ///
    /// - Parameter range: the values allowed, which are at most three digits long.
    @inline(__always)
    mutating func number(_ index: Int, _ range: ClosedRange<Int>, orNull: Bool) -> Double? {
        if orNull, tape.isNull(at: index) { return nil }
        let kind = tape.kind(at: index)
        let value = kind == .double ? tape.double(at: index) : kind == .integer ? Double(tape.integer(at: index)) : .nan
        if value >= Double(range.lowerBound), value <= Double(range.upperBound) { return value }
        reject(index, must: Reasons.number(range, orNull: orNull))
        return nil
    }

    /// Reads a string; `nil` is a fault.
    @inline(__always)
    mutating func string(_ index: Int) -> String? {
        if tape.kind(at: index) == .string { return String(decoding: tape.string(at: index), as: UTF8.self) }
        reject(index, must: "be a string")
        return nil
    }

    /// Reads a string or null; `nil` is null or a fault.
    ///
    /// An empty string says no more than null: taken for a plate or a trigger it would make all vehicles without one
    /// the same.
    @inline(__always)
    mutating func stringOrNull(_ index: Int) -> String? {
        if tape.kind(at: index) == .string {
            let bytes = tape.string(at: index)
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }
        if !tape.isNull(at: index) { reject(index, must: "be a string or null") }
        return nil
    }

    /// Reads `true`, `false` or null; `nil` is null or a fault.
    @inline(__always)
    mutating func booleanOrNull(_ index: Int) -> Bool? {
        switch tape.kind(at: index) {
        case .true: return true
        case .false: return false
        case .null: return nil
        default:
            reject(index, must: "be true, false or null")
            return nil
        }
    }

    /// Reads one of some strings; `nil` is a fault, or null where that is allowed.
    @inline(__always)
    mutating func choice<Value>(_ index: Int, _ choices: Choices<Value>, orNull: Bool = false) -> Value? {
        if tape.kind(at: index) == .string, let value = choices[tape.word(at: index)] { return value }
        if !orNull || !tape.isNull(at: index) { rejectChoice(index, Value.self, orNull: orNull) }
        return nil
    }

    @inline(never)
    private mutating func rejectChoice<Value: CaseIterable & RawRepresentable<String>>(
        _ index: Int,
        _: Value.Type,
        orNull: Bool
    ) {
        reject(index, must: Reasons.choice(Value.allCases.map(\.rawValue), orNull: orNull))
    }

    /// Reads km/h, to the nearest metre per hour (half of one goes up); `nil` is null or a fault.
    @inline(__always)
    mutating func speedOrNull(_ index: Int) -> MetresPerHour? {
        number(index, FeedLimits.speedKmh, orNull: true).map { MetresPerHour(Int(($0 * 1_000).rounded())) }
    }

    /// Reads 0…1 in millionths, rounded down; `nil` is a fault.
    @inline(__always)
    mutating func fraction(_ index: Int) -> PartsPerMillion? {
        guard let value = number(index, 0...1, orNull: false) else { return nil }
        // `value` times a million may come out a hair below the whole number that was meant (0.000007 does), so the
        // nearest one stands unless it is truly greater than what was sent.
        let nearest = Int((value * 1_000_000).rounded())
        return PartsPerMillion(Double(nearest) / 1_000_000 > value ? nearest - 1 : nearest)
    }
}
