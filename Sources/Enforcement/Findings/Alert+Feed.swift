public import Readings
public import Units

extension Alert {
    /// Readings of a device are lost for good.
    ///
    /// - Parameters:
    ///   - first: the first of them.
    ///   - isReported: whether the device has said so itself.
    public static func lost(_ count: UInt64, from first: ReadingID, isReported: Bool, at instant: Instant) -> Alert {
        let (zh, en) = isReported ? ("设备报告", "the station says so") : ("设备不再保存", "the station no longer holds them")
        return Alert(
            .lost,
            station: first.source.station,
            at: instant,
            record: first,
            words: (
                "\(first.source) 自 \(first.epoch):\(first.seq) 起缺失 \(count) 条记录（\(zh)）",
                "\(first.source): \(count) readings from \(first.epoch):\(first.seq) on are lost (\(en))"
            )
        )
    }

    /// Nothing was heard of a device since an instant; withdrawn when it is heard again.
    public static func silent(_ source: Source, since instant: Instant) -> Alert {
        feed(
            .silent,
            source,
            at: instant,
            subject: "\(source)~\(instant.millisecondsSince1970)",
            words: ("\(source) 自 \(instant) 起无数据", "nothing is heard of \(source) since \(instant)")
        )
    }

    /// A new start of a device gives out numbers that are settled already.
    public static func seqReused(
        _ source: Source,
        epoch: UInt64,
        next: UInt64,
        settled: UInt64,
        at instant: Instant
    ) -> Alert {
        feed(
            .seqReused,
            source,
            at: instant,
            subject: "\(source)~\(epoch)~\(next)~\(instant.millisecondsSince1970)",
            words: (
                "\(source) 重启后从 \(epoch):\(next) 起重复编号，而 \(settled) 之前已入库；新记录不予采用，须更换 epoch",
                "\(source) has started anew and gives out \(epoch):\(next) again, though \(settled) is settled; its new "
                    + "readings are not taken until it begins a new epoch"
            )
        )
    }

    /// Two devices speak under one name.
    public static func duplicateSource(_ source: Source, at instant: Instant) -> Alert {
        feed(
            .duplicateSource,
            source,
            at: instant,
            subject: "\(source)~\(instant.millisecondsSince1970)",
            words: (
                "两台设备使用同一名称 \(source)，请立即为其一改名", "two devices speak as \(source); rename one of them"
            )
        )
    }

    private static func feed(
        _ kind: Kind,
        _ source: Source,
        at instant: Instant,
        subject: String,
        words: (zh: String, en: String)
    ) -> Alert {
        Alert(kind, station: source.station, at: instant, subject: subject, words: words)
    }
}
