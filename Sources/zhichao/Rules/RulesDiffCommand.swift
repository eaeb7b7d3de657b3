import ArgumentParser
import Daemon
import Foundation
import Law
import Programs
import RuleQuery
import Units

struct RulesDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "比较两个规则包 / which vehicles two rule packs judge differently.",
        discussion: """
            Example:
              zhichao rules diff cn-points-2016 cn-points-2022
              zhichao rules diff cn-order62-fines /tmp/fines.yaml --at 2026-11-23
              zhichao rules diff cn-settings /tmp/settings.yaml --vehicles v.jsonl

            Each pack, by its id or its file, takes the place of the packs of the configuration that rule the same
            sections, as if it were in force on the day. Compared are vehicles that touch every class of the law, or
            those of --vehicles: the lines of rules explain --stdin.
            """
    )

    @Argument(help: "规则包：编号或文件 / a pack, by id or file.")
    var first: String

    @Argument(help: "规则包：编号或文件 / the other pack.")
    var second: String

    @OptionGroup var options: CommonOptions

    @Option(help: "行为日 / the day of the acts; today by default.", transform: readDay)
    var at: CivilDate?

    @Option(help: "车辆描述文件，每行一个 JSON 对象 / described vehicles, one JSON object a line.")
    var vehicles: String?

    func run() throws {
        let book = try options.rules()
        let packs = try [first, second].map { try pack($0, in: book) }
        guard packs[0].sharesSection(with: packs[1]) else {
            throw Refusal(
                .no,
                options.lang.text("\(first) 与 \(second) 没有共同的内容，无法比较", "\(first) and \(second) rule nothing in common")
            )
        }
        let day = at ?? SystemClock.now().day
        let queries = try vehicles.map(read) ?? StandardVehicles.all.map { (nil, $0) }
        var differing = 0
        var rules: [CivilDate: [RulesInForce]] = [:]
        for (line, query) in queries {
            let day = query.day ?? day
            let ofDay = try rules[day] ?? packs.map { try self.rules(of: book, on: day, with: $0) }
            rules[day] = ofDay
            let answers = ofDay.map { $0.assess(query.vehicle, weighing: query.weighing) }
            let difference = Difference(query, line: line, answers[0], answers[1])
            guard !difference.changes.isEmpty else { continue }
            differing += 1
            print(options.json ? try difference.jsonText : difference.text)
        }
        guard !options.json else { return }
        print(
            options.lang.text(
                "\(queries.count) 辆车中 \(differing) 辆认定不同",
                "\(differing) of \(queries.count) vehicles come out differently"
            )
        )
    }

    private func rules(of book: RuleBook, on day: CivilDate, with pack: RulePack) throws -> RulesInForce {
        guard let rules = book.rules(on: day, with: pack) else {
            throw Refusal(.no, options.lang.text("\(day) 没有有效的质量限值", "no gross-mass limits are in force on \(day)"))
        }
        return rules
    }

    private func pack(_ name: String, in book: RuleBook) throws -> RulePack {
        if let pack = book.packs.first(where: { $0.id == name }) { return pack }
        guard FileManager.default.fileExists(atPath: name) else {
            let known = book.packs.map(\.id).joined(separator: ", ")
            throw Refusal(.no, "\(name): neither a file nor the id of a pack; packs are \(known)")
        }
        return try RulePackFile.load(name)
    }

    /// The vehicles of a file, with their lines.
    private func read(_ path: String) throws -> [(line: Int?, query: VehicleQuery)] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Refusal(.io, "\(path): cannot be read, or is not UTF-8")
        }
        let decoder = QueryDecoder()
        return try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            number,
            line in
            guard !line.allSatisfy(\.isWhitespace) else { return nil }
            do throws(InvalidQuery) {
                return (number + 1, try decoder.decode(String(line)))
            } catch {
                throw Refusal(.usage, "\(path):\(number + 1): \(error)")
            }
        }
    }
}

/// What comes out differently for one vehicle.
private struct Difference: Encodable {
    struct Change: Encodable {
        let key: String
        let first: ComparedValue
        let second: ComparedValue
    }

    /// The line of the file that describes the vehicle.
    let line: Int?
    let vehicle: String
    let changes: [Change]

    init(_ query: VehicleQuery, line: Int?, _ first: Assessment, _ second: Assessment) {
        self.line = line
        vehicle = query.words
        changes = zip(first.compared, second.compared).filter { $0.1 != $1.1 }.map {
            Change(key: $0.0, first: $0.1, second: $1.1)
        }
    }

    var text: String {
        let place = line.map { "\($0): " } ?? ""
        return "\(place)\(vehicle): " + changes.map { "\($0.key) \($0.first) → \($0.second)" }.joined(separator: ", ")
    }
}

/// A value of an answer, as JSON has it.
private enum ComparedValue: Equatable, Encodable, CustomStringConvertible {
    case number(Int?)
    case text(String)
    case flag(Bool)

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        }
    }

    var description: String {
        switch self {
        case .number(let number): number.map(String.init) ?? "null"
        case .text(let text): text
        case .flag(let flag): "\(flag)"
        }
    }
}

extension VehicleQuery {
    fileprivate var words: String {
        let spacings = vehicle.axles.dropFirst().compactMap(\.spacing?.rawValue)
        let size = vehicle.dimensions
        let parts = [
            vehicle.axleCode.map { "code \($0)" } ?? "\(vehicle.axles.count) axles", vehicle.cameraForm.rawValue,
            vehicle.driveAxles.map { "\($0) driven" }, vehicle.kind?.rawValue,
            vehicle.licenceMass.map { "licence \($0)" },
            spacings.isEmpty ? nil : "spacings " + spacings.map(String.init).joined(separator: "/"),
            vehicle.airSuspension == true ? "air" : nil,
            size.isEmpty
                ? nil
                : [size.length, size.width, size.height].map { $0.map { "\($0.rawValue)" } ?? "?" }.joined(
                    separator: "×"
                ),
            "\(weighing.gross)", weighing.accuracyClass.map { "class \($0)" },
            weighing.isAtEntrance ? "entrance" : weighing.isOnSite ? "on-site" : "off-site",
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }
}

extension Assessment {
    /// What is compared, in the words of the answer's keys.
    fileprivate var compared: [(String, ComparedValue)] {
        [
            ("limit_kg", .number(limit?.rawValue)), ("assessed_kg", .number(assessed.rawValue)),
            ("verdict", .text(verdict.rawValue)), ("warning", .flag(transport.warning)),
            ("fine_yuan", .number(transport.massFine?.rawValue)),
            ("fine_min_yuan", .number(transport.fine?.min.rawValue)),
            ("fine_max_yuan", .number(transport.fine?.max.rawValue)),
            ("police.fine_min_yuan", .number(police.fine?.min.rawValue)),
            ("police.fine_max_yuan", .number(police.fine?.max.rawValue)), ("points", .number(police.points)),
        ]
    }
}
