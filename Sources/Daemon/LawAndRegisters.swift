public import CaseStore
public import Enforcement
public import Law
import Logging
import Readings
import Registry
import Storage
import Synchronization
public import Units

/// What counters and referrals rest on: the rule packs, the days off and the registers, as this daemon is configured.
///
/// Asked on the case store's task. A company's fleet takes a look at each of its vehicles, so it is remembered until the next
/// import.
public final class LawAndRegisters: CountingBasis {
    /// Companies remembered; at the bound all are forgotten, and asked for again as they come.
    static let rememberedMax = 10_000

    private struct Law {
        var book: RuleBook
        var calendar: WorkingCalendar?
        /// Rises with every reload that changes it.
        var generation = 0
    }

    private let law: Mutex<Law>
    private let registers: RegistryReader?
    private let remembered = Mutex((generation: Int64(-1), fleets: [String: Fleet]()))

    /// Takes a configuration that was checked; without registers nothing is known of anybody.
    ///
    /// - Throws: GRDB's errors when the registers are there and cannot be opened; `ConfigurationError` for the calendar.
    public init(_ configuration: DaemonConfiguration) throws {
        let main = configuration.main
        law = Mutex(Law(book: configuration.rules, calendar: try configuration.calendar()))
        do {
            registers = try RegistryReader(directory: main.dataDirectory)
        } catch StoreError.missing {
            registers = nil
        }
    }

    /// The rules in force on a day.
    public func rules(on day: CivilDate) -> RulesInForce? { law.withLock { $0.book }.rules(on: day) }

    /// Takes the rule packs and days off of a configuration that was read again.
    func replace(_ book: RuleBook, _ calendar: WorkingCalendar?) {
        law.withLock { $0 = Law(book: book, calendar: calendar, generation: $0.generation + 1) }
    }

    /// Whether it rests on these rule packs and days off.
    func follows(_ book: RuleBook, _ calendar: WorkingCalendar?) -> Bool {
        law.withLock { $0.book.packs == book.packs && $0.calendar == calendar }
    }

    /// Another number whenever the rule packs or days off have become others.
    var lawGeneration: Int { law.withLock { $0.generation } }

    /// The last day of a term; `nil` when the calendar does not reach so far.
    public func due(_ deadline: Deadline, from day: CivilDate) -> CivilDate? {
        guard let calendar = law.withLock({ $0.calendar }) else {
            return deadline.unit == .workingDays
                ? nil : try? deadline.due(from: day, calendar: WorkingCalendar(years: []))
        }
        return try? deadline.due(from: day, calendar: calendar)
    }

    /// What the registers say of a subject; `nil` when they cannot be read, and the counters go on with what they said last.
    public func facts(of subject: CountedSubject, on day: CivilDate) -> SubjectFacts? {
        guard let registers else { return nil }
        return try? facts(of: subject, on: day, registers)
    }

    /// The number of the registers' last import; `nil` when they cannot be read.
    var registersGeneration: Int64? { try? registers?.generation() }

    private func facts(
        of subject: CountedSubject,
        on day: CivilDate,
        _ registers: RegistryReader
    ) throws -> SubjectFacts {
        switch subject.kind {
        case .vehicle:
            let (plate, colour) = CountedSubject.parts(ofVehicle: subject.key)
            let known = colour.flatMap(PlateColour.init(rawValue:)) ?? .unknown
            return SubjectFacts(issued: try registers.plate(plate, colour: known, on: day).vehicle?.certificateIssued)
        case .driver: return SubjectFacts(issued: try registers.driver(subject.key, on: day)?.qualificationIssued)
        case .company:
            return SubjectFacts(
                issued: try registers.company(subject.key, on: day)?.licenceIssued,
                fleet: try fleet(of: subject.key, registers)
            )
        case .loadingSite:
            let kind: LoadingSiteFine.Kind? =
                switch try registers.site(subject.key, on: day)?.kind {
                case .freightStation: .freightStation
                case .source: .other
                case nil: nil
                }
            return SubjectFacts(site: kind)
        }
    }

    private func fleet(of company: String, _ registers: RegistryReader) throws -> Fleet {
        let generation = try registers.generation()
        let known = remembered.withLock { state -> Fleet? in
            if state.generation != generation { state = (generation, [:]) }
            return state.fleets[company]
        }
        if let known { return known }
        let fleet = Fleet(try registers.fleetHistory(of: company))
        remembered.withLock { state in
            if state.fleets.count >= LawAndRegisters.rememberedMax { state.fleets.removeAll() }
            if state.generation == generation { state.fleets[company] = fleet }
        }
        return fleet
    }
}

extension RulesInForce {
    /// What decides who is referred: when it changes, everybody is counted anew.
    var countingFingerprint: String {
        let rules = penalties.map { "\($0.rule.citation) \($0.subject.rawValue) \($0.trigger)" }
        return (rules + [settings.referralYear?.value.rawValue ?? "-", "\(settings.warningsCount?.value ?? true)"])
            .joined(separator: "; ")
    }
}
