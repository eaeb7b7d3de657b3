import Readings
import Units

/// One vehicle passing one lane.
struct Passing {
    let vehicle: Vehicle
    let lane: LaneTraffic
    let at: Instant
    let speed: MetresPerHour
    /// Shared by the weighing and the pictures, where the station links them.
    let trigger: String?

    /// What the weighing device says.
    func weighing(header: ReadingHeader, instrument: String, _ random: inout SplitMix64) -> StationMessage {
        let load = Loading(vehicle, &random)
        let flags = quality(&random)
        let reading = WeighReading(
            header: header,
            kind: .dynamic,
            instrument: instrument,
            direction: lane.direction,
            speed: speed,
            gross: load.gross,
            axles: load.axles,
            axleCode: random.chance(perThousand: Shares.coded) ? vehicle.layout.code : nil,
            dimensions: vehicle.dimensions,
            trigger: trigger,
            quality: flags,
            imbalance: imbalance(flags, &random),
            clockSynced: true
        )
        let isOver = vehicle.layout.mayBeOverloaded && load.gross > vehicle.layout.limit
        return StationMessage(.weigh(reading), intent: isOver ? .overloaded : [])
    }

    private func quality(_ random: inout SplitMix64) -> QualityFlags {
        guard random.chance(perThousand: Shares.flagged) else { return [] }
        return QualityFlags(random.pick([.straddling, .straddling, .tailgating, .speedChange, .offScale, .imbalance]))
    }

    /// Beyond the usual bound of 150 only where the instrument complains of it.
    private func imbalance(_ flags: QualityFlags, _ random: inout SplitMix64) -> PartsPerThousand? {
        if flags.contains(QualityFlags(.imbalance)) { return PartsPerThousand(random.within(160...320)) }
        guard random.chance(perThousand: Shares.imbalanceKnown) else { return nil }
        return PartsPerThousand(random.below(60) + random.below(60))
    }
}

// MARK: - Pictures

extension Passing {
    /// When the picture of the front is taken: a little after the first axle is weighed.
    func frontAt(_ random: inout SplitMix64) -> Instant { at + Milliseconds(Int64(random.within(0...400))) }

    /// When the picture of the rear is taken: as soon as it has passed.
    func rearAt(front: Instant) -> Instant { front + Milliseconds(vehicle.milliseconds(at: speed)) }

    /// Whether the rear is pictured, too. Only where a trigger links it: by time alone it would be the front of the
    /// vehicle behind.
    func hasRearPicture(_ random: inout SplitMix64) -> Bool {
        trigger != nil && vehicle.layout.form == .articulated && random.chance(perThousand: Shares.rearPicture)
    }

    /// The picture of the front, with the vehicle's plate as the recogniser reads it.
    func frontPicture(header: ReadingHeader, _ random: inout SplitMix64) -> StationMessage {
        var picture = picture(header: header, .front, &random)
        picture.plate = vehicle.plate
        picture.plateColour = vehicle.colour
        if random.chance(perThousand: Shares.misread) {
            picture.plate = Plates.misread(vehicle.plate, &random)
            picture.confidence = PartsPerMillion(random.within(450...790) * 1_000)
            return StationMessage(.camera(picture), intent: .misread)
        }
        if random.chance(perThousand: Shares.unreadPlate) {
            picture.plate = nil
            picture.plateColour = .unknown
            picture.confidence = PartsPerMillion(0)
        }
        return StationMessage(.camera(picture))
    }

    /// The picture of an articulated vehicle's rear. Its plate is the trailer's, so that of the truck is none.
    func rearPicture(header: ReadingHeader, _ random: inout SplitMix64) -> StationMessage {
        var picture = picture(header: header, .rear, &random)
        picture.trailerPlate = vehicle.trailerPlate
        picture.driveAxles = nil
        return StationMessage(.camera(picture))
    }

    private func picture(header: ReadingHeader, _ view: View, _ random: inout SplitMix64) -> CameraReading {
        let layout = vehicle.layout
        let isTruck = layout.form != .car && layout.form != .bus
        let driveAxlesKnown = isTruck && random.chance(perThousand: Shares.driveAxlesKnown)
        let coverKnown = layout.form == .rigid && random.chance(perThousand: Shares.coverKnown)
        return CameraReading(
            header: header,
            plate: nil,
            plateColour: .yellow,
            confidence: PartsPerMillion(random.within(860...995) * 1_000),
            view: view,
            vehicleForm: random.chance(perThousand: Shares.formKnown) ? layout.form : .unknown,
            driveAxles: driveAxlesKnown ? layout.driveAxles : nil,
            covered: coverKnown ? random.chance(perThousand: 900) : nil,
            trigger: trigger,
            clockSynced: true
        )
    }

    /// What a camera saw of it.
    func scene(_ views: [View], at: Instant, station: DemoStation) -> Scene {
        Scene(
            SeenVehicle(vehicle),
            views: views,
            at: at,
            place: station.title,
            station: station.station,
            lane: lane.lane,
            direction: lane.direction,
            speed: speed
        )
    }
}

extension SeenVehicle {
    fileprivate init(_ vehicle: Vehicle) {
        self.init(
            plate: vehicle.plate,
            colour: vehicle.colour,
            trailerPlate: vehicle.trailerPlate,
            form: vehicle.layout.form,
            spacings: vehicle.spacings,
            dimensions: vehicle.dimensions
        )
    }
}
