public import CaseStore
import Enforcement
public import Journal
import Law
import Readings
public import Registry
public import Reports
import Units

/// Makes reports from the stores: passages from the journal, cases and referrals from the case store, companies and
/// certificates from the registers and the stations' files.
///
/// What it reads it reads once, in order; the stores may be written meanwhile.
public struct ReportMaker {
    private let stations: [StationFile]
    /// The stations that may be counted; `nil` for all there ever were.
    private let allowed: Set<String>?
    private let journal: JournalReader
    private let cases: CaseReader
    private let registers: RegistryReader?

    /// - Parameters:
    ///   - stations: the stations that are configured, of those that may be counted.
    ///   - allowed: the stations that may be counted; `nil` for all there ever were.
    ///   - registers: `nil` where there are none; then nobody knows a company.
    public init(
        stations: [StationFile],
        allowed: Set<String>?,
        journal: JournalReader,
        cases: CaseReader,
        registers: RegistryReader?
    ) {
        (self.stations, self.allowed) = (stations, allowed)
        (self.journal, self.cases, self.registers) = (journal, cases, registers)
    }

    /// Makes a report.
    ///
    /// - Throws: the stores' errors.
    public func make(_ period: ReportPeriod, by groupings: [ReportGrouping]) throws -> Report {
        var tally = ReportTally(period, by: groupings, stations: stations.map(ReportStation.init))
        let keptFrom = try countPassages(period, byCompany: groupings.contains(.company), &tally)
        for group in try journal.gapGroups(from: period.start, until: period.end) where isAllowed(group.station) {
            let place = ReportPlace(station: group.station, company: nil)
            tally.count(.gaps, group.gaps, at: place)
            tally.count(.openGaps, group.openGaps, at: place)
            tally.count(.lostReadings, group.readings, at: place)
        }
        try countCases(period, &tally)
        try countReferrals(period, &tally)
        try countInstruments(on: period, &tally)
        return try tally.report(keptFrom: keptFrom) { try registers?.company($0, on: period.last)?.name }
    }

    private func isAllowed(_ station: String) -> Bool { allowed?.contains(station) ?? true }

    private func countPassages(
        _ period: ReportPeriod,
        byCompany: Bool,
        _ tally: inout ReportTally
    ) throws -> Instant? {
        let span = PassageSpan(
            start: period.start,
            end: period.end,
            lateMax: ReportPeriod.lateMax,
            aheadMax: ReportPeriod.aheadMax
        )
        return try journal.passageGroups(span, byVehicle: byCompany) { group in
            guard isAllowed(group.station) else { return }
            tally.count(
                group.verdict,
                group.count,
                reasons: group.reasons,
                excess: group.excess,
                at: ReportPlace(station: group.station, company: try company(of: group.vehicle))
            )
        }
    }

    private func company(of vehicle: PassageGroup.Vehicle?) throws -> String {
        guard let vehicle, let plate = vehicle.plate, let registers else { return "" }
        let colour = vehicle.colour.flatMap(PlateColour.init(rawValue:)) ?? .unknown
        return ReportPlace.company(try registers.company(ofPlate: plate, colour: colour, on: vehicle.day))
    }

    private func countCases(_ period: ReportPeriod, _ tally: inout ReportTally) throws {
        try cases.countedEvents(from: period.start, until: period.end) { event in
            guard isAllowed(event.place.station) else { return }
            let place = ReportPlace(event.place)
            if let figure = event.kind.figure { tally.count(figure, at: place) }
            if let fine = event.fine {
                tally.count(.fines, at: place)
                tally.count(.fine, fine, at: place)
            }
            if let unloaded = event.unloaded { tally.count(.unloaded, unloaded, at: place) }
        }
    }

    private func countReferrals(_ period: ReportPeriod, _ tally: inout ReportTally) throws {
        for referral in try cases.countedReferrals(from: period.first, to: period.last) {
            let places = referral.places.filter { isAllowed($0.station) }.map(ReportPlace.init)
            // One whose cases were erased belongs to nobody's district.
            guard !places.isEmpty || allowed == nil else { continue }
            if referral.isIssued { tally.count(once: .referralsIssued, at: places) }
            if referral.isOverdue { tally.count(once: .referralsOverdue, at: places) }
        }
    }

    /// Of each instrument of the stations' files the certificate that ends last counts, be it there or in the register.
    private func countInstruments(on period: ReportPeriod, _ tally: inout ReportTally) throws {
        let registered = Dictionary(grouping: try registers?.instruments() ?? [], by: \.id)
        for station in stations {
            let place = ReportPlace(station: station.profile.station.text, company: nil)
            for entry in station.instruments {
                let known = (registered[entry.profile.id] ?? []).compactMap(\.validity.until)
                let end = ([entry.profile.validUntil] + known).max() ?? entry.profile.validUntil
                let left = end.dayNumber - period.last.dayNumber
                if left < 0 {
                    tally.count(.instrumentsExpired, at: place)
                } else if left <= ReportFigure.expiringDays {
                    tally.count(.instrumentsExpiring, at: place)
                }
            }
        }
    }
}

extension ReportStation {
    fileprivate init(_ file: StationFile) {
        self.init(
            id: file.profile.station.text,
            name: file.name,
            district: file.district,
            districtName: file.districtName
        )
    }
}

extension ReportPlace {
    fileprivate init(_ place: CountedPlace) {
        self.init(station: place.station, company: ReportPlace.company(place.company))
    }

    /// A company is known by its credit code alone: anything else may be somebody's name.
    fileprivate static func company(_ text: String?) -> String {
        text.flatMap { CreditCode.isValid($0) ? $0 : nil } ?? ""
    }
}

extension CaseEventKind {
    /// The figure that counts it; `nil` for what no report counts.
    fileprivate var figure: ReportFigure? {
        switch self {
        case .opened: .opened
        case .confirmed: .confirmed
        case .decided: .decided
        case .closed: .closed
        case .dismissed: .dismissed
        case .revoked: .revoked
        default: nil
        }
    }
}
