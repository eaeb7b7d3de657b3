public import Law
import Readings
import Units

/// A weighing and the pictures that a trigger links to it, from receipt until the lane forgets it.
struct LanePassage: Timed {
    let record: WeighRecord
    let key: TimeKey
    /// The pictures that share its trigger, in the order of the cameras' numbers.
    private(set) var linked: [PictureRecord] = []
    /// The truck that an officer or a linked picture names; a picture by time cannot contest it.
    private(set) var namedNumber: String?
    var stage = Stage.open
    /// Whether it was looked at once all cameras had passed its window; looking again would find the same.
    var wasExamined = false
    /// What went out already, until it is settled.
    var published: Passage?
    /// What it had come to when it was settled or amended.
    var outcome: PassageOutcome?
    /// Whether the devices' clocks were learnt from it; once is enough.
    var hasTold = false
    /// Whether it was handed to the case store: what it becomes then amends that.
    var isHandedOver = false
    /// The alerts that stand on it.
    var alerts: [Alert] = []

    /// How far it has come.
    enum Stage {
        /// Its window has not passed.
        case open
        /// Its window has passed without a picture: one may still come, until the time to settle is over.
        case aside
        /// Stored; what comes late amends it.
        case settled
    }

    init(_ record: WeighRecord) {
        self.record = record
        key = record.key
        namedNumber = record.inspectedNumber
    }

    var trigger: String? { record.reading.trigger }

    /// Whether no linked picture and no officer shows which vehicle it was.
    var showsNobody: Bool { linked.isEmpty && namedNumber == nil }

    mutating func link(_ picture: PictureRecord) {
        linked.insertInSequence(picture)
        rename()
    }

    /// Gives the linked pictures back: their trigger has turned out to name two weighings.
    mutating func unlink() -> [PictureRecord] {
        defer {
            linked = []
            rename()
        }
        return linked
    }

    private mutating func rename() {
        if let inspected = record.inspectedNumber {
            namedNumber = inspected
        } else if linked.count == 1 {
            namedNumber = linked[0].truckNumber
        } else {
            namedNumber = linked.isEmpty ? nil : PlateReading(linked).plate?.number
        }
    }
}

/// What a settled passage has come to; told again after a restart.
public struct PassageOutcome: Hashable, Sendable {
    /// The verdict.
    public var verdict: Verdict
    /// The truck's plate.
    public var plate: Plate?
    /// Every reason for the verdict.
    public var reasons: [Reason]
    /// The pictures used, by their places in the journal.
    public var sightings: [Int64]

    /// Gives an outcome.
    public init(verdict: Verdict, plate: Plate?, reasons: [Reason], sightings: [Int64]) {
        self.verdict = verdict
        self.plate = plate
        self.reasons = reasons
        self.sightings = sightings
    }

    init(_ passage: Passage) {
        self.init(
            verdict: passage.verdict,
            plate: passage.plate,
            reasons: passage.reasons,
            sightings: passage.sightings
        )
    }
}
