/// One message under examination: its tape, and what was found wrong so far.
///
/// Reading goes on after a fault, so that all of them are reported. The readers in the extensions return `nil` for
/// a value that they rejected (or that may be null and is). Everything that words a fault is kept out of line:
/// a valid message pays for the checks only.
struct Examination {
    let tape: Tape
    private(set) var faults: [Fault] = []
    /// Indices of the unknown keys of the objects that are open, the innermost object's last.
    var unknownKeys: [Int]

    /// Begins with an emptied list that an earlier examination may have used, so that none is allocated.
    init(tape: Tape, unknownKeys: [Int]) {
        self.tape = tape
        self.unknownKeys = unknownKeys
    }

    /// Records a fault of the value at `index`.
    @inline(never)
    mutating func reject(_ index: Int, _ reason: @autoclosure () -> String) {
        // Before the pointer, which costs a walk: twenty thousand faults would be a quadratic affair.
        guard !isFull else { return }
        reject(pointer: tape.pointer(to: index), reason())
    }

    /// Records what the value at `index` must do and does not.
    @inline(never)
    mutating func reject(_ index: Int, must rule: @autoclosure () -> String) {
        guard !isFull else { return }
        reject(pointer: tape.pointer(to: index), Reasons.must(rule(), tape, index))
    }

    /// Records a fault; beyond the limit it adds nothing to a message that is rejected already.
    @inline(never)
    mutating func reject(pointer: String, _ reason: String) {
        if !isFull { faults.append(Fault(pointer: pointer, reason: reason)) }
    }

    private var isFull: Bool { faults.count >= FeedLimits.faults }

    /// Gives each known member of the object at `object` to `take`, with its index in the table and its value's.
    ///
    /// Duplicate keys, whether known or not, and missing members are recorded. Unknown members are passed over,
    /// after a look for duplicate keys inside them.
    ///
    /// - Returns: a bit for each member of the table that came more than once; `take` got the first of each.
    @inline(__always)
    @discardableResult
    mutating func members<Member>(
        of object: Int,
        in table: MemberTable<Member>,
        depth: Int,
        take: (inout Examination, Int, Int) -> Void
    ) -> UInt32 {
        let (end, firstUnknown) = (tape.closing(object), unknownKeys.count)
        var (key, expected, seen, repeated) = (object + 1, 0, UInt32(0), UInt32(0))
        while key < end {
            let value = key + 1
            let member = table.words.index(of: tape.word(at: key), from: expected)
            if member < 0 {
                takeUnknown(key, depth: depth)
            } else if seen & 1 << UInt32(truncatingIfNeeded: member) != 0 {
                repeated |= 1 << UInt32(truncatingIfNeeded: member)
                reject(value, Reasons.duplicate)
            } else {
                seen |= 1 << UInt32(truncatingIfNeeded: member)
                expected = member + 1
                take(&self, member, value)
            }
            key = tape.indexAfter(value)
        }
        if table.required & ~seen != 0 { rejectMissing(object, table.required & ~seen, name: table.name) }
        if unknownKeys.count > firstUnknown { closeUnknown(from: firstUnknown) }
        return repeated
    }

    @inline(never)
    private mutating func rejectMissing(_ object: Int, _ missing: UInt32, name: (Int) -> String) {
        guard !isFull else { return }
        let parent = tape.pointer(to: object)
        for index in 0..<32 where missing & 1 << UInt32(index) != 0 {
            reject(pointer: Tape.pointer(parent, name(index)), Reasons.missing)
        }
    }

    /// Whether the value at `index` is an object; the fault is recorded if not.
    @inline(__always)
    mutating func isObject(_ index: Int) -> Bool {
        if tape.kind(at: index) == .object { return true }
        reject(index, must: "be an object")
        return false
    }

    /// Whether the value at `index` is an array; the fault is recorded if not.
    @inline(__always)
    mutating func isArray(_ index: Int) -> Bool {
        if tape.kind(at: index) == .array { return true }
        reject(index, must: "be an array")
        return false
    }

    /// Gives the index of each element of the array at `array` to `take`.
    @inline(__always)
    mutating func elements(of array: Int, take: (inout Examination, Int) -> Void) {
        let end = tape.closing(array)
        var element = array + 1
        while element < end {
            take(&self, element)
            element = tape.indexAfter(element)
        }
    }
}
