import ArgumentParser
import Programs

/// The station side: publishes made-up, recorded or forwarded readings to a daemon.
@main
struct ZhichaoStation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zhichao-station",
        abstract: "The station side of zhichao: publishes readings to the daemon.",
        discussion: """
            Example:
              zhichao-station simulate --seed 7 --stations 3 --rate 5 --for 60s
              zhichao-station replay recorded.mon.txt --format mon --rebase now
              zhichao-station forward /srv/wim --spool /var/spool/zhichao

            Exit codes: 0 done or stopped, 2 usage, 69 the daemon is not there or takes nothing, 74 a file cannot be read \
            or the spool not be written, 78 a key file cannot be used.
            """,
        subcommands: [Simulate.self, Replay.self, Forward.self]
    )

    static func main() {
        Program.run(ZhichaoStation.self)
    }
}
