import CaseStore
import Enforcement
import Units

/// A passage of a case as JSON.
struct PassageJSON: Encodable {
    let passage: CasePassage

    private enum Key: String, CodingKey {
        case passage, station, instrument, basis, at
        case grossKg = "gross_kg"
        case excessKg = "excess_kg"
        case carries, stands
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(passage.passage, forKey: .passage)
        try container.encode(passage.station, forKey: .station)
        try container.encode(passage.instrument, forKey: .instrument)
        try container.encode(passage.basis, forKey: .basis)
        try container.encode(passage.at, forKey: .at)
        try container.encode(passage.gross, forKey: .grossKg)
        try container.encode(passage.excess, forKey: .excessKg)
        try container.encode(passage.carries, forKey: .carries)
        try container.encode(passage.stands, forKey: .stands)
    }
}

/// What officers wrote down, as JSON with the names of the feed contract.
struct OnSiteJSON: Encodable {
    let onSite: CaseOnSite
    let isMasked: Bool

    private enum Key: String, CodingKey {
        case passage, ticket, officers
        case policeOfficer = "police_officer"
        case driver, company
        case loadingSite = "loading_site"
        case cargo
    }

    private enum DriverKey: String, CodingKey {
        case name, licence, qualification
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(onSite.passage, forKey: .passage)
        try container.encode(onSite.ticket, forKey: .ticket)
        try container.encode(isMasked ? onSite.officers.map(\.masked) : onSite.officers, forKey: .officers)
        try container.encode(shown(onSite.policeOfficer), forKey: .policeOfficer)
        var driver = container.nestedContainer(keyedBy: DriverKey.self, forKey: .driver)
        try driver.encode(shown(onSite.driverName), forKey: .name)
        try driver.encode(shown(onSite.driverLicence), forKey: .licence)
        try driver.encode(shown(onSite.driverQualification), forKey: .qualification)
        try container.encode(shown(onSite.company), forKey: .company)
        try container.encode(onSite.loadingSite, forKey: .loadingSite)
        try container.encode(onSite.cargo, forKey: .cargo)
    }
}

extension OnSiteJSON {
    private func shown(_ text: String?) -> String? { isMasked ? text?.masked : text }
}

extension OnSiteRecord.Officer {
    fileprivate var masked: OnSiteRecord.Officer {
        var officer = self
        officer.name = name.masked
        officer.certificate = certificate.masked
        return officer
    }
}

/// An axle group against its limit, as JSON.
struct AxleGroupJSON: Encodable {
    let group: AxleGroupLoad

    private enum Key: String, CodingKey {
        case axles
        case loadKg = "load_kg"
        case limitKg = "limit_kg"
        case rule
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode([group.first, group.last], forKey: .axles)
        try container.encode(group.load, forKey: .loadKg)
        try container.encode(group.limit, forKey: .limitKg)
        try container.encode(group.rule, forKey: .rule)
    }
}

/// A weighing after unloading as JSON.
struct UnloadingJSON: Encodable {
    let unloading: UnloadingNote

    private enum Key: String, CodingKey {
        case passage, station, at, of, ticket
        case grossBeforeKg = "gross_before_kg"
        case grossAfterKg = "gross_after_kg"
        case limitKg = "limit_kg"
        case unloadedKg = "unloaded_kg"
        case isUnloaded = "is_unloaded"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(unloading.passage, forKey: .passage)
        try container.encode(unloading.station, forKey: .station)
        try container.encode(unloading.at, forKey: .at)
        try container.encode(unloading.firstTicket, forKey: .of)
        try container.encode(unloading.ticket, forKey: .ticket)
        try container.encode(unloading.grossBefore, forKey: .grossBeforeKg)
        try container.encode(unloading.grossAfter, forKey: .grossAfterKg)
        try container.encode(unloading.limit, forKey: .limitKg)
        try container.encode(unloading.unloaded, forKey: .unloadedKg)
        try container.encode(unloading.isUnloaded, forKey: .isUnloaded)
    }
}
