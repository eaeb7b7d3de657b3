import ArgumentParser
import CaseStore
import Daemon
import Enforcement
import Law
import Programs
import Units

struct SubjectsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subjects",
        abstract: "一超四罚的主体档案 / vehicles, drivers, companies and loading sites.",
        discussion: """
            Example:
              zhichao subjects list vehicles --near
              zhichao subjects show vehicles 豫A12345
            """,
        subcommands: [SubjectsListCommand.self, SubjectsShowCommand.self]
    )
}

struct SubjectsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "一年内有违法的主体，次数多者在前 / those with a violation within the year, most of them first.",
        discussion: """
            Example:
              zhichao subjects list vehicles
              zhichao subjects list companies --on 2026-06-30 --json
              zhichao subjects list drivers --near

            KIND: vehicles, drivers, companies, sites。--near 只列再有一次即超过规定的。
            The counts are of the rolling year that ends on the day. --near: only those of
            which one more would cross a threshold.
            """
    )

    @Argument(help: ArgumentHelp("主体种类 / what sort.", valueName: "KIND"), transform: readSubjectKind)
    var kind: PenaltySubject = .vehicle

    @Option(help: "截止日 / the last day of the year; default today.", transform: readDay)
    var on: CivilDate?

    @Flag(help: "只列临界的 / only those of which one more would cross.")
    var near = false

    @Option(help: "最多个数 / at most so many.")
    var limit = 50

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run() throws {
        let reader = try CaseReader(directory: options.dataDirectory())
        let subjects = try reader.subjects(kind, on: on ?? SystemClock.now().day, onlyNear: near, limit: limit)
        if options.json {
            for subject in subjects { print(try SubjectLine(subject).jsonText) }
            return
        }
        let lang = options.lang
        let table = TextTable([
            (kind.name(lang), .left, 30), (lang.text("已生效", "effective"), .right, 9),
            (lang.text("含未决", "provisional"), .right, 11), (lang.text("涉及车辆", "trucks"), .right, 8),
            (lang.text("未结移送", "open referrals"), .right, 14),
        ])
        print(table.header)
        for subject in subjects {
            print(
                table.row([
                    subject.subject.name(lang), "\(subject.counts.effective)", "\(subject.counts.provisional)",
                    "\(subject.trucks)", "\(subject.referrals)",
                ])
            )
        }
    }
}

struct SubjectsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "一个主体的年度时间线、两种年度的次数和移送 / a year's timeline, both ways of counting, referrals.",
        discussion: """
            Example:
              zhichao subjects show vehicles 豫A12345
              zhichao subjects show vehicles 豫A12345 --colour yellow
              zhichao subjects show drivers 410184199001010001
              zhichao subjects show companies 91350100M000100Y43 --json
              zhichao subjects show sites YT-7 --on 2026-06-30

            ID：号牌、驾驶证号（或从业资格证号）、统一社会信用代码、货运源头单位编号。
            ID: a plate, a licence (or qualification) number, a credit code, a site's id.
            """
    )

    @Argument(help: ArgumentHelp("主体种类 / what sort.", valueName: "KIND"), transform: readSubjectKind)
    var kind: PenaltySubject

    @Argument(help: ArgumentHelp("号牌或编号 / who.", valueName: "ID"))
    var id: String

    @Option(help: "号牌颜色 / the plate's colour, where several vehicles have the number.")
    var colour: String?

    @Option(help: "截止日 / the day of the counts; default today.", transform: readDay)
    var on: CivilDate?

    @OptionGroup var options: CommonOptions

    func run() throws {
        let configuration = try DaemonConfiguration.load(options.config)
        let reader = try CaseReader(directory: configuration.main.dataDirectory)
        let day = on ?? SystemClock.now().day
        guard let dossier = try reader.subject(subject(in: reader)) else {
            throw Refusal(
                .no,
                options.lang.text("\(id)：没有计入的案件，也没有移送", "\(id): no case counts for it, and no referral names it")
            )
        }
        let answer = SubjectAnswer(dossier, rules: configuration.rules.rules(on: day), on: day)
        if options.json {
            print(try answer.jsonText)
        } else {
            for line in SubjectText(answer, dossier, options.lang).lines { print(line) }
        }
    }

    /// A plate alone will do where only one vehicle of that number has violations.
    private func subject(in reader: CaseReader) throws -> CountedSubject {
        guard kind == .vehicle else { return CountedSubject(kind, id.uppercased()) }
        let (plate, said) = CountedSubject.parts(ofVehicle: id)
        if let colour = colour ?? said { return .vehicle(plate: plate, colour: colour) }
        let known = try reader.colours(ofPlate: plate)
        guard known.count <= 1 else {
            throw Refusal(
                .no,
                options.lang.text(
                    "号牌 \(plate) 有多种颜色（\(known.joined(separator: "、"))），请用 --colour 指明",
                    "\(plate) is there in several colours (\(known.joined(separator: ", "))): say which with --colour"
                )
            )
        }
        return .vehicle(plate: plate, colour: known.first ?? "unknown")
    }
}

/// Reads a kind of subject from the command line, in the singular or the plural.
@Sendable
func readSubjectKind(_ argument: String) throws -> PenaltySubject {
    switch argument {
    case "vehicle", "vehicles": .vehicle
    case "driver", "drivers": .driver
    case "company", "companies": .company
    case "site", "sites", "loading-site", "loading-sites": .loadingSite
    default: throw ValidationError("no such kind: \(argument); it is vehicles, drivers, companies or sites")
    }
}

extension PenaltySubject {
    func name(_ lang: Language) -> String { lang.text(chinese, english) }
}

extension CountedSubject {
    /// For people: a vehicle with its colour in words.
    func name(_ lang: Language) -> String {
        guard kind == .vehicle else { return key.isEmpty ? lang.text("（已到期删除）", "(erased)") : key.escaped }
        let (plate, colour) = CountedSubject.parts(ofVehicle: key)
        return "\(plate.escaped)  \(lang.plateColour(colour ?? "unknown"))"
    }
}

/// What `subjects list --json` gives a line.
private struct SubjectLine: Encodable {
    let kind: String
    let id: String
    let effective: Int
    let provisional: Int
    let trucks: Int
    let openReferrals: Int

    enum CodingKeys: String, CodingKey {
        case kind, id, effective, provisional, trucks
        case openReferrals = "open_referrals"
    }

    init(_ summary: SubjectSummary) {
        kind = summary.subject.kind.rawValue
        id = summary.subject.key
        (effective, provisional) = (summary.counts.effective, summary.counts.provisional)
        (trucks, openReferrals) = (summary.trucks, summary.referrals)
    }
}
