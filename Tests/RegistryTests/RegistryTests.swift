import Registry
import Testing

@Suite("Registers")
struct RegistryTests {
    @Test("there are seven kinds")
    func kinds() { #expect(RegisterKind.allCases.count == 7) }
}
