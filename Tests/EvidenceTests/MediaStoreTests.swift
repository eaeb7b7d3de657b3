import Evidence
import Foundation
import Readings
import TestSupport
import Testing

@Suite("The files of evidence")
struct MediaStoreTests {
    private let directory: TemporaryDirectory
    private let store: MediaStore

    init() throws {
        directory = try TemporaryDirectory(isInMemory: true)
        store = MediaStore(dataDirectory: directory.path)
        try store.prepare()
    }

    private func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    private func contents(_ digest: SHA256Digest) throws -> [UInt8] {
        let reader = try store.open(digest)
        var all: [UInt8] = []
        while let piece = try reader.next() {
            #expect(piece.count <= MediumReader.pieceBytes)
            all += piece
        }
        #expect(all.count == reader.length)
        return all
    }

    @Test("what is stored lies under its digest and comes back", arguments: [0, 1, 65_536, 200_001])
    func roundTrip(count: Int) throws {
        let medium = bytes(count)
        let digest = SHA256Digest(of: medium)
        #expect(try store.check(digest) == .missing)
        #expect(try store.store(medium, as: digest, length: count) == .stored)
        #expect(store.path(of: digest) == "\(directory.path)/evidence/\(digest.description.prefix(2))/\(digest)")
        #expect(try contents(digest) == medium)
        #expect(try store.check(digest, length: count) == .whole)
        #expect(try store.store(medium, as: digest, length: count) == .wasThere)
    }

    @Test("a digest of known bytes is the one that the standard gives")
    func knownDigest() {
        #expect(
            SHA256Digest(of: Array("abc".utf8)).description
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }

    @Test("a wrong length and a wrong digest are told apart, and nothing is stored")
    func wrongMedium() throws {
        let medium = bytes(1_000)
        let digest = SHA256Digest(of: medium)
        #expect(code { try store.store(Array(medium.dropLast()), as: digest, length: 1_000) } == .wrongLength)
        #expect(code { try store.store(medium.reversed(), as: digest, length: 1_000) } == .wrongDigest)
        #expect(try store.check(digest) == .missing)
        #expect(try files().isEmpty)
        #expect(code { _ = try store.open(digest) } == .missing)
    }

    @Test("what a crash has left unfinished goes at the next start, and what is whole stays")
    func leftovers() throws {
        let medium = bytes(10)
        let digest = SHA256Digest(of: medium)
        try store.store(medium, as: digest, length: 10)
        try directory.write("half", to: "evidence/.incoming/\(digest).1")
        try store.prepare()
        #expect(try files() == ["\(digest.description.prefix(2))/\(digest)"])
    }

    @Test("a file that the disk has changed is found, and replaced when the medium comes again")
    func damaged() throws {
        let medium = bytes(5_000)
        let digest = SHA256Digest(of: medium)
        try store.store(medium, as: digest, length: 5_000)
        try Data(medium.dropLast() + [medium[4_999] ^ 1]).write(to: URL(fileURLWithPath: store.path(of: digest)))
        #expect(try store.check(digest) == .differs)
        #expect(try store.store(medium, as: digest, length: 5_000) == .stored)
        #expect(try store.check(digest) == .whole)
    }

    @Test("only the owner and its group may read")
    func modes() throws {
        let medium = bytes(3)
        let digest = SHA256Digest(of: medium)
        try store.store(medium, as: digest, length: 3)
        func mode(_ path: String) throws -> Int {
            (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0) & 0o027
        }
        #expect(try mode(store.path(of: digest)) & 0o027 == 0)
        #expect(try mode(store.directory) & 0o027 == 0)
    }

    @Test("all media are gone through in the order of their digests, and an erased one is gone")
    func listing() throws {
        let digests = try (1...50).map { (seed: UInt64) -> SHA256Digest in
            let medium = bytes(64, seed: seed)
            try store.store(medium, as: SHA256Digest(of: medium), length: 64)
            return SHA256Digest(of: medium)
        }
        var found: [String] = []
        try store.forEach { found.append($0.description) }
        #expect(found == digests.map(\.description).sorted())
        #expect(try store.erase(digests[0]))
        #expect(try !store.erase(digests[0]))
        #expect(try store.check(digests[0]) == .missing)
    }

    private func files() throws -> [String] {
        let all = FileManager.default.enumerator(atPath: store.directory)?.compactMap { $0 as? String } ?? []
        return all.filter { name in
            var isDirectory: ObjCBool = false
            let isThere = FileManager.default.fileExists(
                atPath: store.directory + "/" + name,
                isDirectory: &isDirectory
            )
            return isThere && !isDirectory.boolValue
        }
    }

    private func code(_ body: () throws -> Void) -> MediaStoreError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? MediaStoreError)?.code
        }
    }
}
