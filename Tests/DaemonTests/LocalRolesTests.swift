import Daemon
import Enforcement
import Foundation
import TestSupport
import Testing

@Suite("Roles of local users")
struct LocalRolesTests {
    private let roles = LocalRoles(["wang": .officer, "registry": .registrar, "court": .auditor])

    @Test("root is admin, whatever the configuration says")
    func root() {
        let root = LocalRoles([:]).roles(uid: 0, user: "root") { _ in false }
        #expect(root == [.admin])
        #expect(Caller(user: "root", uid: 0, roles: root).may([.registrar]))
    }

    @Test("a user has the roles of the name and of every group")
    func groups() {
        #expect(roles.roles(uid: 7, user: "wang") { $0 == "registry" } == [.officer, .registrar])
        #expect(roles.roles(uid: 7, user: "li") { $0 == "court" } == [.auditor])
        #expect(roles.roles(uid: 7, user: "li") { _ in false } == [])
    }

    @Test("a role allows what it names and nothing else; an admin may everything")
    func may() {
        let officer = Caller(user: "wang", uid: 7, roles: [.officer])
        #expect(officer.may([.officer, .reviewer]) && !officer.may([.registrar]) && !officer.may([]))
        #expect(Caller(user: "a", uid: 8, roles: [.admin]).may([.registrar]))
    }

    @Test("local_roles is read from the configuration, and by default the group zhichao is admin")
    func configuration() throws {
        let directory = try TemporaryDirectory()
        func load(_ roles: String) throws(ConfigurationError) -> LocalRoles {
            let path = directory.path + "/zhichaod.yaml"
            try? "data_dir: x\n\(roles)\n".write(toFile: path, atomically: true, encoding: .utf8)
            return try MainFile.load(path).localRoles
        }
        #expect(try load("") == .byDefault)
        #expect(try load("local_roles: {}") == LocalRoles([:]))
        #expect(
            try load("local_roles: { wang: officer, court: auditor }")
                == LocalRoles(["wang": .officer, "court": .auditor])
        )
        #expect(throws: ConfigurationError.self) { try load("local_roles: { wang: king }") }
        let many = (0...LocalRoles.entriesMax).map { "u\($0): officer" }.joined(separator: ", ")
        #expect(throws: ConfigurationError.self) { try load("local_roles: { \(many) }") }
    }

    @Test("the accounts of this machine are found, and who has none gets a name all the same")
    func accounts() {
        let root = UnixAccount(uid: 0, gid: 0)
        #expect(root.name == "root" && root.isInGroup("root") && !root.isInGroup("no-such-group"))
        let nobody = UnixAccount(uid: 4_000_000_000, gid: 4_000_000_000)
        #expect(nobody.name == "uid:4000000000" && !nobody.isInGroup("root"))
    }
}
