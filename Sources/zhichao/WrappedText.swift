/// Long lines for a terminal: Chinese breaks between any two characters, other words at blanks.
extension String {
    /// The widest line that is printed, in columns of a terminal.
    static let columnsMax = 100

    /// The text in lines of at most so many columns; those after the first are indented.
    ///
    /// A word that is longer than a line, as a path may be, is not cut.
    func wrapped(to width: Int = columnsMax, indent: Int) -> [String] {
        guard displayWidth > width else { return [self] }
        var lines: [String] = []
        var line = ""
        for piece in pieces {
            if line.displayWidth + piece.displayWidth > width, line.contains(where: { $0 != " " }) {
                lines.append(line.withoutTrailingBlanks)
                line = String(repeating: " ", count: indent) + piece.drop { $0 == " " }
            } else {
                line += piece
            }
        }
        return lines + [line.withoutTrailingBlanks]
    }

    /// The beginning that fits so many columns, with `…` where something is missing.
    func cut(to width: Int) -> String {
        guard displayWidth > width else { return self }
        var text = ""
        var used = 0
        for character in self {
            let next = String(character).displayWidth
            guard used + next < width else { break }
            text.append(character)
            used += next
        }
        return text + "…"
    }

    /// An RFC 3339 instant without its fraction and offset, for a column of a table.
    var toTheSecond: String { String(prefix(19)).replacing("T", with: " ") }

    /// What is never broken: a word with the blanks before it, or one Chinese character with its punctuation.
    private var pieces: [String] {
        var pieces: [String] = []
        var isOpen = false
        for character in self {
            if let last = pieces.last?.last, isOpen || character.staysBehind(last) {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
            isOpen = character.opens
        }
        return pieces
    }

    /// Without the blanks at its end.
    var withoutTrailingBlanks: String { String(reversed().drop { $0 == " " }.reversed()) }
}

extension Character {
    /// Whether a line may not end with it.
    fileprivate var opens: Bool { "（《〔“‘(［".contains(self) }

    /// Whether a line may not begin with it.
    private var closes: Bool { "，。、；：！？）》〕”’％)］…".contains(self) }

    private var isWide: Bool { String(self).displayWidth > 1 }

    /// Whether no line ends between another character and this one.
    fileprivate func staysBehind(_ last: Character) -> Bool {
        if closes { return true }
        if self == " " { return last == " " }
        return !isWide && !last.isWide || last == " "
    }
}
