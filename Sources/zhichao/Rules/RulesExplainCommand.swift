import ArgumentParser
import Daemon
import FeedContract
import Foundation
import Law
import Programs
import RuleQuery
import Units

struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "认定一辆车 / what the law says of one described vehicle, and why.",
        discussion: """
            Example:
              zhichao rules explain --axle-code 159 --gross-kg 52300 --json
              zhichao rules explain --gross-kg 33000 --axles 4 --form rigid
              zhichao rules explain --gross-kg 26000 --spacings-mm null,3800,1350
              zhichao rules explain --stdin < vehicles.jsonl > answers.jsonl

            Options and keys have the same names: --gross-kg is gross_kg. Lists are comma-separated, from the front; what is not known is null or left out.
            """
    )

    @OptionGroup var options: CommonOptions
    @OptionGroup var described: DescribedVehicle

    @Flag(help: "每行一个 JSON 对象，逐行作答 / one JSON object a line in, one a line out, in order.")
    var stdin = false

    @Flag(help: "与 --stdin 同用：附理由 / with --stdin: explain each answer.")
    var explanation = false

    func validate() throws {
        if stdin, !described.isEmpty {
            throw ValidationError("--stdin takes the vehicles from its lines, not from options")
        }
        if explanation, !stdin {
            throw ValidationError("--explanation goes with --stdin; one vehicle is always explained")
        }
    }

    func run() throws {
        if stdin {
            var stream = ExplainStream(rules: try options.rules(), withExplanation: explanation)
            return try stream.run()
        }
        let query: VehicleQuery
        do throws(InvalidQuery) {
            query = try QueryDecoder().decode(try described.json)
        } catch {
            throw Refusal(.usage, error.faults.map(described.words).joined(separator: "\n"))
        }
        let determination = try options.rules().determine(
            query.vehicle,
            weighing: query.weighing,
            on: query.day ?? SystemClock.now().day
        )
        if options.json {
            print(String(decoding: AnswerWriter.answer(determination, withExplanation: true), as: UTF8.self))
        } else {
            for line in DeterminationText(determination, options.lang).lines { print(line) }
        }
    }
}
