import Readings

/// The members of one kind of object, ready for look-up: the header's where it has one, then its own.
struct MemberTable<Member: Field>: @unchecked Sendable {
    let words: WordTable
    /// A bit for each member that must be there.
    let required: UInt32
    /// How many of the members are the header's.
    let headerCount: Int
    // Written in `init` only, and never freed.
    private let headers: UnsafePointer<HeaderField>
    private let members: UnsafePointer<Member>

    /// Makes the table; a member of `alsoRequired` is required whatever it says of itself.
    init(_: Member.Type, header: Bool = false, alsoRequired: [Member] = []) {
        let head = header ? Array(HeaderField.allCases) : []
        let own = Array(Member.allCases)
        words = WordTable(head.map(\.rawValue) + own.map(\.rawValue))
        var required = UInt32(1 << head.count) - 1
        for (index, member) in own.enumerated()
        where member.isRequired || alsoRequired.contains(where: { $0.rawValue == member.rawValue }) {
            required |= 1 << UInt32(head.count + index)
        }
        let headers = UnsafeMutablePointer<HeaderField>.allocate(capacity: head.count)
        headers.initialize(from: head, count: head.count)
        let members = UnsafeMutablePointer<Member>.allocate(capacity: own.count)
        members.initialize(from: own, count: own.count)
        (self.required, headerCount) = (required, head.count)
        (self.headers, self.members) = (UnsafePointer(headers), UnsafePointer(members))
    }

    /// The header's member with an index of `words` below `headerCount`.
    @inline(__always)
    func header(_ index: Int) -> HeaderField { headers[index] }

    /// The member with an index of `words` that is not the header's.
    @inline(__always)
    subscript(_ index: Int) -> Member { members[index - headerCount] }

    /// The name of the member with an index of `words`.
    func name(_ index: Int) -> String {
        index < headerCount ? header(index).rawValue : self[index].rawValue
    }
}

/// One table for each kind of object.
enum Tables {
    static let weigh = MemberTable(WeighField.self, header: true)
    static let camera = MemberTable(CameraField.self, header: true)
    static let unknown = MemberTable(NoField.self, header: true)
    static let firstAxle = MemberTable(AxleField.self)
    static let axle = MemberTable(AxleField.self, alsoRequired: [.spacing])
    static let dimensions = MemberTable(DimensionField.self)
    static let inspection = MemberTable(InspectionField.self)
    static let officer = MemberTable(OfficerField.self)
    static let driver = MemberTable(DriverField.self)
    static let medium = MemberTable(MediumField.self)
}

/// One list for each enumerated string.
enum Vocabulary {
    static let weighingKind = Choices(WeighingKind.self)
    static let direction = Choices(Direction.self)
    static let quality = Choices(QualityFlag.self)
    static let dataStatus = Choices(DataStatus.self)
    static let plateColour = Choices(PlateColour.self)
    static let view = Choices(View.self)
    static let form = Choices(RecognisedForm.self)
}
