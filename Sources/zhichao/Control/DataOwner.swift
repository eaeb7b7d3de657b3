import Foundation
import Programs

/// Who owns the data directory.
enum DataOwner {
    /// Acts on the files of a data directory as its owner where root asks: files that root made there could not be
    /// written by the daemon, which runs as a user of its own.
    static func acting<Result>(on directory: String, _ body: () throws -> Result) throws -> Result {
        let attributes = try? FileManager.default.attributesOfItem(atPath: directory)
        guard let owner = attributes?[.ownerAccountID] as? NSNumber,
            let group = attributes?[.groupOwnerAccountID] as? NSNumber
        else {
            throw Refusal(.unavailable, "\(directory): no such directory; make data_dir, or start zhichaod once")
        }
        guard geteuid() == 0, owner != 0 else { return try body() }
        guard setegid(group.uint32Value) == 0, seteuid(owner.uint32Value) == 0 else {
            throw Refusal(.io, "\(directory): cannot act as its owner: \(String(cString: strerror(errno)))")
        }
        defer {
            seteuid(0)
            setegid(0)
        }
        return try body()
    }
}
