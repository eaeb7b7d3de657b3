import DequeModule
import Readings
import Units

/// Readings whose plate the registers are asked about, until they answer.
struct RegisterDesk: Sendable {
    /// Whether anything is known of plates at all; where not, nothing is asked.
    var knowPlates = false
    private var waiting: Deque<Asked> = []

    /// A reading that waits.
    enum Reading {
        case weighing(WeighReading)
        case picture(CameraReading)
        /// The trailer's plate in a picture, which goes on meanwhile: it may be looked out for.
        case trailer(CameraReading)
        /// After a restart: one that was settled already.
        case recalledWeighing(WeighReading, PassageOutcome)
        /// After a restart: one that a settled passage has used.
        case recalledPicture(CameraReading)
    }

    struct Asked {
        let question: RegisterQuestion
        let reading: Reading
        let arrival: Arrival
    }

    var oldestOrdinal: Int64? { waiting.first?.arrival.ordinal }

    /// Since when the first of them waits.
    var waitsSince: Instant? { waiting.first?.arrival.receivedAt }

    /// - Returns: the reading that has to go on without an answer, since too many wait.
    mutating func ask(_ asked: Asked) -> Asked? {
        waiting.append(asked)
        return waiting.count > PipelineSettings.waitingForRegistersMax ? waiting.removeFirst() : nil
    }

    /// The readings that an answer is for, in the order of receipt.
    mutating func take(_ question: RegisterQuestion) -> [Asked] {
        // Nearly always there is one, and the registers answer at once.
        if waiting.count == 1, waiting[0].question == question { return [waiting.removeFirst()] }
        let taken = Array(waiting.filter { $0.question == question })
        waiting.removeAll { $0.question == question }
        return taken
    }

    /// The readings that have waited since an instant or longer.
    mutating func take(receivedUpTo instant: Instant) -> [Asked] {
        var taken: [Asked] = []
        while let first = waiting.first, first.arrival.receivedAt <= instant { taken.append(waiting.removeFirst()) }
        return taken
    }
}
