import Law
import TestSupport
import Testing

@Suite("Number plates (GA 36-2018; §6)")
struct PlateTests {
    @Test(
        "valid plates of each pattern",
        arguments: [
            ("豫A12345", PlatePattern.ordinary), ("豫VA1B2C", .ordinary), ("京AJ0000", .ordinary), ("琼Z9HN8M", .ordinary),
            ("豫A1234挂", .trailer), ("豫AB12C挂", .trailer), ("豫A12345D", .largeNewEnergy), ("豫A00000F", .largeNewEnergy),
            ("豫AD12345", .smallNewEnergy), ("豫AK1234F", nil), ("豫AKA1234", .smallNewEnergy),
            ("豫AJ01234", .smallNewEnergy),
            ("豫A1234学", .marked), ("豫A1234警", .marked), ("粤Z1234港", .marked), ("粤ZAB12澳", .marked),
        ] as [(String, PlatePattern?)]
    )
    func valid(plate: String, pattern: PlatePattern?) {
        #expect(PlatePattern(of: plate) == pattern)
    }

    @Test(
        "what fits none: near misses of length, letters and province",
        arguments: [
            "", "豫", "豫A", "豫A1234", "豫A123456", "豫A1234567", "豫I12345", "豫AI2345", "豫A1234I", "豫A1O345", "豫a12345",
            "A12345豫",
            "台A12345", "豫A12345G", "豫A1234D5", "豫AL12345", "豫AI12345", "豫A挂1234", "豫A123挂", "豫A12345挂", "豫A1234使",
            "豫A12 45",
            "豫A１２３４５", "豫OA1234I", "豫A1234\u{0301}5",
        ]
    )
    func invalid(plate: String) {
        #expect(PlatePattern(of: plate) == nil)
    }

    @Test("every province, every office letter but I, every serial character but I and O")
    func alphabets() {
        let provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
        #expect(provinces.count == 31)
        for province in provinces { #expect(PlatePattern(of: "\(province)A12345") == .ordinary) }
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
            #expect((PlatePattern(of: "豫\(letter)12345") == .ordinary) == (letter != "I"), "\(letter)")
            #expect((PlatePattern(of: "豫A1\(letter)345") == .ordinary) == !"IO".contains(letter), "\(letter)")
            #expect(
                (PlatePattern(of: "豫A\(letter)12345") == .smallNewEnergy) == "ABCDEFGHJK".contains(letter),
                "\(letter)"
            )
            #expect((PlatePattern(of: "豫A12345\(letter)") == .largeNewEnergy) == "DF".contains(letter), "\(letter)")
        }
    }
}

@Suite("Unified Social Credit Codes (GB 32100-2015; §6)")
struct CreditCodeTests {
    @Test("GB 32100-2015: law.md's example, and one of every check character by its own sum")
    func valid() {
        #expect(CreditCode.isValid("91350100M000100Y43"))
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        // Only one of the 31 characters is the right check.
        #expect(alphabet.count { CreditCode.isValid("91350100M000100Y4\($0)") } == 1)
    }

    @Test(
        "near misses: one character changed, two swapped, a letter that is not used, length, case",
        arguments: [
            "91350100M000100Y44", "91350100M000100Y34", "19350100M000100Y43", "91350100M00010OY43",
            "91350100I000100Y43",
            "91350100M000100Y4", "91350100M000100Y433", "91350100m000100y43", "", "91350100M000100Y４３",
        ]
    )
    func invalid(code: String) {
        #expect(!CreditCode.isValid(code))
    }

    @Test("any single wrong character of a valid code is found", arguments: Seeds.run(ci: 20))
    func singleErrors(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let head = String((0..<17).map { _ in random.pick(alphabet) })
        guard let check = alphabet.first(where: { CreditCode.isValid(head + String($0)) }) else {
            Issue.record("seed \(seed): no check character for \(head)")
            return
        }
        let valid = Array(head + String(check))
        for place in valid.indices {
            for other in alphabet where other != valid[place] {
                var wrong = valid
                wrong[place] = other
                #expect(!CreditCode.isValid(String(wrong)), "seed \(seed): \(String(wrong))")
            }
        }
    }
}

@Suite("Citizen numbers (GB 11643; §6)")
struct CitizenNumberTests {
    @Test("GB 11643: law.md's example")
    func valid() {
        #expect(CitizenNumber.isValid("11010519491231002X"))
    }

    @Test(
        "near misses: check, digits, a day that does not exist, length, case",
        arguments: [
            "110105194912310021", "11010519491231003X", "11010519491232002X", "11010519490229002X", "1101051949123100X",
            "110105194912310020X", "11010519491231002x", "1101051949123100２X", "X1010519491231002X", "",
        ]
    )
    func invalid(number: String) {
        #expect(!CitizenNumber.isValid(number))
    }

    @Test("a day that does not exist is not valid, whatever the check says")
    func impossibleDay() {
        let stem = "41010119900230001"
        #expect("0123456789X".allSatisfy { !CitizenNumber.isValid(stem + String($0)) })
        #expect("0123456789X".count { CitizenNumber.isValid("41010119900228001" + String($0)) } == 1)
    }
}
