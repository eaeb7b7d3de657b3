/// What was written, for who has asked for it.
struct ExportedFile: Encodable {
    let id: String
    let number: String
    let version: Int
    let file: String

    func show(_ options: CommonOptions) throws {
        print(options.json ? try jsonText : "\(number)  \(file)")
    }
}
