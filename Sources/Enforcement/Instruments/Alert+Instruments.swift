import Readings
import Units

extension Alert {
    /// Ordinary traffic shows that an instrument has drifted.
    static func drift(_ reading: WeighReading, since: CivilDate, percent: Int64) -> Alert {
        let id = reading.instrument
        return Alert(
            .drift,
            station: reading.header.id.source.station,
            at: reading.header.at,
            record: reading.header.id,
            subject: id,
            words: (
                "衡器 \(id) 疑似漂移：自 \(since) 起转向轴平均载荷偏离基线约 \(percent)%，称重不能作为证据，其后案件需复核",
                "\(id) has drifted: since \(since) the mean steering-axle load is off by about \(percent) %; "
                    + "its weighings are no evidence, and cases since then are to be reviewed"
            )
        )
    }

    /// An instrument shows again what it showed, or was verified anew.
    static func driftOver(_ reading: WeighReading) -> Alert {
        let id = reading.instrument
        return Alert(
            .driftOver,
            station: reading.header.id.source.station,
            at: reading.header.at,
            record: reading.header.id,
            subject: id,
            words: ("衡器 \(id) 漂移已解除", "the drift of \(id) is over")
        )
    }

    /// A device's heartbeat shows a clock that is off.
    static func clockOff(_ source: Source, said: Instant, receivedAt: Instant) -> Alert {
        let off = said - receivedAt
        return Alert(
            .clockOff,
            station: source.station,
            at: receivedAt,
            subject: "\(source)~\(receivedAt)",
            words: (
                "设备 \(source) 时钟偏差 \(off)，其数据不能作为证据",
                "the clock of \(source) is off by \(off): its readings are no evidence"
            )
        )
    }
}
