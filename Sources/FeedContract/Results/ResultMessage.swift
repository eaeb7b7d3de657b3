public import Units

/// A message of the results socket: what it is about and its JSON.
public protocol ResultMessage: Sendable {
    /// The topic to publish under.
    var topic: String { get }

    /// The body as the feed contract lists it, null where unknown; the same message gives the same bytes.
    var body: [UInt8] { get }
}

/// `verdict/<station>/<lane>`: a passage has been assessed.
public struct VerdictMessage: ResultMessage {
    /// The topic to publish under.
    public var topic: String
    /// The weighing, `source:epoch:seq`.
    public var pass: String
    /// When the vehicle was weighed.
    public var at: Instant
    /// The truck's plate.
    public var plate: String?
    /// Gross mass as shown.
    public var gross: Kilograms
    /// Gross mass as judged.
    public var assessed: Kilograms
    /// Gross mass allowed.
    public var limit: Kilograms?
    /// How far it is over.
    public var excess: Kilograms?
    /// The excess in parts per ten thousand of the limit, cut.
    public var excessRatio: PartsPerTenThousand?
    /// `compliant`, `overloaded` …
    public var verdict: String
    /// `pass`, `stop-for-weighing` or `refuse-entry`.
    public var action: String
    /// The rule's id.
    public var rule: String?

    /// Makes a message with the masses; the rest of what may be unknown is set after.
    public init(
        topic: String,
        pass: String,
        at: Instant,
        gross: Kilograms,
        assessed: Kilograms,
        verdict: String,
        action: String
    ) {
        self.topic = topic
        self.pass = pass
        self.at = at
        self.gross = gross
        self.assessed = assessed
        self.verdict = verdict
        self.action = action
    }

    /// The body as JSON.
    public var body: [UInt8] {
        var json = JSONWriter()
        json.raw("{\"pass\":")
        json.string(pass)
        json.raw(",\"at\":")
        json.string(at.description)
        json.raw(",\"plate\":")
        json.string(plate)
        json.raw(",\"gross_kg\":")
        json.integer(gross.rawValue)
        json.raw(",\"assessed_kg\":")
        json.integer(assessed.rawValue)
        json.raw(",\"limit_kg\":")
        json.integer(limit?.rawValue)
        json.raw(",\"excess_kg\":")
        json.integer(excess?.rawValue)
        json.raw(",\"excess_ratio\":")
        json.integer(excessRatio?.rawValue)
        json.raw(",\"verdict\":")
        json.string(verdict)
        json.raw(",\"action\":")
        json.string(action)
        json.raw(",\"rule\":")
        json.string(rule)
        json.raw("}")
        return json.bytes
    }
}

/// `case/opened` and `case/changed`: after the case store's commit.
public struct CaseMessage: ResultMessage {
    /// The topic to publish under.
    public var topic: String
    /// The case's id.
    public var id: String
    /// The case's number.
    public var number: String
    /// Where it stands.
    public var state: String
    /// The truck's plate.
    public var plate: String
    /// When the act was weighed.
    public var at: Instant
    /// The station of the passage that carries it, for who hands the message on; not in the body.
    public var station: String?

    /// Makes a message.
    public init(topic: String, id: String, number: String, state: String, plate: String, at: Instant) {
        self.topic = topic
        self.id = id
        self.number = number
        self.state = state
        self.plate = plate
        self.at = at
    }

    /// The body as JSON.
    public var body: [UInt8] {
        JSONWriter.standing("{\"case\":", id, number: number, state: state, plate: plate, at: at)
    }
}

/// `alert/<topic>`: something that somebody should look at now; `alert/withdrawn` when it has lost its ground.
public struct AlertMessage: ResultMessage {
    /// The topic to publish under.
    public var topic: String
    /// The alert's id.
    public var id: String
    /// What was found.
    public var kind: String
    /// The station.
    public var station: String
    /// The lane; `nil` where none is meant.
    public var lane: Int?
    /// When it happened.
    public var at: Instant
    /// The plate, where one was read.
    public var plate: String?
    /// The reading that shows it, `source:epoch:seq`.
    public var record: String?
    /// In Chinese and in English.
    public var text: (zh: String, en: String)

    /// Makes a message; lane, plate and record are set after, where they are known.
    public init(topic: String, id: String, kind: String, station: String, at: Instant, text: (zh: String, en: String)) {
        self.topic = topic
        self.id = id
        self.kind = kind
        self.station = station
        self.at = at
        self.text = text
    }

    /// The body as JSON.
    public var body: [UInt8] {
        var json = JSONWriter()
        json.raw("{\"alert\":")
        json.string(id)
        json.raw(",\"kind\":")
        json.string(kind)
        json.raw(",\"station\":")
        json.string(station)
        json.raw(",\"lane\":")
        json.integer(lane)
        json.raw(",\"at\":")
        json.string(at.description)
        json.raw(",\"plate\":")
        json.string(plate)
        json.raw(",\"record\":")
        json.string(record)
        json.raw(",\"text\":{\"zh\":")
        json.string(text.zh)
        json.raw(",\"en\":")
        json.string(text.en)
        json.raw("}}")
        return json.bytes
    }
}

/// `referral/issued`, `referral/withdrawn`: a referral, after the case store's commit.
public struct ReferralMessage: ResultMessage {
    /// The topic to publish under.
    public var topic: String
    /// The referral's id.
    public var id: String
    /// Its number.
    public var number: String
    /// Where it stands.
    public var state: String
    /// The truck's plate; `nil` where it is not about a vehicle.
    public var plate: String?
    /// When it was issued or withdrawn.
    public var at: Instant

    /// Makes a message.
    public init(topic: String, id: String, number: String, state: String, plate: String?, at: Instant) {
        self.topic = topic
        self.id = id
        self.number = number
        self.state = state
        self.plate = plate
        self.at = at
    }

    /// The body as JSON.
    public var body: [UInt8] {
        JSONWriter.standing("{\"referral\":", id, number: number, state: state, plate: plate, at: at)
    }
}

extension JSONWriter {
    /// What a case and a referral have in common on the wire: who it is, and where it stands.
    fileprivate static func standing(
        _ opening: StaticString,
        _ id: String,
        number: String,
        state: String,
        plate: String?,
        at: Instant
    ) -> [UInt8] {
        var json = JSONWriter()
        json.raw(opening)
        json.string(id)
        json.raw(",\"number\":")
        json.string(number)
        json.raw(",\"state\":")
        json.string(state)
        json.raw(",\"plate\":")
        json.string(plate)
        json.raw(",\"at\":")
        json.string(at.description)
        json.raw("}")
        return json.bytes
    }
}
