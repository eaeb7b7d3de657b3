import FeedContract
public import Law
import Units

/// Writes what the law says of a query as one JSON object; equal determinations give equal bytes.
public enum AnswerWriter {
    /// The answer as one line without its end.
    ///
    /// - Parameter withExplanation: whether the ordered steps are written, too.
    public static func answer(_ determination: Determination, withExplanation: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        append(determination, withExplanation: withExplanation, to: &bytes)
        return bytes
    }

    /// Writes the answer behind what a buffer holds.
    public static func append(_ determination: Determination, withExplanation: Bool, to buffer: inout [UInt8]) {
        var writer = JSONWriter()
        writer.answer(determination, withExplanation: withExplanation)
        buffer.append(contentsOf: writer.written)
    }

    /// Writes the answer to a line that is no query.
    public static func append(error: InvalidQuery, to buffer: inout [UInt8]) {
        var writer = JSONWriter()
        writer.raw(#"{"error":"#)
        writer.string(error.description)
        writer.byte("}")
        buffer.append(contentsOf: writer.written)
    }
}

extension JSONWriter {
    fileprivate mutating func answer(_ determination: Determination, withExplanation: Bool) {
        raw(#"{"at":"#)
        string(determination.day.description)
        raw(",")
        result(determination.assessment)
        raw(#","milder_later":"#)
        if let later = determination.milder {
            raw(#"{"effective_from":"#)
            string(later.from.description)
            raw(#","milder_in":"#)
            list(later.milderIn) { $0.string($1.rawValue) }
            raw(",")
            result(later.assessment)
            byte("}")
        } else {
            raw("null")
        }
        if withExplanation {
            raw(#","explanation":"#)
            list(determination.explanation) { writer, step in writer.step(step) }
        }
        byte("}")
    }

    private mutating func result(_ assessment: Assessment) {
        raw(#""axles":"#)
        integer(assessment.axles)
        raw(#","axle_code":"#)
        string(assessment.code?.description)
        raw(#","groups":"#)
        groups(assessment)
        raw(#","form":"#)
        string(assessment.form.rawValue)
        raw(#","form_from":"#)
        string(assessment.formOrigin.rawValue)
        raw(#","limit_kg":"#)
        integer(assessment.limit?.rawValue)
        raw(#","gross_kg":"#)
        integer(assessment.gross.rawValue)
        raw(#","assessed_kg":"#)
        integer(assessment.assessed.rawValue)
        raw(#","excess_kg":"#)
        integer(assessment.excess?.rawValue)
        raw(#","excess_ratio":"#)
        integer(assessment.excessRatio?.rawValue)
        raw(#","verdict":"#)
        string(assessment.verdict.rawValue)
        raw(#","reasons":"#)
        list(assessment.reasons) { $0.string($1.rawValue) }
        raw(#","rule":"#)
        string(assessment.rule?.id)
        raw(#","article":"#)
        string(assessment.rule?.source.description)
        raw(#","unknowns":"#)
        list(assessment.unknowns) { $0.string($1.rawValue) }
        raw(#","findings":"#)
        list(assessment.findings) { $0.string($1.rawValue) }
        raw(#","axle_groups":"#)
        list(assessment.groups) { $0.axleGroup($1) }
        consequences(assessment)
    }

    private mutating func consequences(_ assessment: Assessment) {
        raw(#","transport":{"warning":"#)
        boolean(assessment.transport.warning)
        raw(#","fine_yuan":"#)
        integer(assessment.transport.massFine?.rawValue)
        range(assessment.transport.fine)
        raw(#"},"police":{"overload_ratio":"#)
        integer(assessment.police.overloadRatio?.rawValue)
        range(assessment.police.fine)
        raw(#","points":"#)
        integer(assessment.police.points)
        raw(#"},"fined_by":"#)
        string(assessment.finedBy.rawValue)
    }

    private mutating func range(_ range: FineRange?) {
        raw(#","fine_min_yuan":"#)
        integer(range?.min.rawValue)
        raw(#","fine_max_yuan":"#)
        integer(range?.max.rawValue)
    }

    /// The groups as digits of dialect b, null for one whose tyres are not known; null where the groups are not known.
    private mutating func groups(_ assessment: Assessment) {
        guard let grouping = assessment.grouping else { return raw("null") }
        list(0..<grouping.count) { writer, group in
            guard let code = assessment.code else { return writer.raw("null") }
            writer.byte("\"")
            writer.integer(Int(code[group].rawValue))
            writer.byte("\"")
        }
    }

    private mutating func axleGroup(_ group: GroupAssessment) {
        raw(#"{"first_axle":"#)
        integer(group.axles.lowerBound + 1)
        raw(#","axles":"#)
        integer(group.axles.count)
        raw(#","load_kg":"#)
        integer(group.load.rawValue)
        raw(#","limit_kg":"#)
        integer(group.limit?.rawValue)
        raw(#","rule":"#)
        string(group.rule?.id)
        byte("}")
    }

    private mutating func step(_ step: ExplanationStep) {
        raw(#"{"step":"#)
        string(step.step)
        raw(#","zh":"#)
        string(step.zh)
        raw(#","en":"#)
        string(step.en)
        raw(#","source":"#)
        string(step.source)
        byte("}")
    }

    private mutating func list<Elements: Collection>(
        _ elements: Elements,
        _ write: (inout JSONWriter, Elements.Element) -> Void
    ) {
        byte("[")
        for (place, element) in elements.enumerated() {
            if place > 0 { byte(",") }
            write(&self, element)
        }
        byte("]")
    }
}
