import Readings
import Units

extension JSONWriter {
    /// Writes a weighing.
    mutating func weigh(_ reading: WeighReading) {
        header(reading.header)
        raw(#","kind":"#)
        string(reading.kind.rawValue)
        raw(#","instrument":"#)
        string(reading.instrument)
        raw(#","direction":"#)
        string(reading.direction.rawValue)
        raw(#","speed_kmh":"#)
        if let speed = reading.speed { decimal(speed.rawValue, decimals: 3) } else { raw("null") }
        raw(#","gross_kg":"#)
        integer(reading.gross.rawValue)
        raw(#","axles":["#)
        for (place, axle) in reading.axles.enumerated() {
            if place > 0 { byte(",") }
            self.axle(axle)
        }
        raw(#"],"axle_code":"#)
        string(reading.axleCode)
        raw(#","dimensions_mm":"#)
        dimensions(reading.dimensions)
        raw(#","trigger":"#)
        string(reading.trigger)
        raw(#","quality":["#)
        for (place, flag) in reading.quality.flags.enumerated() {
            if place > 0 { byte(",") }
            string(flag.rawValue)
        }
        raw(#"],"imbalance_ppt":"#)
        integer(reading.imbalance?.rawValue)
        raw(#","data_status":"#)
        string(reading.dataStatus.rawValue)
        raw(#","clock_synced":"#)
        boolean(reading.clockSynced)
        raw(#","inspection":"#)
        inspection(reading.inspection)
        byte("}")
    }

    private mutating func axle(_ axle: Axle) {
        raw(#"{"load_kg":"#)
        integer(axle.load.rawValue)
        raw(#","spacing_mm":"#)
        integer(axle.spacing?.rawValue)
        raw(#","tyres":"#)
        integer(axle.tyres?.rawValue)
        byte("}")
    }

    private mutating func dimensions(_ dimensions: Dimensions?) {
        guard let dimensions else { return raw("null") }
        raw(#"{"length":"#)
        integer(dimensions.length?.rawValue)
        raw(#","width":"#)
        integer(dimensions.width?.rawValue)
        raw(#","height":"#)
        integer(dimensions.height?.rawValue)
        byte("}")
    }

    private mutating func inspection(_ inspection: Inspection?) {
        guard let inspection else { return raw("null") }
        raw(#"{"ticket":"#)
        string(inspection.ticket)
        raw(#","plate":"#)
        string(inspection.plate)
        raw(#","plate_colour":"#)
        string(inspection.plateColour?.rawValue)
        raw(#","officers":["#)
        for (place, officer) in inspection.officers.enumerated() {
            raw(place > 0 ? #",{"name":"# : #"{"name":"#)
            string(officer.name)
            raw(#","certificate":"#)
            string(officer.certificate)
            byte("}")
        }
        raw(#"],"police_officer":"#)
        string(inspection.policeOfficer)
        raw(#","driver":"#)
        driver(inspection.driver)
        raw(#","company":"#)
        string(inspection.company)
        raw(#","loading_site":"#)
        string(inspection.loadingSite)
        raw(#","cargo":"#)
        string(inspection.cargo)
        raw(#","of":"#)
        string(inspection.firstTicket)
        byte("}")
    }

    private mutating func driver(_ driver: Driver?) {
        guard let driver else { return raw("null") }
        raw(#"{"name":"#)
        string(driver.name)
        raw(#","licence":"#)
        string(driver.licence)
        raw(#","qualification":"#)
        string(driver.qualification)
        byte("}")
    }
}
