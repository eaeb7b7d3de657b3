import Dispatch

/// Asks the service manager for more time while the stores are opened: a migration of a large one takes as long as it takes.
final class OpeningTime {
    /// Between two requests.
    private static let interval = 10
    /// What is asked for each time.
    private static let asked = Duration.seconds(60)
    /// Requests at most, two hours of them: what takes longer hangs.
    private static let requestsMax = 720

    private let timer: any DispatchSourceTimer

    /// Begins to ask.
    init(_ manager: ServiceManager) {
        timer = DispatchSource.makeTimerSource(queue: .global())
        var requests = 0
        timer.setEventHandler {
            requests += 1
            guard requests <= OpeningTime.requestsMax else { return }
            manager.extendTimeout(by: OpeningTime.asked)
        }
        timer.schedule(deadline: .now() + .seconds(OpeningTime.interval), repeating: .seconds(OpeningTime.interval))
        timer.resume()
        manager.status("opens the stores")
    }

    /// Everything is open.
    func end() { timer.cancel() }

    deinit { timer.cancel() }
}
