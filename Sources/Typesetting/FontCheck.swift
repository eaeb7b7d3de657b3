import CPangoCairo

/// Whether the fonts are really there: without them a page would show boxes instead of words.
public enum FontCheck {
    /// Characters that a page needs: titles, plates' provinces, figures, punctuation.
    static let samples = "超限检测称重单卸载案件移送抄告函豫京沪黄蓝绿〔〕年月日吨0123456789ABCkg%×"

    /// Looks for every font.
    ///
    /// - Throws: `TypesettingError.font` for the first that is missing or lacks a character.
    public static func require() throws {
        for face in Typeface.allCases { try require(face) }
    }

    private static func require(_ face: Typeface) throws {
        guard let pattern = FcPatternCreate() else { throw TypesettingError.drawing("no memory") }
        defer { FcPatternDestroy(pattern) }
        face.family.withCString { name in
            name.withMemoryRebound(to: FcChar8.self, capacity: face.family.utf8.count + 1) {
                _ = FcPatternAddString(pattern, FC_FAMILY, $0)
            }
        }
        let wanted = FcObjectSetCreate()
        defer { if let wanted { FcObjectSetDestroy(wanted) } }
        FcObjectSetAdd(wanted, FC_FAMILY)
        FcObjectSetAdd(wanted, FC_CHARSET)
        // A list, not a match: a match always finds something else.
        guard let found = FcFontList(nil, pattern, wanted) else { throw missing(face) }
        defer { FcFontSetDestroy(found) }
        var lacking = samples
        for index in 0..<Int(found.pointee.nfont) {
            var characters: OpaquePointer?
            guard let font = found.pointee.fonts[index],
                FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) == FcResultMatch, let characters
            else { continue }
            let here = samples.unicodeScalars.filter { FcCharSetHasChar(characters, $0.value) == 0 }
            lacking = String(String.UnicodeScalarView(here))
            if lacking.isEmpty { return }
        }
        throw missing(face, lacking)
    }

    private static func missing(_ face: Typeface, _ lacking: String = "") -> TypesettingError {
        .font(family: face.family, lacking: lacking == samples ? "" : lacking, package: face.package)
    }
}
