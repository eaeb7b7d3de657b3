import Law
import Units

// What the sections of rule packs have in common.
extension ConfigurationMapping {
    /// A section that is a mapping.
    func section<Section>(_ name: String, _ read: (ConfigurationMapping) -> Section?) -> Section? {
        optional(name)?.mapping(read) ?? nil
    }

    /// A section that is a list of mappings; an empty one would say nothing.
    func rules<Rule>(_ name: String, _ read: (ConfigurationMapping) -> Rule?) -> [Rule] {
        guard let node = optional(name) else { return [] }
        let list = node.list()
        if list.isEmpty, node.isList { node.problem("is empty; leave it out, or say something") }
        return list.compactMap { $0.mapping(read) ?? nil }
    }

    func kilograms(_ name: String) -> Kilograms? { required(name)?.integer(in: 1...500_000).map { Kilograms($0) } }

    func millimetres(_ name: String) -> Millimetres? {
        optional(name)?.integer(in: 1...100_000).map { Millimetres($0) }
    }

    var dimensions: OuterDimensions {
        OuterDimensions(
            length: millimetres("length_mm"),
            width: millimetres("width_mm"),
            height: millimetres("height_mm")
        )
    }
}
