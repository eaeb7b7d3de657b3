import Glibc

/// SIGINT and SIGTERM, waited for instead of handled, so that nothing runs in a signal handler.
struct Signals {
    private var set = sigset_t()

    /// Blocks the two on this thread and on those it starts from now on.
    init() {
        sigemptyset(&set)
        sigaddset(&set, SIGINT)
        sigaddset(&set, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for one of them.
    ///
    /// - Returns: false when there was none in that time.
    mutating func wait(milliseconds: Int) -> Bool {
        var limit = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
        return sigtimedwait(&set, nil, &limit) > 0
    }
}
