import Readings
import Registry
import TestSupport
import Testing
import Units

@Suite("registers as they were known at an instant")
struct AsKnownTests {
    private let code = "91350100M000100Y43"
    private let later = Given.noon + .hours(1)

    @Test("a change that is imported later is not known before; what it replaced is")
    func company() throws {
        let registry = try GivenRegistry()
        try registry.take(.companies, "credit_code,name,valid_from\n\(code),旧名,2020-01-01\n")
        try registry.take(.companies, "credit_code,name,valid_from\n\(code),新名,2020-01-01\n", at: later)
        func name(_ instant: Instant) throws -> String? {
            try registry.reader.asKnown(at: instant).company(code, on: GivenRegistry.today)?.name
        }
        #expect(try name(Given.noon + .hours(-1)) == nil)
        #expect(try name(Given.noon) == "旧名")
        #expect(try name(later) == "新名")
        #expect(try registry.reader.company(code, on: GivenRegistry.today)?.name == "新名")
    }

    @Test("a period that a later import has cut is whole before it, and each part is once")
    func vehicle() throws {
        let registry = try GivenRegistry()
        try registry.take(.vehicles, "plate,colour,certificate,valid_from\n豫A10001,yellow,C-1,2020-01-01\n")
        try registry.take(
            .vehicles,
            "plate,colour,certificate,valid_from,valid_until\n豫A10001,yellow,C-2,2026-06-01,2026-12-31\n",
            at: later
        )
        func certificate(_ instant: Instant, _ day: CivilDate, _ colour: PlateColour = .yellow) throws -> String? {
            try registry.reader.asKnown(at: instant).vehicle("豫A10001", colour: colour, on: day)?.certificate
        }
        #expect(try certificate(Given.noon, day("2026-11-23")) == "C-1")
        #expect(try certificate(later, day("2026-11-23")) == "C-2")
        #expect(try certificate(later, day("2026-11-23"), .unknown) == "C-2")
        #expect(try certificate(later, day("2026-05-31")) == "C-1")
        #expect(try certificate(later, day("2027-01-01")) == "C-1")
        #expect(try certificate(later, day("2026-11-23"), .blue) == nil)
    }

    @Test("drivers by either number, loading sites by id")
    func driverAndSite() throws {
        let registry = try GivenRegistry()
        try registry.take(.drivers, "licence,qualification,name,valid_from\n11010519491231002X,Q1,王小明,2020-01-01\n")
        try registry.take(.sites, "site,name,site_kind,valid_from\nYT-1,某料场,source,2020-01-01\n")
        let known = registry.reader.asKnown(at: later)
        #expect(try known.driver("Q1", on: GivenRegistry.today)?.name == "王小明")
        #expect(try known.driver("11010519491231002X", on: GivenRegistry.today)?.name == "王小明")
        #expect(try known.site("YT-1", on: GivenRegistry.today)?.name == "某料场")
        #expect(try registry.reader.asKnown(at: Given.noon + .hours(-1)).site("YT-1", on: GivenRegistry.today) == nil)
    }
}
