/// JSON Pointers (RFC 6901) are worked out from the tape when there is a fault; nothing is noted on the way to it.
extension Tape {
    /// The pointer to the value at `index`, or to its nearest ancestor whose pointer is within the bound.
    package func pointer(to index: Int) -> String {
        var (pointer, value) = ("", Tape.root)
        while value != index, let (token, child) = child(of: value, holding: index) {
            let longer = Tape.pointer(pointer, token)
            guard longer.utf8.count <= FeedLimits.pointerBytes else { break }
            (pointer, value) = (longer, child)
        }
        return pointer
    }

    /// The pointer to a member of what `parent` points to.
    static func pointer(_ parent: String, _ token: String) -> String {
        var pointer = parent + "/"
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": pointer += "~0"
            case "/": pointer += "~1"
            default: pointer.unicodeScalars.append(scalar)
            }
        }
        return pointer
    }

    /// The member or element of `container` in which `index` lies, with its key or number.
    private func child(of container: Int, holding index: Int) -> (token: String, value: Int)? {
        let kind = kind(at: container)
        guard kind == .object || kind == .array, index > container, index < closing(container) else { return nil }
        var (value, number) = (container + 1, 0)
        while value < closing(container) {
            let key = value
            if kind == .object { value += 1 }
            let next = indexAfter(value)
            if index < next {
                let token = kind == .object ? String(decoding: string(at: key), as: UTF8.self) : String(number)
                return (token, value)
            }
            (value, number) = (next, number + 1)
        }
        return nil
    }
}
