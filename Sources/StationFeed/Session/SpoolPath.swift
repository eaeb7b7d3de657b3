package import Readings

/// Where the spool of a source lies: `<spool>/<station>/<device>`.
///
/// The characters of names are those of file names, but two names are none: `.` and `..` get an `=` in front, which no
/// name has; files of the spool as a whole begin with `+`.
package enum SpoolPath {
    /// The file that one process at a time holds.
    package static func lock(_ spool: String) -> String { spool + "/+lock" }

    /// Where the media of all sources lie.
    package static func media(_ spool: String) -> String { spool + "/+media" }

    /// The directory of a source.
    package static func directory(of source: Source, in spool: String) -> String {
        "\(spool)/\(component(source.station))/\(component(source.device))"
    }

    /// The sources that have a directory, in their order.
    package static func sources(in spool: String, on disk: any Disk) throws(DiskError) -> [Source] {
        var sources: [Source] = []
        for station in try disk.names(in: spool).compactMap(name) {
            for device in try disk.names(in: "\(spool)/\(component(station))").compactMap(name) {
                sources.append(Source(station: station, device: device))
            }
        }
        return sources.sorted()
    }

    private static func component(_ name: Name) -> String {
        name.text == "." || name.text == ".." ? "=" + name.text : name.text
    }

    private static func name(_ component: String) -> Name? {
        Name(component == "=." || component == "=.." ? String(component.dropFirst()) : component)
    }
}
