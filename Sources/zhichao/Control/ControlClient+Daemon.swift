import Programs
import Storage

extension ControlClient {
    /// Makes sure that a daemon runs, for what only it can do.
    ///
    /// - Parameter why: why nobody else can.
    static func requireDaemon(of directory: String, _ lang: Language, why: String) throws {
        guard !WriterLock.isHeld(directory: directory) else { return }
        throw Refusal(
            .unavailable,
            lang.text(
                "zhichaod 没有运行，此操作只能由它完成（\(why)）；请先启动 zhichaod（systemctl start zhichaod），然后再试",
                "zhichaod does not run, and only it can do this (\(why)); start it (systemctl start zhichaod) and try again"
            )
        )
    }
}
