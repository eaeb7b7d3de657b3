import Readings

/// Readers of the on-site record, where anything may be absent or null.
extension Examination {
    /// Reads the record.
    mutating func inspectionOrNull(_ index: Int) -> Inspection? {
        if tape.isNull(at: index) { return nil }
        guard isObject(index) else { return nil }
        var inspection = Inspection()
        members(of: index, in: Tables.inspection, depth: 2) { examination, member, value in
            switch Tables.inspection[member] {
            case .ticket: inspection.ticket = examination.stringOrNull(value)
            case .plate: inspection.plate = examination.stringOrNull(value)
            case .plateColour:
                inspection.plateColour = examination.choice(value, Vocabulary.plateColour, orNull: true)
            case .officers: inspection.officers = examination.officersOrNull(value)
            case .policeOfficer: inspection.policeOfficer = examination.stringOrNull(value)
            case .driver: inspection.driver = examination.driverOrNull(value)
            case .company: inspection.company = examination.stringOrNull(value)
            case .loadingSite: inspection.loadingSite = examination.stringOrNull(value)
            case .cargo: inspection.cargo = examination.stringOrNull(value)
            case .firstTicket: inspection.firstTicket = examination.stringOrNull(value)
            }
        }
        return inspection
    }

    private mutating func officersOrNull(_ index: Int) -> [Officer] {
        guard !tape.isNull(at: index), isArray(index) else { return [] }
        let count = tape.count(ofArrayAt: index)
        guard FeedLimits.officers.contains(count) else {
            reject(index, "must have at most \(FeedLimits.officers.upperBound) officers, but has \(count)")
            return []
        }
        var officers: [Officer] = []
        elements(of: index) { examination, element in
            if examination.isObject(element) { officers.append(examination.officer(element)) }
        }
        return officers
    }

    private mutating func officer(_ index: Int) -> Officer {
        var officer = Officer(name: "", certificate: "")
        members(of: index, in: Tables.officer, depth: 4) { examination, member, value in
            let text = examination.string(value) ?? ""
            switch Tables.officer[member] {
            case .name: officer.name = text
            case .certificate: officer.certificate = text
            }
        }
        return officer
    }

    private mutating func driverOrNull(_ index: Int) -> Driver? {
        if tape.isNull(at: index) { return nil }
        guard isObject(index) else { return nil }
        var driver = Driver()
        members(of: index, in: Tables.driver, depth: 3) { examination, member, value in
            let text = examination.stringOrNull(value)
            switch Tables.driver[member] {
            case .name: driver.name = text
            case .licence: driver.licence = text
            case .qualification: driver.qualification = text
            }
        }
        return driver
    }
}
