public import CaseStore
import Enforcement
import Typesetting
import Units

/// One document as a file.
public struct Document: Hashable, Sendable {
    /// The file's name, ASCII.
    public let name: String
    /// The PDF.
    public let bytes: [UInt8]
}

/// The papers of a case (超限检测（称重）单、卸载单) as PDF. The same dossier gives the same bytes.
public enum CaseDocuments {
    /// Makes those that the case's state asks for: the weighing sheet always, the unloading sheet once it was weighed again.
    ///
    /// - Parameter seesPersonalData: whether the reader may see who the driver and the officers are; else they are masked.
    /// - Throws: `TypesettingError`.
    public static func make(_ dossier: CaseDossier, seesPersonalData: Bool) throws -> [Document] {
        let people = People(dossier, isOpen: seesPersonalData)
        var documents = [
            Document(name: "weighing.pdf", bytes: try WeighingSheet(dossier: dossier, people: people).pdf())
        ]
        if !dossier.unloadings.isEmpty {
            documents.append(
                Document(name: "unloading.pdf", bytes: try UnloadingSheet(dossier: dossier, people: people).pdf())
            )
        }
        return documents
    }

    /// The instant that every document of the case is dated by: its last event's.
    static func created(_ dossier: CaseDossier) -> String {
        (dossier.events.last?.recordedAt ?? dossier.summary.at).description
    }

    /// What the code on paper says: number and id.
    static func code(_ dossier: CaseDossier) -> String { "\(dossier.summary.number) \(dossier.summary.id)" }
}

/// The people of a case, as the reader may see them.
struct People {
    let officers: String
    let driver: String
    let licence: String
    let onSite: CaseOnSite?

    init(_ dossier: CaseDossier, isOpen: Bool) {
        func shown(_ text: String?) -> String {
            guard let text, !text.isEmpty else { return Wording.open }
            if isOpen { return text }
            return text.count <= 4 ? text.prefix(1) + "**" : text.prefix(3) + "****" + text.suffix(2)
        }
        let onSite = dossier.onSite.first { $0.passage == dossier.summary.passage } ?? dossier.onSite.last
        let said = dossier.fields.last { $0.field == .driver }?.value
        self.onSite = onSite
        let names = (onSite?.officers ?? []).map { "\(shown($0.name))（\(shown($0.certificate))）" }
        officers = names.isEmpty ? Wording.open : names.joined(separator: "、")
        driver = shown(said == nil ? onSite?.driverName : said?["name"])
        licence = shown(said == nil ? onSite?.driverLicence : said?["licence"])
    }
}

extension PageFlow {
    /// Names and values in turn, in one row.
    func facts(_ pairs: (String, String)...) throws {
        try row(
            pairs.flatMap {
                [Cell(text: $0.0, share: 1, isLabel: true), Cell(text: $0.1, share: pairs.count == 1 ? 5 : 2)]
            }
        )
    }

    /// Places for signatures, one for each name, and the office's stamp.
    func signatures(_ names: [String]) throws {
        try section("签名和盖章", keeping: 34.0.mm)
        let line = "\n\n签名：\n\n    年  月  日"
        try row(
            names.map { Cell(text: $0 + line, share: 1) } + [Cell(text: "执法机关（印章）\n\n\n\n    年  月  日", share: 1)],
            height: 32.0.mm
        )
    }
}
