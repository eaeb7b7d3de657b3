import Enforcement
import Foundation
import Law
import Readings
import Units

/// One run: a new core hears all of a street's readings.
struct Measurement {
    private static let slice = 20_000

    private(set) var settled = 0
    private(set) var paired = 0
    private(set) var overloaded = 0
    private(set) var effects = 0
    private let passages: Int
    private var piping = Duration.zero
    private var judging = Duration.zero

    init(_ plan: Street.Plan, passages: Int, _ book: RuleBook) {
        self.passages = passages
        var street = Street(plan)
        var pipeline = Pipeline(settings: PipelineSettings(), stations: street.stations, rules: book)
        let clock = ThreadClock()
        for start in stride(from: 0, to: passages, by: Measurement.slice) {
            var events = street.next(min(Measurement.slice, passages - start))
            let vehicles = events.compactMap(Weighed.init)
            piping += clock.measure { tell(&events, to: &pipeline) }
            judging += clock.measure { for vehicle in vehicles { effects += vehicle.judge(book) } }
        }
        piping += clock.measure { settleAll(&pipeline) }
    }

    var passagesPerSecond: Int { Int(Double(passages) / (piping / .seconds(1))) }
    var assessmentsPerSecond: Int { Int(Double(passages) / (judging / .seconds(1))) }

    /// Tells the core as the daemon does: readings are handed over, and what follows from one is taken before the next one
    /// is told.
    private mutating func tell(_ events: inout [Event], to pipeline: inout Pipeline) {
        var effects: [Effect] = []
        events.reverse()
        while let event = events.popLast() {
            pipeline.apply(event, effects: &effects)
            take(&effects)
        }
    }

    private mutating func settleAll(_ pipeline: inout Pipeline) {
        guard let deadline = pipeline.nextDeadline else { return }
        var effects: [Effect] = []
        pipeline.apply(.tick(deadline + .hours(1)), effects: &effects)
        take(&effects)
    }

    private mutating func take(_ effects: inout [Effect]) {
        for effect in effects {
            self.effects += 1
            guard case .settled(let passage) = effect else { continue }
            settled += 1
            if !passage.sightings.isEmpty { paired += 1 }
            if passage.verdict == .overloaded { overloaded += 1 }
        }
        effects.removeAll(keepingCapacity: true)
    }
}

/// The time that this thread has run on a core: what else the machine does meanwhile is not counted.
private struct ThreadClock {
    func measure(_ body: () -> Void) -> Duration {
        let start = now
        body()
        return now - start
    }

    private var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

/// A weighing as the law is told of it.
private struct Weighed {
    private let vehicle: VehicleDescription
    private let weighing: Weighing
    private let day: CivilDate

    init?(_ event: Event) {
        guard case .weighed(let reading, _) = event else { return nil }
        vehicle = VehicleDescription(
            axles: reading.axles.map {
                AxleDescription(spacing: $0.spacing, dualTyres: $0.tyres.map { $0 == .dual }, load: $0.load)
            },
            axleCode: reading.axleCode,
            cameraForm: reading.axles.count > 3 ? .articulated : .rigid,
            driveAxles: reading.axles.count > 4 ? 2 : nil
        )
        weighing = Weighing(gross: reading.gross, isDynamic: true, accuracyClass: "5")
        day = reading.header.at.day
    }

    /// - Returns: 0, in a way that the compiler cannot foresee.
    func judge(_ book: RuleBook) -> Int {
        book.determine(vehicle, weighing: weighing, on: day).assessment.axles == 0 ? 1 : 0
    }
}
