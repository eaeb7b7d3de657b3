import Enforcement
import Foundation
import GRDB

/// What lies beside the events and is proved by digests in them: personal parts, readings, on-site records.
struct ContentCheck {
    private let db: Database
    private let decoder: JSONDecoder
    /// Personal parts that events speak of.
    private(set) var personal = 0
    /// Readings and on-site records that events speak of, as often as they do.
    private(set) var records = 0
    /// Readings of the case that is gone through, and of all before it, each once.
    private var readings: Set<String> = []
    private var proved = 0

    init(_ db: Database, _ decoder: JSONDecoder) {
        self.db = db
        self.decoder = decoder
    }

    /// Takes the events of a case, one after another.
    mutating func check(_ event: FoldedEvent) throws {
        if event.evidence != "{}" { try checkEvidence(event) }
        if case .else(.step(let note)) = event.body { try checkPersonal(note, event: event.id, of: event.caseID) }
    }

    mutating func finishCase() {
        proved += readings.count
        readings.removeAll(keepingCapacity: true)
    }

    private mutating func checkEvidence(_ event: FoldedEvent) throws {
        let digests = try decoder.decode([String: String].self, from: Data(event.evidence.utf8))
        records += digests.keys.count { !$0.hasPrefix(Evidence.mediumPrefix) }
        let caseID = event.caseID
        for (reading, digest) in digests.sorted(by: { $0.key < $1.key }) {
            if reading == Evidence.onSite {
                try checkOnSite(digest, event)
                continue
            }
            if reading.hasPrefix(Evidence.mediumPrefix) {
                try checkMedium(reading, digest, event)
                continue
            }
            let isFirst = readings.insert(reading).inserted
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: "SELECT payload, passage, kind FROM case_record WHERE case_id = ? AND reading = ?"
                ),
                arguments: [caseID, reading]
            )
            // Only for words that nobody may need.
            var place: String { "case \(caseID), reading \(reading)" }
            guard let row = try rows.next() else { throw Difference(place, "证据记录缺失", "the reading is missing") }
            // It is kept with the first event that rests on it; a passage bears the name of its weighing.
            if isFirst, let passage = event.passage {
                let kind = reading == passage ? "weigh" : "camera"
                guard row[1] == passage, row[2] == kind else {
                    throw Difference(place, "与事件不符", "is not with the passage that its event names, or of another kind")
                }
            }
            let payload: Data = row[0]
            if payload.isEmpty, try isErased(caseID) { continue }
            guard Evidence.digest(payload) == digest else {
                throw Difference(place, "证据记录与摘要不符", "the reading does not match its digest")
            }
        }
    }

    /// The file itself is looked at by whoever has the files; here the event's own words are held against each other.
    private func checkMedium(_ name: String, _ digest: String, _ event: FoldedEvent) throws {
        guard name == Evidence.mediumPrefix + digest, case .else(.media(let note)) = event.body,
            note.media.contains(where: { $0.sha256 == digest })
        else {
            throw Difference("event \(event.id), \(name)", "与事件不符", "is not what its event says")
        }
    }

    private func checkOnSite(_ digest: String, _ event: FoldedEvent) throws {
        guard case .told(let told) = event.body else { return }
        let place = "on-site record of \(told.passage)"
        let record = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM case_on_site WHERE passage = ?"),
            arguments: [told.passage]
        )
        guard let record else { throw Difference(place, "现场检查记录缺失", "is missing") }
        let onSite = try CaseOnSite(record)
        if onSite.isErased, try isErased(event.caseID) { return }
        let bytes = (record["salt"] as Data) + Data(try onSite.sealedForm.eventBody.utf8)
        guard Evidence.digest(bytes) == digest else {
            throw Difference(place, "现场检查记录与摘要不符", "does not match its digest")
        }
    }

    /// Checks the words that stand beside an event.
    ///
    /// - Parameter id: the case's, or the referral's.
    mutating func checkPersonal(_ note: StepNote, event: Int64, of id: String) throws {
        let digests = StepValue.parts(note.parts).sealed()
        personal += digests.count
        for (part, digest) in digests.sorted(by: { $0.key < $1.key }) {
            let place = "event \(event), \(part)"
            let kept = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT salt, value FROM case_personal WHERE event = ? AND part = ?"),
                arguments: [event, part]
            )
            guard let kept else { throw Difference(place, "个人信息缺失", "the words are missing") }
            guard let value = kept["value"] as String?, let salt = kept["salt"] as Data? else {
                if try isErased(id) { continue }
                throw Difference(place, "个人信息被删除而无记录", "the words were erased, and no event says so")
            }
            guard SealedParts.digest(value, salt: salt) == digest else {
                throw Difference(place, "个人信息与摘要不符", "the words do not match their digest")
            }
        }
    }

    private func isErased(_ caseID: String) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql:
                    "SELECT EXISTS (SELECT 1 FROM case_event WHERE case_id = ? AND kind IN ('personal-erased', 'referral-erased'))"
            ),
            arguments: [caseID]
        ) ?? false
    }

    /// Rows that no event speaks of. Every reading that one speaks of is there by now, so counting shows whether there are
    /// others.
    func checkStrays() throws {
        let kept = try Int.fetchOne(db, sql: "SELECT count(*) FROM case_record")
        if kept != proved { try nameStrayRecord() }
        try checkStrayPersonal()
    }

    private func nameStrayRecord() throws {
        let record = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT r.case_id, r.reading FROM case_record r WHERE NOT EXISTS (
                        SELECT 1 FROM case_event e, json_each(e.evidence) j
                        WHERE e.case_id = r.case_id AND j.key = r.reading
                    ) LIMIT 1
                    """
            )
        )
        if let record {
            let place = "case \(record["case_id"] as String), reading \(record["reading"] as String)"
            throw Difference(place, "没有事件提到该记录", "no event speaks of it")
        }
        throw Difference("case_record", "记录数与事件不符", "has other readings than events speak of")
    }

    private func checkStrayPersonal() throws {
        let personal = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT p.event, p.part FROM case_personal p LEFT JOIN case_event e ON e.id = p.event
                    WHERE e.id IS NULL OR instr(e.body, 'sealed') = 0 LIMIT 1
                    """
            )
        )
        if let personal {
            let place = "event \(personal["event"] as Int64), \(personal["part"] as String)"
            throw Difference(place, "没有事件提到该个人信息", "no event speaks of it")
        }
    }
}

extension CaseOnSite {
    /// Whether retention has erased what it says of people.
    var isErased: Bool { officers.isEmpty && driverName == nil && driverLicence == nil }

    /// The record as its digest was made.
    var sealedForm: SealedOnSite {
        SealedOnSite(
            ticket: ticket,
            officers: officers,
            policeOfficer: policeOfficer,
            driverName: driverName,
            driverLicence: driverLicence,
            driverQualification: driverQualification,
            company: company,
            loadingSite: loadingSite,
            cargo: cargo
        )
    }
}

/// An on-site record with the fields of `OnSiteRecord`, in the same form as JSON.
struct SealedOnSite: Encodable {
    let ticket: String
    let officers: [OnSiteRecord.Officer]
    let policeOfficer: String?
    let driverName: String?
    let driverLicence: String?
    let driverQualification: String?
    let company: String?
    let loadingSite: String?
    let cargo: String?
}
