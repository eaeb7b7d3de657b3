/// The words that a column takes, in both languages, and what each stands for in the register.
struct WordList: Sendable {
    private let meanings: [String: String]
    private let chinese: [String: String]
    /// What a clerk is told when his word is none of them.
    let offered: String

    /// Lists words; those of a meaning, the first of which is offered in messages beside the meaning itself.
    init(_ words: KeyValuePairs<String, [String]>) {
        var meanings: [String: String] = [:]
        for (meaning, spellings) in words {
            meanings[meaning] = meaning
            for spelling in spellings { meanings[spelling] = meaning }
        }
        self.meanings = meanings
        chinese = Dictionary(words.map { ($0.key, $0.value.first ?? $0.key) }, uniquingKeysWith: { first, _ in first })
        offered = words.map { "\($0.key) \($0.value.first ?? "")" }.joined(separator: ", ")
    }

    /// What a word stands for; English ones in any case.
    subscript(_ word: String) -> String? { meanings[word] ?? meanings[word.lowercased()] }

    /// A meaning as it is shown to people who read Chinese.
    func chinese(of meaning: String) -> String { chinese[meaning] ?? (meaning == "unknown" ? "未知" : meaning) }
}

extension WordList {
    /// Plate colours (GA 36-2018).
    static let colours = WordList([
        "yellow": ["黄色", "黄", "黄牌"], "blue": ["蓝色", "蓝", "蓝牌"],
        "yellow-green": ["黄绿色", "黄绿", "黄绿双拼", "黄绿双拼色", "黄绿牌"],
        "green": ["绿色", "绿", "绿牌", "渐变绿", "渐变绿色"],
        "black": ["黑色", "黑", "黑牌"], "white": ["白色", "白", "白牌"],
    ])

    /// Forms of vehicles that a register may say.
    static let forms = WordList([
        "rigid": ["载货汽车", "货车", "单体货车"], "articulated": ["铰接列车", "半挂牵引车", "半挂汽车列车", "半挂列车"],
        "centre-axle": ["中置轴挂车列车", "中置轴列车", "中置轴挂车"], "drawbar": ["全挂汽车列车", "全挂列车"],
        "bus": ["客车"], "car": ["小型客车", "小客车"],
    ])

    /// Kinds of vehicles with figures of their own.
    static let vehicleKinds = WordList([
        "ordinary": ["普通货车", "普通"], "low-speed": ["低速货车", "低速", "拖拉机"], "refrigerated": ["冷藏车", "冷藏"],
        "special-operation": ["专用作业车", "专项作业车", "专用作业"], "car-carrier": ["车辆运输车", "轿运车"],
    ])

    /// Kinds of loading sites (law.md §4).
    static let siteKinds = WordList(["freight-station": ["货运站", "货运站场"], "source": ["货运源头", "源头单位", "源头"]])

    /// Why a plate is looked out for.
    static let watchReasons = WordList([
        "stolen": ["被盗抢", "盗抢"], "revoked-certificate": ["吊销营运证", "营运证吊销", "吊销"],
        "wanted": ["涉案布控", "涉案", "布控"], "cover-up": ["遮挡号牌", "遮挡"],
    ])

    /// Accuracy classes (JJG 907-2006).
    static let accuracyClasses = WordList([
        "0.2": ["0.2级"], "0.5": ["0.5级"], "1": ["1级", "1.0"], "2": ["2级", "2.0"], "5": ["5级", "5.0"],
        "10": ["10级", "10.0"],
    ])

    /// Yes and no; what stands in the register is 1 and 0.
    static let flags = WordList([
        "yes": ["是", "有", "1", "y", "true", "t"], "no": ["否", "无", "0", "n", "false", "f"],
    ])
}
