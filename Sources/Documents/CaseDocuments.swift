public import CaseStore
import Enforcement
import Typesetting
import Units

/// One document as a file.
public struct Document: Hashable, Sendable {
    /// The file's name, ASCII.
    public let name: String
    /// What it is: 超限检测（称重）单.
    public let title: String
    /// The PDF.
    public let bytes: [UInt8]
}

/// The papers of a case (超限检测（称重）单、卸载单、案件移送书) as PDF. The same dossier gives the same bytes.
public enum CaseDocuments {
    /// Makes those that the case's state asks for: the weighing sheet always, the unloading sheet once it was weighed again, the
    /// transfer once a case is filed that the police fine.
    ///
    /// - Parameters:
    ///   - seesPersonalData: whether the reader may see who the driver and the officers are; else they are masked.
    ///   - companyName: what the registers call the carrying company; `nil` where they do not know.
    ///   - media: a stored picture's bytes by its digest; `nil` where it is not there.
    /// - Throws: `TypesettingError`, and whatever `media` throws.
    public static func make(
        _ dossier: CaseDossier,
        seesPersonalData: Bool,
        companyName: String? = nil,
        media: (String) throws -> [UInt8]?
    ) throws -> [Document] {
        let people = People(dossier, isOpen: seesPersonalData)
        let weighing = try withoutActuallyEscaping(media) {
            try WeighingSheet(dossier: dossier, people: people, companyName: companyName, media: $0).pdf()
        }
        var documents = [Document(name: "weighing.pdf", title: WeighingSheet.title, bytes: weighing)]
        if !dossier.unloadings.isEmpty {
            let bytes = try UnloadingSheet(dossier: dossier, people: people).pdf()
            documents.append(Document(name: "unloading.pdf", title: UnloadingSheet.title, bytes: bytes))
        }
        if let letter = CaseTransfer(dossier: dossier, people: people).letter { documents.append(try letter.pdf()) }
        return documents
    }

    /// Looks for the fonts, so that who prints gets words and not boxes.
    ///
    /// - Throws: `TypesettingError.font`, which names the Debian package.
    public static func requireFonts() throws { try FontCheck.require() }

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
            return isOpen ? text : text.masked
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
    func facts(_ pairs: (String, String)..., staysWithNext: Bool = false) throws {
        try row(
            pairs.flatMap {
                [Cell(text: $0.0, share: 1, isLabel: true), Cell(text: $0.1, share: pairs.count == 1 ? 5 : 2)]
            },
            staysWithNext: staysWithNext
        )
    }

    /// Places for signatures, one for each name, and the office's stamp.
    func signatures(_ names: [String]) throws {
        try section("签名和盖章")
        let line = "\n\n签名：\n\n    年  月  日"
        try row(
            names.map { Cell(text: $0 + line, share: 1) } + [Cell(text: "执法机关（印章）\n\n\n\n    年  月  日", share: 1)],
            height: 32.0.mm
        )
    }
}
