import Readings
import Units

/// What law.md §1 says of axles, in the few lines that the tests need.
enum Annex {
    /// The highest limit of each axle-type code in dialect b.
    static let limits = [
        "12": 18_000, "11": 18_000, "15": 25_000, "112": 25_000, "122": 27_000, "115": 31_000, "125": 36_000,
        "152": 35_000, "1222": 36_000, "155": 43_000, "1125": 43_000, "129": 42_000, "1522": 43_000, "11222": 43_000,
        "159": 49_000, "1155": 49_000, "1129": 46_000, "11522": 49_000,
    ]

    /// The code of groups derived from spacings and tyres; `nil` for groups that have no digit here.
    static func code(of axles: [Axle]) -> String? {
        var groups: [[Axle]] = []
        for axle in axles {
            if let spacing = axle.spacing, spacing < Millimetres(1_800), let last = groups.last, last.count < 3 {
                groups[groups.count - 1].append(axle)
            } else {
                groups.append([axle])
            }
        }
        let digits = groups.map { group -> String? in
            switch (group.count, Set(group.map(\.tyres))) {
            case (1, [.single]): "1"
            case (1, [.dual]): "2"
            case (2, [.dual]): "5"
            case (3, [.dual]): "9"
            default: nil
            }
        }
        return digits.contains(nil) ? nil : digits.compactMap(\.self).joined()
    }
}
