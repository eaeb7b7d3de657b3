import Crypto
import FeedContract
package import Readings
package import Units

/// The media of a station by their SHA-256, until the daemon has fetched them or they expire.
///
/// `keep` returns when the medium is on disk, so a message that names it may be published then. A crash before that leaves
/// an unfinished file, which the next start clears; one behind it a medium that nobody names, which expires. The names of
/// the files are all that is remembered. One thread owns it.
public final class MediaKeep {
    private let settings: MediaSettings
    private let directory: String
    private let disk: any Disk
    private var entries: [Readings.SHA256Digest: Entry] = [:]
    private var sweptAt: Instant?
    private var notices = NoticeBoard()
    /// Bytes of all media, each as what it occupies.
    package private(set) var bytes = 0

    private struct Entry {
        var name: MediumName
        /// What it occupies: whole blocks, which bounds the number of small ones, too.
        let room: Int

        init(_ name: MediumName, bytes: Int) {
            self.name = name
            room = (bytes + Entry.block - 1) / Entry.block * Entry.block
        }

        private static let block = 4_096
    }

    /// How often it is looked for what has expired.
    private static let sweepInterval = Milliseconds.minutes(1)
    /// What expires at once: a clock that is years ahead for some minutes must not cost all media.
    package static let sweepMax = 200

    /// Opens what a directory holds, or makes it.
    ///
    /// - Parameters:
    ///   - directory: where media are kept; no other process uses it.
    ///   - now: the station's clock.
    package init(_ settings: MediaSettings, in directory: String, on disk: any Disk, now: Instant) throws(DiskError) {
        (self.settings, self.directory, self.disk) = (settings, directory, disk)
        try disk.makeDirectory(directory)
        for file in try disk.names(in: directory) {
            guard let name = MediumName(file) else {
                try disk.delete(path(file))
                continue
            }
            let entry = Entry(name, bytes: try disk.size(of: path(file)))
            // Two names of one medium are what a rename and a power cut may leave: the later one is right.
            if let other = entries[name.digest] {
                try disk.delete(path((other.name.expires < name.expires ? other : entry).name.text))
                if other.name.expires >= name.expires { continue }
                bytes -= other.room
            }
            entries[name.digest] = entry
            bytes += entry.room
        }
        sweep(now)
    }

    /// Media that the daemon was not sent yet.
    var unsent: Int { entries.values.count { !$0.name.isSent } }

    /// Keeps a medium; one that is there already is kept for as long as a new one.
    ///
    /// - Returns: its digest. The medium is on disk.
    package func keep(_ medium: [UInt8], now: Instant) throws(MediaFault) -> Readings.SHA256Digest {
        guard (1...ControlMessage.MediumKey.bytesMax).contains(medium.count) else { throw .length(medium.count) }
        let name = MediumName(MediaKeep.digest(of: medium), expires: now + settings.ageMax)
        guard try !renew(name.digest, now: now) else { return name.digest }
        do {
            try write(medium, name)
        } catch {
            throw .disk(error)
        }
        makeRoom(keeping: name.digest, now)
        return name.digest
    }

    /// Keeps a medium that is there already for as long as a new one; what was sent may be asked for again.
    ///
    /// - Returns: whether it is there.
    package func renew(_ digest: Readings.SHA256Digest, now: Instant) throws(MediaFault) -> Bool {
        guard entries[digest] != nil else { return false }
        do {
            try rename(MediumName(digest, expires: now + settings.ageMax))
        } catch {
            throw .disk(error)
        }
        return true
    }

    /// Whether a medium is kept.
    package func holds(_ digest: Readings.SHA256Digest) -> Bool { entries[digest] != nil }

    /// A medium's bytes; `nil` when it is not kept, or not as it was.
    ///
    /// - Throws: when nobody can say: it may be asked for again.
    package func medium(_ digest: Readings.SHA256Digest, now: Instant) throws(DiskError) -> [UInt8]? {
        guard let entry = entries[digest] else { return nil }
        let path = path(entry.name.text)
        do {
            let bytes = try disk.read(path, from: 0, count: try disk.size(of: path))
            if MediaKeep.digest(of: bytes) == digest { return bytes }
        } catch {
            guard try !disk.names(in: directory).contains(entry.name.text) else { throw error }
        }
        notices.add(.media(.damaged(file: path)), now: now)
        drop(entry, now)
        return nil
    }

    /// Takes note that a medium was sent.
    package func sent(_ digest: Readings.SHA256Digest, now: Instant) {
        guard var name = entries[digest]?.name else { return }
        (name.isSent, name.expires) = (true, now + settings.sentAgeMax)
        attempt(now) { () throws(DiskError) in try rename(name) }
    }

    /// Says that something of the media cannot be done.
    func tell(_ fault: MediaFault, now: Instant) {
        notices.add(.media(.failed(fault)), now: now)
    }

    /// Does what is due.
    ///
    /// - Returns: what to tell the operator.
    package func tidy(now: Instant) -> [StationNotice] {
        // Also when the clock was set back.
        if sweptAt.map({ (now - $0).magnitude >= MediaKeep.sweepInterval }) ?? true { sweep(now) }
        return notices.take()
    }

    /// The digest of a medium.
    package static func digest(of medium: [UInt8]) -> Readings.SHA256Digest {
        SHA256.hash(data: medium).withUnsafeBytes { Readings.SHA256Digest(bytes: $0) }
    }
}

extension MediaKeep {
    private func write(_ medium: [UInt8], _ name: MediumName) throws(DiskError) {
        let unfinished = path(MediumName.unfinished(name.digest))
        do {
            try disk.append(medium, to: unfinished)
            try disk.sync(unfinished)
            try disk.rename(unfinished, to: path(name.text))
            try disk.syncDirectory(directory)
        } catch {
            // If this fails, too, the next start clears the one, and keeps the other until it expires.
            for path in [unfinished, path(name.text)] { try? disk.delete(path) }
            throw error
        }
        let entry = Entry(name, bytes: medium.count)
        entries[name.digest] = entry
        bytes += entry.room
    }

    private func rename(_ name: MediumName) throws(DiskError) {
        guard let old = entries[name.digest]?.name, old != name else { return }
        try disk.rename(path(old.text), to: path(name.text))
        entries[name.digest]?.name = name
    }

    private func sweep(_ now: Instant) {
        sweptAt = now
        let expired = entries.values.filter { $0.name.expires <= now }.sorted { $0.name.expires < $1.name.expires }
        for entry in expired.prefix(MediaKeep.sweepMax) { drop(entry, now) }
    }

    /// Deletes until there is room again, and a little more, so that the order is not worked out for each.
    private func makeRoom(keeping digest: Readings.SHA256Digest, _ now: Instant) {
        guard bytes > settings.bytesMax else { return }
        for entry in entries.values.sorted(by: { $0.name.goes(before: $1.name) }) where entry.name.digest != digest {
            guard bytes > settings.bytesMax / 100 * 95 else { return }
            if !entry.name.isSent { notices.add(.media(.full(bytesMax: settings.bytesMax)), now: now) }
            drop(entry, now)
        }
    }

    private func drop(_ entry: Entry, _ now: Instant) {
        attempt(now) { () throws(DiskError) in
            try disk.delete(path(entry.name.text))
            entries[entry.name.digest] = nil
            bytes -= entry.room
        }
    }

    private func attempt(_ now: Instant, _ body: () throws(DiskError) -> Void) {
        do {
            try body()
        } catch {
            notices.add(.media(.failed(.disk(error))), now: now)
        }
    }

    private func path(_ name: String) -> String { "\(directory)/\(name)" }
}
