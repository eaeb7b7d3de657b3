public import Foundation

extension Data {
    /// Appends a text as a netstring (its length in bytes, `:`, itself, `,`): what chains are hashed over, so that no two lists
    /// of fields share bytes and any language can make them.
    public mutating func appendNetstring(_ text: String) {
        append(contentsOf: "\(text.utf8.count):".utf8)
        append(contentsOf: text.utf8)
        append(UInt8(ascii: ","))
    }
}
