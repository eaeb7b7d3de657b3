import Foundation
import TestSupport
import Testing

@Suite("Requests to the API", .timeLimit(.minutes(60)))
struct APIRequestTests {
    @Test("path tricks, huge headers and bodies; conditional requests, two people, and repetitions")
    func requests() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        try site.openCases()
        let facts = ["admin": try site.token("admin"), "reviewer": try site.token("reviewer")]
        for part in ["paths", "huge", "conditional", "two_people", "repeated"] {
            try site.run("requests.py", [part], facts: facts)
        }
        #expect(site.daemon.program.isRunning && !site.daemon.program.log.contains("a request failed"))
        try site.daemon.expectVerified()
    }

    @Test("slow clients are closed, 2 000 idle ones hold up nobody")
    func slow() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        let facts = ["admin": try site.token("admin")]
        try site.run("requests.py", ["idle"], facts: facts)
        try site.run("requests.py", ["loris"], facts: facts)
    }

    @Test("the document is true to what is served: schemathesis finds no 5xx, no undocumented answer, no other schema")
    func document() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        try site.openCases()
        let python = try #require(Setting.python)
        // Cases that there are, so that more than the way to a 404 is tried.
        let id = try #require(try site.daemon.cases().first).id
        try site.daemon.directory.write("[parameters]\n\"path.id\" = \"\(id)\"\n", to: "schemathesis.toml")
        let examples = Setting.number("EXAMPLES") ?? 12
        // It leaves its notes where it runs.
        let answer = try RunningProgram.run(
            "/bin/sh",
            [
                "-c", "cd \"$0\" && exec \"$@\"", site.daemon.directory.path,
                URL(fileURLWithPath: python).deletingLastPathComponent().path + "/schemathesis", "run",
                site.daemon.http + "/api/v1/openapi.json", "--header",
                "Authorization: Bearer \(try site.token("admin"))", "--checks",
                "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                "--max-examples", "\(examples)", "--exclude-path", "/api/v1/stream", "--request-timeout", "70",
                "--phases", "examples,coverage,fuzzing", "--seed", "1", "--no-color",
            ]
        )
        let tested = answer.output.split(separator: "\n").filter {
            $0.contains("perations") || $0.contains("Test cases")
        }
        print("schemathesis: \(tested.joined(separator: "; "))")
        #expect(answer.status == 0, "\(answer.output.suffix(12_000))\(answer.errors.suffix(2_000))")
        #expect(site.daemon.program.isRunning)
    }
}
