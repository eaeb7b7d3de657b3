import Glibc
public import ZeroMQ

extension SecretKeyFile {
    /// Writes a new key: readable by its owner alone from the first byte on, and there whole or not at all.
    ///
    /// - Parameter replacing: whether a file that is there already may go; it is lost then.
    /// - Throws: what kept it from being written; a file that was there before is as it was.
    public func write(_ pair: CurveKeyPair, replacing: Bool) throws(SecretKeyFileError) {
        let draft = "\(path).\(getpid()).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(path, "cannot be made") }
        // After a rename there is nothing to remove any more.
        defer { unlink(draft) }
        do {
            defer { close(descriptor) }
            try put(pair, descriptor)
            guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else {
                throw .system(path, "cannot be written")
            }
        }
        try publish(draft, replacing: replacing)
    }

    private func put(_ pair: CurveKeyPair, _ descriptor: Int32) throws(SecretKeyFileError) {
        let comment = "# CURVE secret key of zhichao: keep it here, mode 0600. Its public key is\n# \(pair.publicKey)\n"
        do {
            try SecretKeyFile.write(Array(comment.utf8).withUnsafeBytes { Array($0) }, descriptor)
            try pair.secretKey.withText { text in
                guard Glibc.write(descriptor, text.baseAddress, text.count) == text.count else { throw Short() }
            }
            try SecretKeyFile.write(Array("\n".utf8), descriptor)
        } catch {
            throw .system(path, "cannot be written")
        }
    }

    /// A file this small is written by one call or not at all.
    private static func write(_ bytes: [UInt8], _ descriptor: Int32) throws {
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Short() }
    }

    /// Gives the draft its name: by a link where nothing may be replaced, since that fails when the name is taken.
    private func publish(_ draft: String, replacing: Bool) throws(SecretKeyFileError) {
        guard (replacing ? rename(draft, path) : link(draft, path)) == 0 else {
            guard errno == EEXIST else { throw .system(path, "cannot be made") }
            throw SecretKeyFileError(path, .exists, "is there already; --force replaces it, and its key is lost")
        }
        // So that the name outlives a power cut as well.
        let end = path.lastIndex(of: "/")
        let directory = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

/// The disk took less than was given.
private struct Short: Error {}
