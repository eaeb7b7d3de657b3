import Foundation
import TestSupport
import Testing

/// The letters of referrals, printed with the real programs.
extension FourPenaltiesTests {
    @Test("letters say what the registers said then: the same bytes whatever they say later, up or down")
    func letters() throws {
        let daemon = try begin(fleet: 10)
        try tellStory(daemon)
        let cases = try ids(daemon, FourPenaltiesTests.first)
        for id in cases { try decide(daemon, id) }
        let closed = try #require(cases.first)
        let close = try CaseDesk(daemon: daemon).take([try #require(CaseDesk.way(closed).last)])
        #expect(close.first?.status == 200, "\(close)")
        let evasion = try daemon.zhichao("cases", "amend", closed, "--set", "circumstances=evasion")
        #expect(evasion.status == 0, "\(evasion)")

        let vehicle = try letter(daemon, of: "form = 'penalty' AND kind = 'vehicle'", "first")
        for words in [
            "移送函", "郑超移〔", FourPenaltiesTests.first, "C-1", "豫通运输", FourPenaltiesTests.company, "共4件",
            "案件", "前送达", "回执", "第1页 共",
        ] {
            #expect(vehicle.text.contains(words), "\(words): \(vehicle.text)")
        }
        let copyTo = try letter(daemon, of: "form = 'copy-to'", "first")
        let groups = ["一、车辆", "二、驾驶人", "三、货物装载源头", "四、处理决定", "五、其他材料"]
        for words in groups + ["抄告函", "C-1", "豫通运输", "罚款 900 元", "〔未填〕"] {
            #expect(copyTo.text.contains(words), "\(words): \(copyTo.text)")
        }
        let handOver = try letter(daemon, of: "form = 'hand-over'", "first")
        #expect(handOver.text.contains("案件移送书") && handOver.text.contains("该案情节：逃避检测"), "\(handOver.text)")

        // The company has another name now; what was written stays.
        try daemon.directory.write(
            "credit_code,name,declared_fleet,valid_from\n\(FourPenaltiesTests.company),改名运输,10,2019-08-31\n",
            to: "renamed.csv"
        )
        let renamed = try daemon.zhichao("registry", "import", "companies", daemon.directory.path + "/renamed.csv")
        #expect(renamed.status == 0, "\(renamed)")
        #expect(try letter(daemon, of: "form = 'copy-to'", "second").bytes == copyTo.bytes)
        try expectInCaseFile(closed, daemon, [copyTo.bytes, handOver.bytes])
        try daemon.expectCasesFitSchema()
        #expect(daemon.stop() == 0)
        #expect(try letter(daemon, of: "form = 'copy-to'", "third").bytes == copyTo.bytes)
        #expect(try letter(daemon, of: "form = 'penalty' AND kind = 'vehicle'", "third").bytes == vehicle.bytes)
        #expect(try daemon.zhichao("referrals", "export", "R1999-000001").status == 1)
    }

    private func letter(
        _ daemon: RunningDaemon,
        of condition: String,
        _ name: String
    ) throws -> (bytes: Data, text: String) {
        let ids = try daemon.rows("SELECT id FROM referral WHERE \(condition) ORDER BY row", of: "cases.sqlite")
        let id = try #require(ids.first, "no referral with \(condition)")
        let directory = daemon.directory.path + "/" + name
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let answer = try daemon.zhichao("referrals", "export", id, "--to", directory)
        try #require(answer.status == 0, "\(answer)")
        let path = "\(directory)/\(id).pdf"
        let fonts = try RunningProgram.run("/usr/bin/pdffonts", [path]).output.split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains(" yes yes") }, "\(fonts)")
        let text = try RunningProgram.run("/usr/bin/pdftotext", ["-layout", path, "-"]).output
        let bytes = try Data(contentsOf: URL(filePath: path))
        // To be looked at, as `DocumentsTests` leaves its own.
        if let pages = ProcessInfo.processInfo.environment["ZHICHAO_PAGES"] {
            try bytes.write(to: URL(filePath: "\(pages)/\(id).pdf"))
        }
        return (bytes, text)
    }

    /// The case's own letters are in its case file, byte for byte, and the file is proved.
    private func expectInCaseFile(_ id: String, _ daemon: RunningDaemon, _ letters: [Data]) throws {
        let path = daemon.directory.path + "/closed.zip"
        #expect(try daemon.zhichao("cases", "export", id, "--to", path).status == 0)
        let unzipped = daemon.directory.path + "/closed"
        #expect(try RunningProgram.run("/usr/bin/unzip", ["-q", path, "-d", unzipped]).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: unzipped + "/documents")
        let found = names.compactMap { FileManager.default.contents(atPath: unzipped + "/documents/" + $0) }
        for letter in letters { #expect(found.contains(letter), "\(names)") }
        let key = daemon.directory.path + "/data/signing.pub"
        let proof = try daemon.zhichao("verify", path, "--public-key", key)
        #expect(proof.status == 0, "\(proof)")
    }
}
