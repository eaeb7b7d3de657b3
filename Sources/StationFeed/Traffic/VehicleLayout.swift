import Readings
import Units

/// A kind of vehicle on Henan's roads: its axles, what it weighs empty and how its load lies on it.
struct VehicleLayout: Sendable {
    /// The axle-type code in dialect b; `nil` for cars, which stations do not classify.
    let code: String?
    /// The form.
    let form: RecognisedForm
    /// Driven axles.
    let driveAxles: Int
    /// The limit of its gross mass (annex to Order 62 of 2016).
    let limit: Kilograms
    /// The gross mass it is built for; the limit on vehicles that may be overloaded.
    let laden: Kilograms
    /// How often it is met, against the other rows of its table.
    let share: Int
    /// The axle groups from the front.
    let groups: [Group]

    /// A group of axles: one digit of the axle-type code.
    struct Group: Sendable {
        let axles: Int
        let tyres: Tyres
        /// Distance in mm to the group in front.
        let gap: ClosedRange<Int>
        /// Empty, in kg.
        let tare: Int
        /// Its part of the load, in percent.
        let payload: Int

        /// Distance in mm within the group: less than 1 800, or the axles would not be one group; and in the class of
        /// spacings with the highest group limit, as trucks are built.
        var inner: ClosedRange<Int> { axles == 2 ? 1_320...1_400 : 1_310...1_400 }
    }

    /// Empty mass.
    var tare: Kilograms { Kilograms(groups.reduce(0) { $0 + $1.tare }) }

    /// Whether more than the limit is ever loaded; nobody overloads a car to 18 t.
    var mayBeOverloaded: Bool { laden == limit }

    /// Whether a trailer is drawn, with a plate of its own.
    var hasTrailer: Bool { form == .articulated || form == .centreAxle || form == .drawbar }

    /// Describes a vehicle by its groups' digits: 1 single axle with single tyres, 2 single axle with dual tyres, 5
    /// tandem and 9 tridem with dual tyres.
    init(
        _ digits: String,
        _ form: RecognisedForm,
        drive: Int,
        limit: Int,
        laden: Int? = nil,
        share: Int,
        gaps: [ClosedRange<Int>],
        tare: [Int],
        payload: [Int]
    ) {
        code = form == .car ? nil : digits
        self.form = form
        driveAxles = drive
        self.limit = Kilograms(limit)
        self.laden = Kilograms(laden ?? limit)
        self.share = share
        groups = digits.enumerated().map { place, digit in
            Group(
                axles: digit == "9" ? 3 : digit == "5" ? 2 : 1,
                tyres: digit == "1" ? .single : .dual,
                // The first has nothing in front.
                gap: place == 0 ? 0...0 : gaps[place - 1],
                tare: tare[place],
                payload: payload[place]
            )
        }
    }
}
