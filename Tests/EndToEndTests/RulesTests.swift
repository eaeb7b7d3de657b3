import Foundation
import TestSupport
import Testing

@Suite("zhichao rules", .timeLimit(.minutes(60)))
struct RulesTests {
    private static let config = Project.root.path + "/conf/zhichaod.yaml"

    private func rules(_ arguments: [String], input: String? = nil) throws -> (
        status: Int32, output: String, errors: String
    ) {
        try RunningProgram.run("zhichao", ["rules"] + arguments + ["--config", RulesTests.config], input: input)
    }

    private func json(_ text: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }

    @Test("explain: the example of the interfaces page, as JSON and in both languages")
    func explain() throws {
        let example = [
            "explain", "--axle-code", "159", "--gross-kg", "52300", "--drive-axles", "2", "--at", "2026-11-23",
        ]
        let answer = try rules(example + ["--json"])
        #expect(answer.status == 0 && answer.errors.isEmpty)
        let found = try json(answer.output)
        #expect(found["limit_kg"] as? Int == 49_000 && found["excess_kg"] as? Int == 3_300)
        #expect(found["excess_ratio"] as? Int == 673 && found["verdict"] as? String == "overloaded")
        #expect(found["rule"] as? String == "o62-annex-159-drive2" && found["fined_by"] as? String == "transport")
        #expect(
            (found["explanation"] as? [[String: String]])?.allSatisfy {
                $0.keys.sorted() == ["en", "source", "step", "zh"]
            } == true
        )
        #expect(try rules(example + ["--json"]).output == answer.output, "the same input gives the same bytes")
        #expect(try rules(example + ["--lang", "zh"]).output.contains("超过限值 3300 千克（6.73%）"))
        #expect(try rules(example + ["--lang", "en"]).output.contains("over by 3300 kg (6.73 %)"))
    }

    @Test("explain: every option says the same as its key")
    func options() throws {
        let line =
            #"{"at":"2022-03-31","gross_kg":52300,"loads_kg":[6800,9100,9100,9100,9100,9100],"spacings_mm":[null,3300,1350,7000,1310,1310],"tyres":[2,4,4,4,null,4],"axles":6,"axle_code":"157","dialect":"a","form":"centre-axle","drive_axles":2,"drive_dual":true,"air_suspension":false,"wide_tyres":true,"vehicle_kind":"refrigerated","licence_mass_kg":49000,"rated_load_kg":34000,"kerb_mass_kg":15000,"length_mm":17000,"width_mm":2550,"height_mm":4100,"weighing":"dynamic","instrument_class":"0.5","site_type":"21","registration":{"form":"articulated","drive_axles":1}}"#
        let streamed = try rules(["explain", "--stdin", "--explanation"], input: line + "\n")
        let described = try rules([
            "explain", "--json", "--at", "2022-03-31", "--gross-kg", "52300", "--loads-kg",
            "6800,9100,9100,9100,9100,9100",
            "--spacings-mm", "null,3300,1350,7000,1310,1310", "--tyres", "2,4,4,4,null,4", "--axles", "6",
            "--axle-code", "157",
            "--dialect", "a", "--form", "centre-axle", "--drive-axles", "2", "--drive-dual", "true", "--air-suspension",
            "false", "--wide-tyres", "true", "--vehicle-kind", "refrigerated", "--licence-mass-kg", "49000",
            "--rated-load-kg", "34000", "--kerb-mass-kg", "15000", "--length-mm", "17000", "--width-mm", "2550",
            "--height-mm", "4100", "--weighing", "dynamic", "--instrument-class", "0.5", "--site-type", "21",
            "--registration", #"{"form":"articulated","drive_axles":1}"#,
        ])
        #expect(described.output == streamed.output && !described.output.isEmpty, "\(described.errors)")
        #expect(try json(described.output)["limit_kg"] as? Int == 46_000)
    }

    @Test("explain --stdin: in order, a bad line answers with its error and the run goes on")
    func stream() throws {
        let long = #"{"gross_kg":1,"axle_code":""# + String(repeating: "1", count: 70_000) + #""}"#
        let lines = [
            #"{"gross_kg":18001,"axles":2,"at":"2026-11-23"}"#, "not json", "", #"{"axles":2}"#,
            #"{"gross_kg":1,"gros":2}"#, long, #"{"gross_kg":18000,"axles":2,"at":"2026-11-23"}"#,
        ]
        let answer = try rules(["explain", "--stdin"], input: lines.joined(separator: "\n"))
        #expect(answer.status == 0)
        let answers = try answer.output.split(separator: "\n").map(json)
        try #require(answers.count == lines.count)
        #expect(answers[0]["verdict"] as? String == "overloaded" && answers[0]["explanation"] == nil)
        #expect(answers[1...5].allSatisfy { $0.count == 1 && $0["error"] is String })
        #expect((answers[3]["error"] as? String)?.contains("/gross_kg missing") == true)
        #expect((answers[4]["error"] as? String)?.contains("/gros unknown key") == true)
        #expect((answers[5]["error"] as? String)?.contains("65536") == true)
        #expect(answers[6]["verdict"] as? String == "compliant")
    }

    @Test("explain --stdin answers 20 000 lines as it answers them one by one")
    func many() throws {
        let lines = (0..<20_000).map { #"{"gross_kg":\#(17_000 + $0 % 2_001),"axle_code":"12","at":"2026-11-23"}"# }
        let answers = try rules(["explain", "--stdin"], input: lines.joined(separator: "\n") + "\n").output.split(
            separator: "\n"
        )
        try #require(answers.count == lines.count)
        for (place, answer) in answers.enumerated() where place % 997 == 0 {
            let gross = 17_000 + place % 2_001
            #expect(answer.contains(#""verdict":"\#(gross > 18_000 ? "overloaded" : "compliant")""#))
            #expect(answer.contains(#""gross_kg":\#(gross),"#))
        }
    }

    @Test("explain: a description that is wrong is a usage error that names the option")
    func usage() throws {
        for (arguments, words) in [
            (["--axle-code", "159"], "--gross-kg: missing"), (["--gross-kg", "x"], "--gross-kg: cannot be read: x"),
            (["--gross-kg", "1", "--form", "lorry"], "--form: must be one of rigid"),
            (["--gross-kg", "1", "--tyres", "2,3"], "--tyres (1): must be 2, 4 or null"),
            (["--gross-kg", "1", "--stdin"], "--stdin takes the vehicles from its lines"),
            (["--gross-kg", "1", "--explanation"], "--explanation goes with --stdin"),
        ] {
            let answer = try rules(["explain"] + arguments)
            #expect(answer.status == 2 && answer.errors.contains(words), "\(answer.errors)")
        }
    }

    @Test("what cannot be written is an I/O error, not a success")
    func fullOutput() throws {
        for command in ["explain --gross-kg 1 --axles 2", "check", "calendar --rolling-year 2025-03-01"] {
            let line = "\(RunningProgram.directory)/zhichao rules \(command) --config \(RulesTests.config) > /dev/full"
            let found = try RunningProgram.run("/bin/sh", ["-c", line])
            #expect(found.status == 74 && found.errors.contains("standard output"), "\(command): \(found)")
        }
    }

    @Test("check: good packs are listed, a bad one is named with its line; the daemon refuses it, too")
    func check() throws {
        let good = try rules(["check", "--lang", "en"])
        #expect(good.status == 0 && good.output.contains("19 rule packs") && good.output.contains("cn-points-2016"))
        let directory = try TemporaryDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: Project.rules) {
            let text = try String(contentsOfFile: Project.rules + "/" + name, encoding: .utf8)
            try directory.write(
                text.replacing("fine_fraction: floor", with: "fine_fractions: floor"),
                to: "rules/" + name
            )
        }
        try FileManager.default.createDirectory(atPath: directory.path + "/stations", withIntermediateDirectories: true)
        let bad = try rules(["check", directory.path + "/rules"])
        #expect(bad.status == 78 && bad.errors.contains("settings.fine_fractions: unknown key"))
        let listed = try rules(["check", directory.path + "/rules", "--json"])
        let problems = try json(listed.output)["problems"] as? [Any]
        #expect(listed.status == 78 && problems?.count == 2)

        let path = try directory.write(
            "data_dir: data\nstations_dir: stations\nrules_dir: rules\n",
            to: "zhichaod.yaml"
        )
        for arguments in [["--check-config"], []] {
            let daemon = try RunningProgram.run("zhichaod", arguments + ["--config", path])
            #expect(daemon.status == 78 && daemon.errors.contains("settings.fine_fractions: unknown key"))
        }
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/data"), "nothing was begun by halves")
    }

    @Test("diff: which vehicles two packs judge differently, by id, by file, and of a list of vehicles")
    func diff() throws {
        let points = try rules(["diff", "cn-points-2016", "cn-points-2022", "--lang", "en"])
        #expect(
            points.status == 0 && points.output.contains("points 6 → 1")
                && points.output.contains("vehicles come out differently")
        )
        #expect(!points.output.contains("limit_kg"))
        let same = try rules(["diff", "cn-points-2022", "cn-points-2022", "--json"])
        #expect(same.status == 0 && same.output.isEmpty)

        let directory = try TemporaryDirectory()
        let text = try String(contentsOfFile: Project.rules + "/cn-transport-fines.yaml", encoding: .utf8)
        let changed = try directory.write(
            text.replacing("yuan_per_step: 500", with: "yuan_per_step: 400"),
            to: "fines.yaml"
        )
        let vehicles = try directory.write(
            #"{"gross_kg":20000,"axles":2}"# + "\n\n" + #"{"gross_kg":17000,"axles":2}"# + "\n",
            to: "vehicles.jsonl"
        )
        let listed = try rules(["diff", "cn-order62-fines", changed, "--vehicles", vehicles, "--json"])
        let lines = try listed.output.split(separator: "\n").map(json)
        #expect(lines.count == 1 && (lines.first?["changes"] as? [[String: Any]])?.first?["second"] as? Int == 800)
        #expect(lines.first?["line"] as? Int == 1)
        #expect(try rules(["diff", "cn-points-2016", "cn-2019-117-entrance"]).status == 1)
        #expect(try rules(["diff", "cn-points-2016", "no-such-pack"]).status == 1)
        #expect(try rules(["diff", "cn-points-2016", "cn-points-2022", "--at", "2010-01-01"]).status == 1)
    }
}
