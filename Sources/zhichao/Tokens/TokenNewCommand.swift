import ArgumentParser
import Daemon
import Enforcement
import Programs
import Units

struct TokenNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "签发令牌 / makes a token and shows it, this once.",
        discussion: """
            Example:
              zhichao token new --role officer --district 410184 --expires 90d
              zhichao token new --role auditor --name court --expires never --json
              (umask 077; zhichao token new --role officer --json | jq -r .token > police.token)

            令牌只显示一次，库中只存其摘要；遗失则吊销后重新签发。区划可给多个，不给则
            不限区划。zhichaod 运行时由它签发，否则由本命令在锁下签发。

            Shown once; what is kept is a digest. Where one is lost, revoke it and make another.
            Without --district it is bound to none.
            """
    )

    @Option(
        help: ArgumentHelp("角色 / officer, reviewer, registrar, auditor or admin.", valueName: "ROLE"),
        transform: readRole
    )
    var role: Role

    @Option(help: ArgumentHelp("区划代码，可多次 / a district (GB/T 2260); repeatable.", valueName: "CODE"))
    var district: [String] = []

    @Option(help: ArgumentHelp("有效期 / how long it is good: 90d, 12h or never.", valueName: "SPAN"))
    var expires = "90d"

    @Option(help: ArgumentHelp("用途或持有人 / whose or what for; role and districts by default.", valueName: "NAME"))
    var name: String?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard expires == "never" || TokenNewCommand.span(expires) != nil else {
            throw ValidationError("--expires is a span of 1h to 3650d, as 90d or 12h, or never")
        }
        if let fault = order(at: SystemClock.now()).fault(at: SystemClock.now()) {
            throw ValidationError(options.lang.text(fault.zh, fault.en))
        }
    }

    func run() async throws {
        let made = try await TokenDesk(options).make(order(at: SystemClock.now()))
        if options.json {
            print(try made.jsonText)
            return
        }
        let about = made.about
        print(made.token)
        let until = about.expiresAt.map { "\($0)" } ?? options.lang.text("无期限", "for ever")
        print(
            options.lang.text(
                "令牌 \(about.id)（\(about.role.rawValue)），有效至 \(until)；只显示这一次，请妥善保存",
                "token \(about.id) (\(about.role.rawValue)), good until \(until); it is not shown again"
            )
        )
    }

    private func order(at now: Instant) -> TokenOrder {
        TokenOrder(
            name: name ?? ([role.rawValue] + district).joined(separator: " "),
            role: role,
            districts: Array(Set(district)).sorted(),
            expiresAt: TokenNewCommand.span(expires).map { now + $0 }
        )
    }

    private static func span(_ text: String) -> Milliseconds? {
        guard let count = Int64(text.dropLast()), count > 0 else { return nil }
        switch text.last {
        case "d" where count <= 3_650: return .hours(24 * Int64(count))
        case "h" where count <= 87_600: return .hours(Int64(count))
        default: return nil
        }
    }
}

/// Reads a role from the command line.
@Sendable
private func readRole(_ argument: String) throws -> Role {
    guard let role = Role(rawValue: argument) else {
        throw ValidationError("must be one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")): \(argument)")
    }
    return role
}
