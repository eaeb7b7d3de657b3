/// How often things happen, in parts per thousand of what each is about.
enum Shares {
    /// Of passages: cars, and coaches; the rest are trucks.
    static let cars = 500
    static let buses = 20
    /// Of trucks: those of the fleet, which come again.
    static let fleet = 650
    /// Of passages: no picture at all.
    static let missingPictures = 20
    /// Of passages with a picture: a plate with one wrong character, and none read.
    static let misread = 20
    static let unreadPlate = 5
    /// Of passages: the instrument's own complaint about its reading.
    static let flagged = 5
    /// Of passages: a trigger links weighing and pictures.
    static let triggered = 900
    /// Of trucks' weighings: the station gives an axle-type code.
    static let coded = 980
    /// Of weighings: left and right wheels are weighed apart.
    static let imbalanceKnown = 900
    /// Of pictures: the recogniser tells the form, and a truck's driven axles.
    static let formKnown = 930
    static let driveAxlesKnown = 750
    /// Of articulated vehicles' passages with a picture: a second one of the rear, with the trailer's plate.
    static let rearPicture = 600
    /// Of rigid trucks' pictures: whether the load is covered can be seen.
    static let coverKnown = 500
}
