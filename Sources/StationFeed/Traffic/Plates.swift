/// Makes up plates that fit GA 36-2018.
package enum Plates {
    /// Letters of serials: without I and O, which look like digits.
    static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    /// The letters that follow 豫: Henan's cities, and V for Zhengzhou's second series.
    private static let henan = Array("ABCDEFGHJKLMNPQRSUV")
    /// Zhengzhou's own traffic is more than its share of the cities.
    private static let zhengzhou = Array("AAAV")
    /// The provinces around Henan, and those its long-distance trucks come from.
    private static let others = Array("冀晋鲁苏皖鄂陕浙粤辽")
    /// Every province's first cities.
    private static let cities = Array("ABCDEFGH")

    /// Province and city, `豫A`; Henan so many times in a thousand.
    static func region(henanPerThousand: Int, _ random: inout SplitMix64) -> String {
        guard random.chance(perThousand: henanPerThousand) else {
            return String([random.pick(others), random.pick(cities)])
        }
        return String(["豫", random.pick(random.chance(perThousand: 500) ? zhengzhou : henan)])
    }

    /// An ordinary plate, `豫A12K45`: five characters, of which up to two are letters.
    static func ordinary(_ region: String, _ random: inout SplitMix64) -> String {
        let lettered = [random.below(7), random.below(7)]
        var plate = region
        for place in 0..<5 {
            plate.append(lettered.contains(place) ? random.pick(letters) : digit(&random))
        }
        return plate
    }

    /// A large new-energy vehicle's plate, `豫A12345D`.
    static func largeElectric(_ region: String, _ random: inout SplitMix64) -> String {
        digits(5, behind: region, &random) + (random.chance(perThousand: 800) ? "D" : "F")
    }

    /// A small new-energy vehicle's plate, `豫AD12345`.
    static func smallElectric(_ region: String, _ random: inout SplitMix64) -> String {
        digits(5, behind: region + (random.chance(perThousand: 800) ? "D" : "F"), &random)
    }

    /// A trailer's plate, `豫A1234挂`.
    static func trailer(_ region: String, _ random: inout SplitMix64) -> String {
        digits(4, behind: region, &random) + "挂"
    }

    /// A plate as a recogniser gets it wrong: one character of the serial is another.
    package static func misread(_ plate: String, _ random: inout SplitMix64) -> String {
        var characters = Array(plate)
        let place = random.within(2...(characters.count - 1))
        let right = characters[place]
        repeat {
            characters[place] = random.chance(perThousand: 600) ? digit(&random) : random.pick(letters)
        } while characters[place] == right
        return String(characters)
    }

    private static func digits(_ count: Int, behind start: String, _ random: inout SplitMix64) -> String {
        (0..<count).reduce(into: start) { text, _ in text.append(digit(&random)) }
    }

    private static func digit(_ random: inout SplitMix64) -> Character {
        Character(Unicode.Scalar(UInt8(ascii: "0") + UInt8(random.below(10))))
    }
}

/// Ordinary plates of which no two are the same.
struct DistinctPlates: Sendable {
    private var used: Set<String> = []

    /// The next plate, three in four from Henan.
    mutating func next(_ random: inout SplitMix64) -> String {
        next(&random) { Plates.ordinary(Plates.region(henanPerThousand: 750, &$0), &$0) }
    }

    /// The next plate of a kind, of which there must be far more than are asked for.
    mutating func next(_ random: inout SplitMix64, draw: (inout SplitMix64) -> String) -> String {
        var plate = draw(&random)
        while !used.insert(plate).inserted { plate = draw(&random) }
        return plate
    }
}
