import Foundation

/// A register of vehicles as a city's would be: every column filled, in no order of plates.
struct MadeUpVehicles {
    let count: Int

    private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
    /// Companies with right check characters.
    private static let companies = (0..<500).map { number in
        creditCode("91410100" + String(repeating: "0", count: 9 - String(number).count) + String(number))
    }

    /// A plate for each number below 34^5, each its own and far from that of the number before.
    func plate(_ number: Int) -> String {
        var rest = number &* 7_654_321 % 45_435_424
        var text = "豫A"
        for _ in 0..<5 {
            text.append(MadeUpVehicles.letters[rest % 34])
            rest /= 34
        }
        return text
    }

    /// One line in a thousand has a colour that there is none of.
    func line(_ number: Int) -> String {
        let colour = number % 1_000 == 999 ? "紫" : "黄"
        let company = MadeUpVehicles.companies[number % MadeUpVehicles.companies.count]
        return "\(plate(number)),\(colour),半挂牵引车,2,是,否,否,普通货车,49000,32000,16\(100 + number % 900),\(company),"
            + "4101\(10_000_000 + number),2019-08-31,2020-01-01,\n"
    }

    func write(to path: String) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let file = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileWriteUnknown) }
        var text =
            "车牌号,车牌颜色,车辆形式,驱动轴数,驱动轴双胎,空气悬架,宽胎,车辆种类,行驶证总质量,核定载质量,整备质量,"
            + "企业信用代码,营运证号,营运证初领日期,生效日期,失效日期\n"
        for number in 0..<count {
            text += line(number)
            if text.utf8.count > 1_000_000 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    private static func creditCode(_ beginning: String) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(beginning, weights).reduce(0) { $0 + (alphabet.firstIndex(of: $1.0) ?? 0) * $1.1 }
        return beginning + String(alphabet[(31 - sum % 31) % 31])
    }
}
