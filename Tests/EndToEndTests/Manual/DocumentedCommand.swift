import Foundation

/// One call of a program of ours as a document writes it.
struct DocumentedCommand: Sendable {
    let program: String
    let words: [String]
    let place: String

    /// All in a document: in blocks of shell, in backquotes, and what units start.
    static func all(in text: String, of name: String) -> [DocumentedCommand] {
        let isUnit = name.hasSuffix(".service")
        var (found, isShell, isBlock, joined) = ([DocumentedCommand](), false, false, "")
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.hasPrefix("```") {
                isBlock.toggle()
                isShell = isBlock && ["```sh", "```bash"].contains(trimmed)
                continue
            }
            let place = "\(name):\(index + 1)"
            if isUnit {
                guard let start = trimmed.range(of: #"^Exec[A-Za-z]*="#, options: .regularExpression) else { continue }
                found += commands(String(trimmed[start.upperBound...]), place)
            } else if isShell {
                joined += joined.isEmpty ? trimmed : " " + trimmed
                if joined.hasSuffix("\\") { joined.removeLast(); continue }
                found += commands(joined, place)
                joined = ""
            } else if !isBlock {
                let parts = line.components(separatedBy: "`")
                for part in parts.indices where part % 2 == 1 { found += commands(parts[part], place) }
            }
        }
        return found
    }

    private static func commands(_ line: String, _ place: String) -> [DocumentedCommand] {
        pipeline(line).compactMap { words in
            let bare = words.drop { $0 == "sudo" || $0.range(of: "^[A-Za-z_]+=", options: .regularExpression) != nil }
            guard let first = bare.first?.split(separator: "/").last, ProgramHelp.programs.contains(String(first))
            else { return nil }
            return DocumentedCommand(program: String(first), words: Array(bare.dropFirst()), place: place)
        }
    }

    /// A shell's line as the words of each of its commands, near enough for documents.
    private static func pipeline(_ line: String) -> [[String]] {
        var (commands, word, quote) = ([[String]()], "", Character?.none)
        func endWord() {
            if !word.isEmpty { commands[commands.count - 1].append(word) }
            word = ""
        }
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "#", word.isEmpty {
                break
            } else if "|&;()<>".contains(character) {
                endWord()
                // What a redirection names is no word of the command's, and no command.
                commands.append("<>".contains(character) ? ["file"] : [])
            } else if character == " " {
                endWord()
            } else {
                word.append(character)
            }
        }
        endWord()
        return commands.filter { !$0.isEmpty }
    }

    /// What a program has no word for; `nil` when all is well.
    func fault(by help: ProgramHelp.Command) -> String? {
        var (command, rest) = (help, words[...])
        while let inner = command.subcommands, let word = rest.first {
            guard !word.hasPrefix("-") else { break }
            guard let next = inner.first(where: { $0.commandName == word }) else { return "no command \(word)" }
            (command, rest) = (next, rest.dropFirst())
        }
        let known = Set(command.options + help.options + ["--generate-completion-script", "--experimental-dump-help"])
        for word in rest where word.hasPrefix("--") {
            let option = word.split(separator: "=")[0]
            if !known.contains(String(option)) { return "\(command.commandName) has no \(option)" }
        }
        return nil
    }
}
