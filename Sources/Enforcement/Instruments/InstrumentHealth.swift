import Readings
import Units

/// Whether an instrument still shows what it showed: the mean steering-axle load of loaded combinations, which hardly
/// moves while the scale is right, against its own four weeks before.
struct InstrumentHealth: Sendable {
    /// Vehicles that a mean takes.
    static let vehiclesMin = 200
    /// Days of the baseline.
    static let baselineDays = 28
    /// Days that may be put together to reach `vehiclesMin` on a quiet road.
    private static let recentDaysMax = 7
    /// The means are compared after so many vehicles.
    static let examinedEvery = 10
    /// A mean off its baseline by more than so many parts per hundred is a drift.
    private static let driftPercent: Int64 = 3

    let station: Name
    let instrument: String
    /// By day; as many as baseline and recent days take.
    private(set) var days: [InstrumentDay] = []
    /// The day since which the mean is off; its baseline stays what it was before.
    private(set) var driftSince: CivilDate?

    /// The days that have changed since they were asked for last.
    private var changed: [CivilDate] = []

    init(station: Name, instrument: String) {
        self.station = station
        self.instrument = instrument
    }

    /// - Returns: whether it is the first change since the changed days were asked for.
    mutating func change(_ day: CivilDate) -> Bool {
        if changed.contains(day) { return false }
        changed.append(day)
        return changed.count == 1
    }

    mutating func takeChanged() -> [InstrumentDay] {
        defer { changed.removeAll(keepingCapacity: true) }
        return days.filter { changed.contains($0.day) }
    }

    /// The change of state that a weighing has brought.
    enum Change {
        case none
        case drifts(since: CivilDate, percent: Int64)
        case isOver
    }

    /// The index of a day; it is made where it is missing. `nil` for a day before all that is kept.
    mutating func index(of day: CivilDate) -> Int? {
        if let last = days.last, last.day == day { return days.count - 1 }
        let index = days.firstIndex { $0.day >= day } ?? days.count
        if index < days.count, days[index].day == day { return index }
        if index == 0, days.count >= InstrumentHealth.baselineDays { return nil }
        days.insert(InstrumentDay(station: station, instrument: instrument, day: day), at: index)
        if days.count > 2 * InstrumentHealth.baselineDays {
            days.removeFirst()
            return index - 1
        }
        return index
    }

    subscript(index: Int) -> InstrumentDay {
        get { days[index] }
        _modify { yield &days[index] }
    }

    /// Takes up a day after a restart; days come in order.
    mutating func recall(_ day: InstrumentDay, certified: CivilDate?) {
        guard let index = index(of: day.day) else { return }
        days[index] = day
        // What a new certificate has ended is over for good, and the day counts anew.
        while case .isOver = examine(upTo: index, certified: certified) {}
    }

    /// Compares the latest days with those before.
    ///
    /// - Parameter certified: since when the instrument's certificate is good: a later verification ends a drift, and
    ///   what was shown before it is no measure any more, since the scale may have been adjusted.
    mutating func examine(upTo last: Int, certified: CivilDate?) -> Change {
        if let since = driftSince, let certified, certified > since {
            driftSince = nil
            return .isOver
        }
        var (first, recent) = (last, Sum(days[last]))
        while recent.count < InstrumentHealth.vehiclesMin, first > 0,
            certified.map({ $0 <= days[first - 1].day }) ?? true,
            days[last].day.dayNumber - days[first - 1].day.dayNumber < InstrumentHealth.recentDaysMax
        {
            first -= 1
            recent.add(days[first])
        }
        guard recent.count >= InstrumentHealth.vehiclesMin else { return .none }
        let baseline = baseline(before: first, certified: certified)
        guard baseline.count >= InstrumentHealth.vehiclesMin else { return .none }
        return take(recent, baseline, first: days[first].day, isWholeDay: first == last)
    }

