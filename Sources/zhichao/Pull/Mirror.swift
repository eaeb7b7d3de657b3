import Foundation
import Programs
import Storage

/// The directory of a mirror: a file a case and a referral, and how far it has come.
///
/// The order of writing makes it safe to kill: first the cases and referrals of a page, then the ids seen, then the cursor. A page that
/// was written without its cursor is written again.
final class Mirror {
    /// How far it has come.
    struct State: Codable, Equatable {
        var server: String
        var token: String
        /// Where to go on; `nil` from the beginning.
        var cursor: String?
        /// Whether it is being mirrored anew: what is not seen until the end of that goes.
        var renewing: Bool
        /// Whether it has had referrals from its beginning on; absent in one of before there were any, which begins anew.
        var referrals: Bool? = true
    }

    /// What there is a file each of.
    private enum Kind: String, CaseIterable {
        case cases, referrals

        /// How a line of the ids seen begins.
        var mark: String { self == .cases ? "" : "referral " }
    }

    private let directory: String
    private let lang: Language
    private let lock: Int32
    private(set) var state: State

    private func path(_ kind: Kind) -> String { directory + "/" + kind.rawValue }
    private var filesPath: String { directory + "/files" }
    private var statePath: String { directory + "/pull.json" }
    private var seenPath: String { directory + "/pull.seen" }

    /// Opens a mirror, or begins one.
    ///
    /// - Parameter hasFiles: whether case files are mirrored, too.
    /// - Throws: that another run is at it, or that the directory cannot be written.
    init(directory: String, server: String, tokenID: String, hasFiles: Bool = false, _ lang: Language) throws {
        self.directory = directory
        self.lang = lang
        for name in Kind.allCases.map(\.rawValue) + (hasFiles ? ["files"] : []) {
            try FileManager.default.createDirectory(
                atPath: directory + "/" + name,
                withIntermediateDirectories: true,
                // It holds what cases say of people.
                attributes: [.posixPermissions: 0o700]
            )
        }
        lock = open(directory + "/pull.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw Refusal(
                .no,
                lang.text(
                    "\(directory)：另一个 zhichao pull 正在使用",
                    "\(directory): another zhichao pull is at it, or no right to write"
                )
            )
        }
        let kept = FileManager.default.contents(atPath: directory + "/pull.json")
            .flatMap { try? JSONDecoder().decode(State.self, from: $0) }
        if let kept, kept.server == server, kept.token == tokenID, kept.referrals == true {
            state = kept
        } else {
            state = State(server: server, token: tokenID, cursor: nil, renewing: true)
            try? FileManager.default.removeItem(atPath: directory + "/pull.seen")
        }
    }

    deinit { if lock >= 0 { close(lock) } }

    /// Begins anew: the server is another life of the store.
    func renew() throws {
        try? FileManager.default.removeItem(atPath: seenPath)
        state.cursor = nil
        state.renewing = true
        try save()
    }

    /// Takes a page.
    ///
    /// - Parameter isLast: whether there is nothing more for now.
    func take(_ page: ChangesPage, isLast: Bool) throws {
        var seen = ""
        for (kind, entries) in [(Kind.cases, page.cases), (.referrals, page.referrals)] {
            for item in entries {
                try write(try item.jsonText, to: path(kind, of: item.id))
                seen += kind.mark + item.id + "\n"
            }
        }
        for item in page.items where item.gone {
            if let id = item.caseID {
                try? FileManager.default.removeItem(atPath: path(.cases, of: id))
                try? FileManager.default.removeItem(atPath: filePath(of: id))
            }
            if let id = item.referral { try? FileManager.default.removeItem(atPath: path(.referrals, of: id)) }
        }
        for kind in Kind.allCases { try StoreCopy.sync(path(kind)) }
        if state.renewing {
            try append(seen)
            if isLast { try removeUnseen() }
        }
        state.cursor = page.next
        if isLast { state.renewing = false }
        try save()
        if isLast { try? FileManager.default.removeItem(atPath: seenPath) }
    }

    /// How many cases and referrals it holds.
    func count() throws -> (cases: Int, referrals: Int) { (try names(.cases).count, try names(.referrals).count) }

    private func names(_ kind: Kind) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(kind)).filter { $0.hasSuffix(".json") }
    }

    private func removeUnseen() throws {
        let text = FileManager.default.contents(atPath: seenPath).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let lines = text.split(separator: "\n")
        let isReferral = { (line: Substring) in line.hasPrefix(Kind.referrals.mark) }
        let cases = Set(lines.filter { !isReferral($0) }.map { name(of: String($0)) })
        let referrals = Set(
            lines.filter(isReferral).map { name(of: String($0.dropFirst(Kind.referrals.mark.count))) }
        )
        for name in try names(.cases) where !cases.contains(name) {
            try FileManager.default.removeItem(atPath: path(.cases) + "/" + name)
            try? FileManager.default.removeItem(atPath: filesPath + "/" + name.dropLast(5) + ".zip")
        }
        for name in try names(.referrals) where !referrals.contains(name) {
            try FileManager.default.removeItem(atPath: path(.referrals) + "/" + name)
        }
    }

    /// Where the case file of a case lies.
    func filePath(of id: String) -> String { filesPath + "/" + name(of: id).dropLast(5) + ".zip" }

    /// A name that no id can leave the directory with.
    private func name(of id: String) -> String {
        let safe = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:")
        return (id.addingPercentEncoding(withAllowedCharacters: safe) ?? "_") + ".json"
    }

    private func path(_ kind: Kind, of id: String) -> String { path(kind) + "/" + name(of: id) }

    private func save() throws {
        try write(try state.jsonText, to: statePath)
        try StoreCopy.sync(directory)
    }

    private func append(_ text: String) throws {
        if !FileManager.default.fileExists(atPath: seenPath) { try write("", to: seenPath) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: seenPath))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
    }

    /// Whole or not at all.
    private func write(_ text: String, to path: String) throws {
        let draft = try DraftFile(path, lang)
        try draft.write(Array((text + "\n").utf8))
        try draft.finish()
    }
}
