import Testing
import Units

@Suite struct SpanTests {
    @Test(arguments: [
        ("250ms", 250), ("30s", 30_000), ("5m", 300_000), ("20h", 72_000_000), ("0s", 0), ("8784h", 31_622_400_000),
    ])
    func spans(text: String, milliseconds: Int64) {
        #expect(Milliseconds(text: text) == Milliseconds(milliseconds))
    }

    @Test(arguments: ["", "30", "s", "1.5s", "-1s", "1 s", "1d", "8785h", "9999999999999s", "٣s", "1S"])
    func noSpan(text: String) {
        #expect(Milliseconds(text: text) == nil)
    }
}
