import Law
import Readings
import Registry
import Testing
import Units

@Suite("Registers: every kind")
struct KindTests {
    private let registry: GivenRegistry
    private let today = GivenRegistry.today
    private let company = "91350100M000100Y43"

    init() throws { registry = try GivenRegistry() }

    @Test("vehicles, every column, with Chinese and with English headings")
    func vehicles() throws {
        let chinese = """
            车牌号,车牌颜色,车辆形式,驱动轴数,驱动轴双胎,空气悬架,宽胎,车辆种类,行驶证总质量,核定载质量,整备质量,企业信用代码,\
            营运证号,营运证初领日期,生效日期,失效日期
            豫A12345,黄,半挂牵引车,2,是,否,是,冷藏车,49000,32000,16500,\(company),410101000001,2019-08-31,2026-01-01,长期
            """
        let english = """
            plate,colour,form,drive_axles,drive_dual,air_suspension,wide_tyres,vehicle_kind,licence_mass_kg,\
            rated_load_kg,kerb_mass_kg,company,certificate,certificate_issued,valid_from,valid_until
            豫A12345,yellow,articulated,2,yes,no,YES,Refrigerated,49000,32000,16500,\(company.lowercased()),\
            410101000001,20190831,2026/1/1,
            """
        #expect(try registry.take(.vehicles, chinese).added == 1)
        #expect(try registry.take(.vehicles, english).unchanged == 1)
        let vehicle = try #require(try registry.reader.plate("豫A12345", colour: .yellow, on: today).vehicle)
        #expect(vehicle.form == .articulated && vehicle.driveAxles == 2 && vehicle.driveDual == true)
        #expect(vehicle.airSuspension == false && vehicle.wideTyres == true && vehicle.kind == .refrigerated)
        #expect(vehicle.licenceMass == Kilograms(49_000) && vehicle.ratedLoad == Kilograms(32_000))
        #expect(vehicle.kerbMass == Kilograms(16_500) && vehicle.company == company)
        #expect(vehicle.certificate == "410101000001" && vehicle.certificateIssued == day("2019-08-31"))
        #expect(vehicle.validity == ValidityPeriod(from: day("2026-01-01")))
        #expect(vehicle.registration.form == .articulated && vehicle.registration.licenceMass == Kilograms(49_000))
    }

    @Test("a colour that was not seen finds the vehicle when exactly one has the number")
    func colours() throws {
        try registry.take(.vehicles, "plate,colour\n豫A11111,yellow\n豫A22222,yellow\n豫A22222,blue\n")
        let reader = registry.reader
        #expect(try reader.plate("豫A11111", colour: .unknown, on: today).vehicle?.colour == .yellow)
        #expect(try reader.plate("豫A11111", colour: .blue, on: today).vehicle == nil)
        #expect(try reader.plate("豫A22222", colour: .unknown, on: today).vehicle == nil)
        #expect(try reader.plate("豫A22222", colour: .blue, on: today).vehicle?.colour == .blue)
        #expect(try reader.plate("豫A11111", colour: .yellow, on: day("2026-11-22")).vehicle == nil)
    }

    @Test("drivers are found by licence and by qualification; a citizen number is checked")
    func drivers() throws {
        let report = try registry.take(
            .drivers,
            """
            驾驶证号,从业资格证号,姓名,资格证初领日期,企业信用代码
            11010519491231002x,Q1,张三,2020-05-01,\(company)
            ,Q2,李四,,
            110105194912310021,,王五,,
            ,,赵六,,
            """
        )
        #expect(report.added == 2 && report.rejects.map(\.line) == [4, 5])
        #expect(report.rejects[0].column == "驾驶证号" && report.rejects[1].column.isEmpty)
        let driver = try #require(try registry.reader.driver("11010519491231002X", on: today))
        #expect(driver.name == "张三" && driver.qualificationIssued == day("2020-05-01"))
        #expect(try registry.reader.driver("Q1", on: today) == driver)
        #expect(try registry.reader.driver("Q2", on: today)?.driver == "Q2")
        #expect(try registry.reader.driver("Q3", on: today) == nil)
    }

    @Test("a company's fleet is what it declares, else its registered trucks, else unknown")
    func fleets() throws {
        try registry.take(.companies, "统一社会信用代码,企业名称,申报车辆数\n\(company),甲,\n")
        let reader = registry.reader
        #expect(try reader.fleet(of: company, on: today) == .unknown)
        try registry.take(
            .vehicles,
            """
            plate,colour,form,company,valid_until
            豫A00001,yellow,articulated,\(company),
            豫A00002,yellow,,\(company),2026-11-30
            豫A0003挂,yellow,,\(company),
            豫A00004,yellow,bus,\(company),
            豫A00005,yellow,rigid,,
            """
        )
        #expect(try reader.fleet(of: company, on: today) == .derived(2))
        #expect(try reader.fleet(of: company, on: day("2026-12-01")) == .derived(1))
        try registry.take(.companies, "credit_code,name,declared_fleet\n\(company),甲,120\n")
        #expect(try reader.fleet(of: company, on: today) == .declared(120))
        #expect(try reader.company(company, on: today)?.name == "甲")
        #expect(try reader.company(company, on: day("2020-01-01")) == nil)
    }

