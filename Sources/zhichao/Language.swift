import ArgumentParser
import Foundation

/// The language of tables and messages; JSON has none.
enum Language: String, CaseIterable, ExpressibleByArgument {
    case zh, en

    /// Chinese unless the environment asks for another language.
    static var fromEnvironment: Language {
        let environment = ProcessInfo.processInfo.environment
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.filter { !$0.isEmpty }
        guard let name = names.first else { return .zh }
        return name.hasPrefix("zh") || name == "C" || name == "C.UTF-8" || name == "POSIX" ? .zh : .en
    }

    func text(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
}
