import Testing
import ZeroMQ

@Test func libraryIsTheOneOfDebian12OrNewer() {
    #expect(Library.version >= Library.Version(major: 4, minor: 3, patch: 4))
    #expect(Library.has("curve"))
    #expect(!Library.has("no such feature"))
}
