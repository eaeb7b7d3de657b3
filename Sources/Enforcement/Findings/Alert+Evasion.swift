import Law
import Readings
import Units

extension Alert {
    /// What a weighing itself shows of an attempt to evade it (公路安全保护条例 Art. 67), with the plate as far as known.
    static func evasions(in reading: WeighReading, plate: String?) -> [Alert] {
        var kinds: [Kind] = reading.direction == .reverse ? [.wrongWay] : []
        for flag in reading.quality.flags {
            switch flag {
            case .straddling: kinds.append(.straddling)
            case .stopAndGo: kinds.append(.stopAndGo)
            case .offScale: kinds.append(.offScale)
            case .tailgating, .speedChange, .imbalance, .sensorFault: break
            }
        }
        return kinds.map { kind in
            Alert(
                kind,
                station: reading.header.id.source.station,
                lane: reading.header.lane,
                at: reading.header.at,
                plate: plate,
                record: reading.header.id,
                subject: plate,
                words: kind.evasionWords(plate: plate)
            )
        }
    }

    /// A truck was seen at a lane whose scale works, and no weighing belongs to it.
    static func bypass(_ picture: PictureRecord, plate: String?) -> Alert {
        Alert(
            .bypass,
            station: picture.reading.header.id.source.station,
            lane: picture.reading.header.lane,
            at: picture.reading.header.at,
            plate: plate,
            record: picture.reading.header.id,
            words: Kind.bypass.evasionWords(plate: plate)
        )
    }

    /// A plate that is looked out for was seen.
    static func watchlist(_ watch: WatchRecord, plate: Plate, in header: ReadingHeader) -> Alert {
        let (zh, en) = watch.cause.words
        let note = watch.note.map { "：\($0)" } ?? ""
        return Alert(
            .watchlist,
            station: header.id.source.station,
            lane: header.lane,
            at: header.at,
            plate: plate.number,
            record: header.id,
            subject: watch.cause.rawValue,
            words: ("布控车辆 \(plate.number)：\(zh)\(note)", "\(plate.number) is on the watchlist: \(en)\(note)")
        )
    }
}

extension Alert.Kind {
    fileprivate func evasionWords(plate: String?) -> (zh: String, en: String) {
        let (who, someone) = (plate ?? "未识别号牌车辆", plate ?? "a vehicle without a read plate")
        return switch self {
        case .wrongWay: ("\(who) 逆行通过衡器", "\(someone) drove over the sensor against the lane's way")
        case .straddling: ("\(who) 跨道通过衡器", "\(someone) was not within one lane")
        case .stopAndGo: ("\(who) 在衡器上走停", "\(someone) stopped on the sensor")
        case .offScale: ("\(who) 未完全驶过衡器", "\(someone) drove partly beside the sensor")
        case .bypass: ("\(who) 经过检测车道但无称重记录", "\(someone) was seen at a lane whose scale works and was not weighed")
        default: (rawValue, rawValue)
        }
    }
}

extension WatchRecord.Cause {
    fileprivate var words: (zh: String, en: String) {
        switch self {
        case .stolen: ("被盗抢车辆", "reported stolen")
        case .revokedCertificate: ("营运证已吊销", "operating certificate revoked")
        case .wanted: ("涉案布控", "wanted")
        case .coverUp: ("涉嫌遮挡号牌", "suspected of covering plates up")
        }
    }
}
