import Readings
import Units

extension JSONWriter {
    /// Writes a camera message.
    mutating func camera(_ reading: CameraReading) {
        header(reading.header)
        raw(#","plate":"#)
        string(reading.plate)
        raw(#","plate_colour":"#)
        string(reading.plateColour.rawValue)
        raw(#","confidence":"#)
        decimal(reading.confidence.rawValue, decimals: 6)
        raw(#","view":"#)
        string(reading.view.rawValue)
        raw(#","trailer_plate":"#)
        string(reading.trailerPlate)
        raw(#","vehicle_form":"#)
        string(reading.vehicleForm.rawValue)
        raw(#","drive_axles":"#)
        integer(reading.driveAxles)
        raw(#","covered":"#)
        boolean(reading.covered)
        raw(#","trigger":"#)
        string(reading.trigger)
        raw(#","clock_synced":"#)
        boolean(reading.clockSynced)
        raw(#","object":"#)
        string(reading.object)
        raw(#","media":["#)
        for (place, medium) in reading.media.enumerated() {
            if place > 0 { byte(",") }
            self.medium(medium)
        }
        raw("]}")
    }

    private mutating func medium(_ medium: Medium) {
        raw(#"{"sha256":"#)
        string(medium.sha256.description)
        raw(#","type":"#)
        string(medium.type)
        raw(#","bytes":"#)
        integer(medium.bytes)
        raw(#","view":"#)
        string(medium.view.rawValue)
        byte("}")
    }
}
