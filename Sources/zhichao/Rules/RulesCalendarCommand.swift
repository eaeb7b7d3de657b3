import ArgumentParser
import Daemon
import Foundation
import Law
import Programs
import Units

struct RulesCalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "工作日与一年的起止 / working days, and where a year begins and ends.",
        discussion: """
            Example:
              zhichao rules calendar --from 2026-02-12 --working-days 7
              zhichao rules calendar --from 2026-02-12 --deadline copy-to
              zhichao rules calendar --rolling-year 2025-03-01
              zhichao rules calendar --anchored-year 2026-05-01 --issued 2019-08-31
            """
    )

    @OptionGroup var options: CommonOptions

    @Option(help: "起算日，当日不计 / the day on which a term begins, not counted itself.", transform: readDay)
    var from: CivilDate?

    @Option(help: "工作日数 / the term in working days.")
    var workingDays: Int?

    @Option(help: "期限名称 / a deadline of the rules in place of working days: copy-to, decision, service, payment, ….")
    var deadline: String?

    @Option(help: "违法行为日 / the day of a violation: its rolling year.", transform: readDay)
    var rollingYear: CivilDate?

    @Option(help: "违法行为日 / the day of a violation: the anchored year that holds it.", transform: readDay)
    var anchoredYear: CivilDate?

    @Option(help: "初次发证日 / the day on which the certificate was first issued.", transform: readDay)
    var issued: CivilDate?

    func validate() throws {
        let asked = [from != nil, rollingYear != nil, anchoredYear != nil].count { $0 }
        let terms = [workingDays != nil, deadline != nil].count { $0 }
        guard asked == 1, terms == (from == nil ? 0 : 1), (anchoredYear != nil) == (issued != nil) else {
            throw ValidationError(
                "give one of: --from with --working-days or --deadline, --rolling-year, --anchored-year with --issued"
            )
        }
        if let workingDays, !(0...WorkingCalendar.workingDaysMax).contains(workingDays) {
            throw ValidationError("--working-days takes 0 to \(WorkingCalendar.workingDaysMax)")
        }
    }

    func run() throws {
        if let from, let workingDays {
            try show(["day": try options.calendar().day(workingDays, workingDaysAfter: from)])
        } else if let from, let deadline {
            let calendar = try options.calendar()
            try show(["day": try found(deadline, on: from).due(from: from, calendar: calendar)])
        } else if let rollingYear {
            try show(LegalYear.rolling(from: rollingYear))
        } else if let anchoredYear, let issued {
            guard let year = LegalYear.anchored(holding: anchoredYear, issued: issued) else {
                throw Refusal(
                    .no,
                    options.lang.text(
                        "\(anchoredYear) 早于发证日 \(issued)",
                        "\(anchoredYear) is before the issue, \(issued)"
                    )
                )
            }
            try show(year)
        }
    }

    /// A deadline of the rules in force on the day on which it begins.
    private func found(_ name: String, on day: CivilDate) throws -> Deadline {
        let rules = try options.rules().rules(on: day)
        if let deadline = rules?.deadline(named: name) { return deadline }
        let known = rules?.deadlines.map { "\($0.rule.id)（\(options.lang.text($0.chinese, $0.english))）" } ?? []
        throw Refusal(
            .no,
            options.lang.text("\(day) 没有期限 \(name)", "no deadline \(name) on \(day)")
                + (known.isEmpty ? "" : options.lang.text("；可用：", "; known: ") + known.joined(separator: ", "))
        )
    }

    private func show(_ year: LegalYear) throws {
        try show(["first": year.first, "last": year.last])
    }

    private func show(_ days: [String: CivilDate]) throws {
        guard options.json else {
            print(days.sorted { $0.key < $1.key }.map(\.value.description).joined(separator: " – "))
            return
        }
        print(try days.jsonText)
    }
}