    @Test("sites")
    func sites() throws {
        let report = try registry.take(
            .sites,
            "编号,名称,类型,区县代码,地址,企业信用代码\nS1,\"北站, 货场\",货运站,410184,新村镇,\(company)\nS2,,煤矿,41018,,\n"
        )
        #expect(report.added == 1 && report.rejects.map(\.column) == ["类型", "区县代码"])
        let site = try #require(try registry.reader.site("S1", on: today))
        #expect(site.kind == .freightStation && site.name == "北站, 货场" && site.district == "410184")
    }

    @Test("instruments, one entry a certificate")
    func instruments() throws {
        let report = try registry.take(
            .instruments,
            """
            编号,准确度等级,检定证书号,检定日期,有效期至,最低速度,最高速度,偏载限值
            ZZ-113,5,豫计2025-0113,2025-01-10,2026-01-09,5,120,
            ZZ-113,5级,豫计2026-0113,2026-01-10,2027-01-09,5,120,200
            ZZ-114,3,豫计2026-0114,2026-01-10,2027-01-09,,,
            ZZ-115,1,豫计2026-0115,2026-01-10,,120,5,
            ZZ-116,1,豫计2026-0116,2026-01-10,2027-01-09,120,5,
            ZZ-117,10,豫计2026-0117,2026-01-10,2027-01-09,,,
            """
        )
        #expect(report.rejects.map { "\($0.line) \($0.column)" } == ["4 准确度等级", "5 有效期至", "6 最高速度"])
        let instruments = try registry.reader.instruments()
        #expect(instruments.map(\.certificate) == ["豫计2025-0113", "豫计2026-0113", "豫计2026-0117"])
        let speeds = MetresPerHour(kilometresPerHour: 5)...MetresPerHour(kilometresPerHour: 120)
        #expect(instruments[0].speeds == speeds && instruments[2].speeds == nil)
        #expect(instruments.map(\.imbalanceMax.rawValue) == [150, 200, 150])
        #expect(instruments[1].accuracyClass == "5" && instruments[1].validity.until == day("2027-01-09"))
    }

    @Test("permits of a plate that are valid on the day, with their route")
    func permits() throws {
        let report = try registry.take(
            .permits,
            """
            通行证号,车牌号,车牌颜色,挂车号牌,总质量,长,宽,高,站点,有效期起,有效期至
            P1,豫A12345,,豫A123挂,80000,25000,3000,4500,410184-07；410184-08,2026-11-01,2026-11-30
            P2,豫A12345,黄,,,,,,,2026-11-01,2026-11-30
            P3,豫A12345,蓝,,,,,,,2026-11-01,2026-11-30
            P4,豫A12345,,,,,,,,2026-11-01,
            P5,豫A12345,,,,,,,a b*,2026-11-01,2026-11-30
            """
        )
        #expect(report.rejects.map { "\($0.line) \($0.column)" } == ["5 有效期至", "6 站点"])
        let reader = registry.reader
        let found = try reader.plate("豫A12345", colour: .yellow, on: today).permits
        #expect(found.map(\.number) == ["P1", "P2"])
        #expect(found[0].stations == ["410184-07", "410184-08"] && found[0].trailerPlate == "豫A123挂")
        #expect(found[0].permit.mass == Kilograms(80_000) && found[0].dimensions.width == Millimetres(3_000))
        #expect(found[1].stations.isEmpty && found[1].mass == nil)
        #expect(try reader.plate("豫A12345", colour: .unknown, on: today).permits.count == 3)
        #expect(try reader.plate("豫A12345", colour: .unknown, on: day("2026-12-01")).permits.isEmpty)
    }

    @Test("the watchlist: without a colour it means any, and a plate may stand there for several reasons")
    func watchlist() throws {
        #expect(try !registry.reader.knowsAnyPlate())
        try registry.take(
            .watchlist,
            """
            车牌号,车牌颜色,原因,备注,失效日期
            豫A12345,黄,被盗抢,报案号 1,
            豫A12345,,遮挡号牌,,2026-12-31
            豫A12345,蓝,吊销营运证,,
            """
        )
        let reader = registry.reader
        func reasons(_ colour: PlateColour, _ on: CivilDate) throws -> [WatchEntry.Reason] {
            try reader.plate("豫A12345", colour: colour, on: on).watches.map(\.reason)
        }
        #expect(try reasons(.yellow, today) == [.coverUp, .stolen])
        #expect(try reasons(.green, today) == [.coverUp])
        #expect(try reasons(.unknown, today) == [.coverUp, .revokedCertificate, .stolen])
        #expect(try reasons(.yellow, day("2027-01-01")) == [.stolen])
        #expect(try reader.plate("豫A12345", colour: .yellow, on: today).watches[1].note == "报案号 1")
        #expect(try reader.knowsAnyPlate())
    }

    @Test("every kind tells its columns, and its table has them")
    func columns() throws {
        for kind in RegisterKind.allCases {
            #expect(kind.columns.suffix(2).map(\.name) == ["valid_from", "valid_until"])
            #expect(try registry.reader.rows(RegisterQuery(kind)).rows.isEmpty)
        }
        #expect(RegisterKind.vehicles.columns.filter(\.isRequired).map(\.name) == ["plate", "colour"])
    }
}
