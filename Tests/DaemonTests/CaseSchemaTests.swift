import CaseStore
import Enforcement
import Foundation
import Readings
import TestSupport
import Testing

@testable import Daemon

/// The JSON Schema of `case.json` says what the code says.
@Suite("the schema of a case")
struct CaseSchemaTests {
    /// As far as a schema is looked at here.
    private struct Node: Decodable {
        var properties: [String: Node]?
        var required: [String]?
        var `enum`: [String]?
        var items: Box?
        var propertyNames: Box?
        var defs: [String: Node]?

        enum CodingKeys: String, CodingKey {
            case properties, required, `enum`, items, propertyNames
            case defs = "$defs"
        }

        final class Box: Decodable {
            let node: Node

            init(from decoder: any Decoder) throws { node = try Node(from: decoder) }
        }
    }

    private func schema() throws -> Node {
        let path = Project.root.path + "/Sources/CaseFile/Schema/case.schema.json"
        return try JSONDecoder().decode(Node.self, from: try Data(contentsOf: URL(filePath: path)))
    }

    @Test("every word that a case can have is in it, and no other")
    func words() throws {
        let schema = try schema()
        let members = try #require(schema.properties)
        let defs = try #require(schema.defs)
        func expect(_ found: [String]?, _ wanted: [String]) { #expect(found.map(Set.init) == Set(wanted)) }
        expect(members["state"]?.enum, CaseState.allCases.map(\.rawValue))
        expect(members["basis"]?.enum, CaseOpening.Basis.allCases.map(\.rawValue))
        expect(members["plate_colour"]?.enum, PlateColour.allCases.map(\.rawValue))
        expect(members["fields"]?.propertyNames?.node.enum, CaseField.allCases.map(\.rawValue))
        expect(
            members["review"]?.items?.node.properties?["kind"]?.enum,
            ReviewMark.Kind.allCases.map(\.rawValue)
        )
        expect(defs["event"]?.properties?["kind"]?.enum, CaseEventKind.allCases.map(\.rawValue))
        expect(defs["medium"]?.properties?["state"]?.enum, CaseMedium.State.allCases.map(\.rawValue))
    }

    @Test("it has the members that the API's document has of a case")
    func members() throws {
        let schema = try schema()
        guard case .object(let members, _)? = SchemaComponents.all.first(where: { $0.0 == "Case" })?.1 else {
            Issue.record("the API's document has no case")
            return
        }
        #expect(schema.properties.map { Set($0.keys) } == Set(members.map(\.name)))
        #expect(schema.required.map(Set.init) == Set(members.filter(\.isRequired).map(\.name)))
    }
}
