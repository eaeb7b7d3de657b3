import Glibc

/// libarchive reads and writes names in the locale of the thread. Ours are UTF-8, and a daemon has the locale "C".
enum NameLocale {
    private struct Handle: @unchecked Sendable {
        let locale: locale_t?
    }

    /// C.UTF-8 is part of Debian's libc; where it is missing, names that are not ASCII are refused by libarchive.
    private static let utf8 = Handle(locale: newlocale(1 << LC_CTYPE, "C.UTF-8", nil))

    /// Does something with the thread's locale set, and sets it back: the thread is not ours.
    static func with<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard let locale = utf8.locale else { return try body() }
        let old = uselocale(locale)
        defer { _ = uselocale(old) }
        return try body()
    }
}
