package import CaseStore
import Documents
import Enforcement
import Law
import Readings
package import Registry
import Units

/// The letters of referrals (移送函、抄告函、案件移送书) as PDF, names in full: they are for those who work on cases.
///
/// Nothing of a letter is kept: it follows from the referral, its cases, and what the registers said when these last changed,
/// which they still know. So the same state gives the same bytes, and what retention erases is in no forgotten file.
package struct ReferralLetters {
    private let registers: RegistryReader?

    /// - Parameter registers: `nil` where there are none; what only they know is open then.
    package init(_ registers: RegistryReader?) { self.registers = registers }

    /// The letter of a referral.
    ///
    /// - Throws: `TypesettingError`.
    package func pdf(_ file: ReferralFile) throws -> [UInt8] { try document(file).bytes }

    func document(_ file: ReferralFile) throws -> Document {
        switch (file.referral.form, file.dossier) {
        case (.copyTo, let dossier?): try CopyTo(dossier, registers).letter(file.referral).pdf()
        case (.handOver, let dossier?): try HandOverLetter.letter(file.referral, dossier).pdf()
        case (.penalty, _), (_, nil):
            try ReferralLetter.letter(file.referral, cases: file.cases, subject: subject(of: file)).pdf()
        }
    }

    /// Whom it is about, as the registers had it when the letter was written.
    private func subject(of file: ReferralFile) -> [(String, String?)] {
        let (referral, key) = (file.referral, file.referral.subject.key)
        let registers = registers?.asKnown(at: file.writtenAt)
        let day = referral.countedDay ?? file.cases.last?.act.lowerBound.day ?? referral.issued
        switch referral.subject.kind {
        case .vehicle:
            let (plate, colour) = CountedSubject.parts(ofVehicle: key)
            let known = colour.flatMap(PlateColour.init(rawValue:)) ?? .unknown
            let entry = try? registers?.vehicle(plate, colour: known, on: day)
            let company = entry?.company.flatMap { try? registers?.company($0, on: day)?.name }
            return [
                ("号牌号码", plate), ("号牌颜色", Wording.colour(colour)),
                ("车辆类型", Wording.form(entry?.form.rawValue)), ("道路运输证号", entry?.certificate),
                ("所属企业", company), ("信用代码", entry?.company),
            ]
        case .driver:
            let entry = try? registers?.driver(key, on: day)
            return [
                ("姓名", entry?.name), ("证件号码", key), ("驾驶证号", entry?.licence),
                ("从业资格证号", entry?.qualification),
                ("所属企业", entry?.company.flatMap { try? registers?.company($0, on: day)?.name }),
                ("信用代码", entry?.company),
            ]
        case .company:
            let entry = try? registers?.company(key, on: day)
            return [
                ("企业名称", entry?.name), ("信用代码", key), ("经营许可证号", entry?.licence),
                ("货运车辆数", referral.fleet.map { "\($0)" }),
            ]
        case .loadingSite:
            let entry = try? registers?.site(key, on: day)
            return [
                ("单位名称", entry?.name), ("编号", key), ("类别", entry?.kind.map(chinese)), ("地址", entry?.address),
                ("经营企业", entry?.company.flatMap { try? registers?.company($0, on: day)?.name }),
                ("信用代码", entry?.company),
            ]
        }
    }

    private func chinese(_ kind: SiteEntry.Kind) -> String {
        switch kind {
        case .freightStation: "货运站"
        case .source: "货运源头单位"
        }
    }
}
