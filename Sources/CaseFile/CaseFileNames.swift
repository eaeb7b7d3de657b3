/// The names of files in a case file.
public enum CaseFileNames {
    /// The case as `GET /cases/{id}` gives it.
    public static let caseJSON = "case.json"
    /// The events as they are hashed, one a line.
    public static let events = "events.jsonl"
    /// Words about people whose digests stand in events, one a line.
    public static let words = "personal.jsonl"
    /// On-site records whose digests stand in events, one a line.
    public static let onSite = "on-site.jsonl"
    /// What the files are, and how they are proved with other tools.
    public static let about = "说明.txt"

    /// A reading as it was received; names of stations and devices hold no `~`, so that no two readings share one.
    public static func reading(_ id: String) -> String {
        "readings/" + String(id.map { $0 == "/" || $0 == ":" ? "~" : $0 }) + ".json"
    }

    /// A picture; what it is called follows from what it is, not from what its station calls it.
    public static func medium(_ sha256: String, type: String) -> String {
        "media/\(sha256)" + (type == "image/jpeg" ? ".jpg" : ".bin")
    }

    /// A document to be printed, by its title: 超限检测（称重）单.
    public static func document(_ title: String) -> String { "documents/\(title).pdf" }
}