    private func baseline(before first: Int, certified: CivilDate?) -> Sum {
        let end = min(driftSince ?? days[first].day, days[first].day)
        let earliest = CivilDate(dayNumber: end.dayNumber - InstrumentHealth.baselineDays)
        let start = max(earliest, certified ?? earliest)
        var sum = Sum()
        for day in days[..<first] where day.day >= start && day.day < end { sum.add(day) }
        return sum
    }

    private mutating func take(_ recent: Sum, _ baseline: Sum, first: CivilDate, isWholeDay: Bool) -> Change {
        // mean / baseline − 1 in parts per hundred, compared without dividing.
        let difference = recent.sum * baseline.count - baseline.sum * recent.count
        let whole = baseline.sum * recent.count
        let isOff = abs(difference) * 100 > InstrumentHealth.driftPercent * whole
        switch (driftSince, isOff) {
        case (nil, true):
            driftSince = first
            return .drifts(since: first, percent: difference * 100 / max(1, whole))
        case (_?, false) where isWholeDay:
            driftSince = nil
            return .isOver
        default: return .none
        }
    }

    private struct Sum {
        var count: Int64 = 0
        var sum: Int64 = 0

        init() {}

        init(_ day: InstrumentDay) { add(day) }

        mutating func add(_ day: InstrumentDay) {
            count += Int64(day.steered)
            sum += day.steeringSum
        }
    }
}

/// The health of all instruments, each by its place.
struct InstrumentHealths: Sendable {
    private var all: [InstrumentHealth] = []
    private var index: [Key: Int] = [:]
    /// The places of those whose days have changed.
    private var changed: [Int] = []

    private struct Key: Hashable {
        let station: Name
        let instrument: String
    }

    /// The instrument's place; it gets one when it is new.
    mutating func place(of instrument: String, at station: Name) -> Int {
        let key = Key(station: station, instrument: instrument)
        if let place = index[key] { return place }
        all.append(InstrumentHealth(station: station, instrument: instrument))
        index[key] = all.count - 1
        return all.count - 1
    }

    /// The day since which an instrument drifts; `nil` while it does not.
    func driftSince(_ place: Int) -> CivilDate? { all[place].driftSince }

    func name(_ place: Int) -> String { all[place].instrument }

    /// Takes up a day after a restart; those of an instrument come in order.
    mutating func recall(_ day: InstrumentDay, certified: CivilDate?) {
        all[place(of: day.instrument, at: day.station)].recall(day, certified: certified)
    }

    /// Notes what a weighing shows of its instrument.
    ///
    /// - Returns: the day up to which the instrument is to be examined, where that is due.
    mutating func note(_ reading: WeighReading, _ place: Int) -> Int? {
        guard let day = change(place, reading.header.at.day) else { return nil }
        all[place][day].note(reading)
        let isDue = InstrumentDay.isTelling(reading) && all[place][day].steered % InstrumentHealth.examinedEvery == 0
        return isDue ? day : nil
    }

    mutating func examine(_ place: Int, upTo day: Int, certified: CivilDate?) -> InstrumentHealth.Change {
        all[place].examine(upTo: day, certified: certified)
    }

    /// Notes what came of a passage, in place of what it was.
    mutating func note(_ outcome: PassageOutcome, was: PassageOutcome?, on day: CivilDate, _ place: Int) {
        guard let day = change(place, day) else { return }
        if let was { all[place][day].note(was, by: -1) }
        all[place][day].note(outcome)
    }

    /// The days that have changed since they were asked for last.
    mutating func takeChanged() -> [InstrumentDay] {
        defer { changed.removeAll(keepingCapacity: true) }
        return changed.flatMap { all[$0].takeChanged() }
    }

    private mutating func change(_ place: Int, _ day: CivilDate) -> Int? {
        guard let index = all[place].index(of: day) else { return nil }
        if all[place].change(day) { changed.append(place) }
        return index
    }
}
