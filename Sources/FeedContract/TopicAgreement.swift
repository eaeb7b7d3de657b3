import Readings

extension TopicParts {
    /// What is wrong with the topic itself; `nil` when nothing is.
    var fault: String? {
        if kind != nil, stationName != nil, FeedLimits.lanes.contains(laneNumber) { return nil }
        return "the topic must be weigh/<station>/<lane> or camera/<station>/<lane>, but is \(Reasons.quoted(bytes))"
    }

    /// Whether the second part is this station, which has been checked.
    func isStation(_ name: Name) -> Bool {
        var text = name.text
        return text.withUTF8 { name in
            guard name.count == station.count else { return false }
            var place = 0
            while place < name.count, name[place] == station[place] { place += 1 }
            return place == name.count
        }
    }
}

extension InvalidMessage {
    /// Says what could be read of a message with faults.
    @inline(never)
    init(_ faults: [Fault], _ topic: TopicParts, _ header: HeaderDraft) {
        self.init(
            faults: faults,
            identity: header.identity,
            station: header.source?.station ?? topic.stationName,
            lane: header.lane
        )
    }
}

extension HeaderDraft {
    /// Reads the header of a document whose kind the topic does not tell.
    init(_ examination: inout Examination) {
        self.init()
        let repeated = examination.members(of: Tape.root, in: Tables.unknown, depth: 1) { examination, member, value in
            take(Tables.unknown.header(member), value, &examination)
        }
        forget(repeated)
    }
}

extension Examination {
    /// Compares the topic with the payload's station and lane; what differs is a fault of the topic.
    @inline(__always)
    mutating func compare(_ topic: TopicParts, _ header: HeaderDraft) {
        if topic.kind != nil, let source = header.source, topic.isStation(source.station), let lane = header.lane,
            topic.laneNumber == Int(lane.number)
        {
            return
        }
        rejectTopic(topic, header)
    }

    @inline(never)
    private mutating func rejectTopic(_ topic: TopicParts, _ header: HeaderDraft) {
        if let fault = topic.fault { return reject(pointer: "", fault) }
        if let source = header.source, !topic.isStation(source.station) {
            let station = Reasons.quoted(topic.station)
            reject(pointer: "", "the topic's station is \(station), but the payload's is \"\(source.station)\"")
        }
        if let lane = header.lane, topic.laneNumber != Int(lane.number) {
            reject(pointer: "", "the topic's lane is \(topic.laneNumber), but the payload's is \(lane)")
        }
    }
}
