import Foundation
import TestSupport
import Testing

extension RunningDaemon {
    /// Checks that `case.json` of every case, as its case file has it, is what the schema says, and that the schema refuses it
    /// with anything broken.
    func expectCasesFitSchema(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let python = try #require(Setting.python, "ZHICHAO_PYTHON is not set; use tools/test")
        let ids = try rows("SELECT id FROM case_file ORDER BY row", of: "cases.sqlite")
        let paths = try ids.enumerated().map { index, id in
            let file = directory.path + "/schema-\(index).zip"
            let exported = try zhichao("cases", "export", id, "--to", file)
            try #require(exported.status == 0, "\(exported)")
            let json = try RunningProgram.run("/usr/bin/unzip", ["-p", file, "case.json"])
            return try directory.write(json.output, to: "schema-\(index).json")
        }
        try #require(!paths.isEmpty)
        let script = Project.root.path + "/Tests/EndToEndTests/Scripts/case_schema.py"
        let schema = Project.root.path + "/Sources/CaseFile/Schema/case.schema.json"
        let answer = try RunningProgram.run(python, [script, schema] + paths)
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)", sourceLocation: sourceLocation)
    }
}
