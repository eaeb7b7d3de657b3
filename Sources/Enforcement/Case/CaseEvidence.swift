public import Readings

extension CaseStep {
    /// What a case rests on, as far as a step asks for it.
    public enum Evidence: Hashable, Sendable {
        /// The case is on-site, where officers have weighed and seen, or the step asks for none.
        case notAsked
        /// What devices have seen without anybody there.
        case offSite(OffSiteEvidence)
    }

    /// What a case of an off-site system rests on (行政处罚法 Art. 41): a valid reading, the plate seen, and a front and a rear
    /// or side picture whose digests match.
    public struct OffSiteEvidence: Hashable, Sendable {
        /// A picture of the passage that carries the case.
        public struct Picture: Hashable, Sendable {
            /// Whether it is there.
            public enum Condition: Hashable, Sendable {
                /// It is stored, and was what its digest says.
                case stored
                /// It is asked for.
                case wanted
                /// It cannot be had.
                case lost
                /// It was stored, and its file is not there any more, or is something else.
                case damaged
            }

            /// What it shows.
            public var view: View
            /// Whether it is there.
            public var condition: Condition

            /// Describes a picture.
            public init(view: View, condition: Condition) {
                (self.view, self.condition) = (view, condition)
            }
        }

        /// Whether the reading that carries the case is an overload on evidence now.
        public var isReadingValid: Bool
        /// Whether a camera has read the case's plate in that passage.
        public var isPlateSeen: Bool
        /// The pictures of that passage.
        public var pictures: [Picture]

        /// Puts evidence together.
        public init(isReadingValid: Bool, isPlateSeen: Bool, pictures: [Picture]) {
            self.isReadingValid = isReadingValid
            self.isPlateSeen = isPlateSeen
            self.pictures = pictures
        }
    }
}

extension CaseStep.OffSiteEvidence {
    /// What is missing, and what to do about each.
    var faults: [StepFault] {
        var faults: [StepFault] = []
        if !isReadingValid {
            faults.append(
                StepFault(
                    "evidence/reading",
                    "缺少有效称重：承载本案的称重已不构成证据上的超限（行政处罚法第四十一条），应不予立案",
                    "is missing: the weighing that carries the case is no overload on evidence any more; dismiss the case"
                )
            )
        }
        if !isPlateSeen {
            faults.append(
                StepFault(
                    "evidence/plate",
                    "缺少号牌：没有抓拍识别到本案号牌，应等待补传或不予立案",
                    "is missing: no camera has read the case's plate; wait for late readings, or dismiss the case"
                )
            )
        }
        let front = fault("evidence/front", "车头照片", "a picture of the front", [.front])
        let other = fault("evidence/rear-or-side", "车尾或侧面照片", "a picture of the rear or the side", [.rear, .side])
        return faults + [front, other].compactMap(\.self)
    }

    private func fault(_ part: String, _ zh: String, _ en: String, _ views: [View]) -> StepFault? {
        let found = pictures.filter { views.contains($0.view) }
        if found.contains(where: { $0.condition == .stored }) { return nil }
        if found.contains(where: { $0.condition == .wanted }) {
            return StepFault(
                part,
                "缺少\(zh)：正在向站点调取，取到后再立案；站点离线时请恢复站点",
                "is missing: \(en) is being fetched from the station; confirm when it is there, and see to the station where it "
                    + "is silent"
            )
        }
        if found.contains(where: { $0.condition == .damaged }) {
            return StepFault(
                part,
                "缺少\(zh)：已存的文件缺失或与摘要不符；请运行 zhichao verify，并从备份恢复",
                "is missing: the stored file of \(en) is gone or is not what its digest says; run zhichao verify and restore it "
                    + "from a backup"
            )
        }
        if !found.isEmpty {
            return StepFault(
                part,
                "缺少\(zh)：站点已无法提供（见案件的媒体列表），应不予立案",
                "is missing: the station cannot give \(en) any more (the case's media say why); dismiss the case"
            )
        }
        return StepFault(
            part,
            "缺少\(zh)：没有抓拍记录列出这样的照片，应检查站点的相机，等待补传或不予立案",
            "is missing: no camera reading lists \(en); check the station's cameras, wait for late readings, or dismiss the case"
        )
    }
}
