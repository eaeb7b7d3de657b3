public import Units

/// How many trucks a company has registered, day by day.
public struct Fleet: Hashable, Sendable {
    /// From which day on it has so many; `nil`: nobody knows.
    public let steps: [(day: CivilDate, trucks: Int?)]

    /// A fleet as the register has it; before the first step it is unknown.
    public init(_ steps: [(day: CivilDate, trucks: Int?)]) {
        self.steps = steps.sorted { $0.day < $1.day }
    }

    /// Trucks on a day; `nil` when nobody knows, and then there is no ratio but an open question.
    public func trucks(on day: CivilDate) -> Int? { steps.last { $0.day <= day }?.trucks }

    /// The days on which it changes.
    public var changes: [CivilDate] { steps.map(\.day) }

    /// Two are equal when they say the same.
    public static func == (left: Fleet, right: Fleet) -> Bool {
        left.steps.count == right.steps.count
            && zip(left.steps, right.steps).allSatisfy { $0.day == $1.day && $0.trucks == $1.trucks }
    }

    /// Hashes the days.
    public func hash(into hasher: inout Hasher) { hasher.combine(changes) }
}
