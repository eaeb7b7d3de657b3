import CaseStore
import Documents
import Enforcement
import Law
import Units

extension CopyTo {
    /// 抄告函: the five groups of Order 62 Art. 44 on paper; what is open is a place to be filled in.
    func letter(_ referral: Referral) -> OfficialLetter {
        OfficialLetter(
            name: "\(referral.id).pdf",
            title: referral.form.chinese,
            number: referral.number,
            recipient: referral.toZh,
            paragraphs: [
                "依据\(referral.article)，现将下列违法超限运输案件的处理情况抄告你单位，请依法处理。"
            ],
            sections: [
                .facts("一、车辆", vehicleFacts), .facts("二、驾驶人", driverFacts),
                .facts("三、货物装载源头", loadingFacts), .facts("四、处理决定", decisionFacts),
                .facts("五、其他材料", otherFacts),
            ],
            day: referral.issued,
            term: .due(referral.due),
            code: "\(referral.number) \(referral.id)"
        )
    }

    private var vehicleFacts: [(String, String?)] {
        [
            ("号牌号码", vehicle.plate), ("号牌颜色", Wording.colour(vehicle.plateColour)),
            ("车辆类型", Wording.form(vehicle.type)), ("道路运输证号", vehicle.certificate),
            ("所属企业", vehicle.companyName), ("信用代码", vehicle.company),
        ]
    }

    private var driverFacts: [(String, String?)] {
        [
            ("姓名", driver.name), ("驾驶证号", driver.licence), ("从业资格证号", driver.qualification),
            ("所属企业", driver.company),
        ]
    }

    private var loadingFacts: [(String, String?)] {
        [
            ("源头单位", loading.siteName), ("编号或地点", loading.site), ("货物", loading.cargo),
            ("检测单编号", loading.slip),
        ]
    }

    private var decisionFacts: [(String, String?)] {
        let sanction = decision.number.map { _ in decision.fineYuan.map { "罚款 \($0) 元" } ?? "警告" }
        return [
            ("决定书文号", decision.number), ("处罚", sanction), ("决定日期", Wording.moment(decision.at)),
            ("结案日期", Wording.moment(decision.closedAt)),
        ]
    }

    private var otherFacts: [(String, String?)] {
        [
            ("案号", other.number), ("检测时间", Wording.time(other.at)), ("检测站点", other.station),
            ("认定质量", Wording.mass(Kilograms(other.assessedKg))), ("限值", Wording.mass(Kilograms(other.limitKg))),
            ("超限质量", Wording.mass(Kilograms(other.excessKg))),
            ("已卸载", other.unloadedKg.map { Wording.mass(Kilograms($0)) } ?? "未卸载"),
            ("证据记录", "\(other.records) 条"),
        ]
    }
}
