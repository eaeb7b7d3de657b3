import Enforcement
import FeedContract
import Law
import Readings

extension VerdictMessage {
    /// The verdict on a passage as the results socket tells it.
    init(_ passage: Passage) {
        self.init(
            topic: "verdict/\(passage.id.source.station)/\(passage.lane)",
            pass: passage.id.description,
            at: passage.at,
            gross: passage.mass.gross,
            assessed: passage.mass.assessed,
            verdict: passage.verdict.rawValue,
            action: passage.action.rawValue
        )
        plate = passage.plate?.number
        limit = passage.mass.limit
        excess = passage.mass.excess
        excessRatio = passage.mass.excessRatio
        rule = passage.mass.rule?.id
    }
}

extension AlertMessage {
    /// An alert as the results socket tells it.
    init(_ alert: Alert, isWithdrawn: Bool) {
        self.init(
            topic: "alert/\(isWithdrawn ? "withdrawn" : alert.kind.topic)",
            id: alert.id,
            kind: alert.kind.rawValue,
            station: alert.station.text,
            at: alert.at,
            text: (alert.zh, alert.en)
        )
        lane = (alert.lane?.number).map(Int.init)
        plate = alert.plate
        record = alert.record?.description
    }
}
