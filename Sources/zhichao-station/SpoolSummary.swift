import StationFeed

/// What a run with a spool has done, for people and for programs.
struct SpoolSummary {
    private let progress: StationLink.Progress
    private let figures: [Summary.Figure]

    /// Sums up a run.
    ///
    /// - Parameters:
    ///   - isForwarding: whether the readings were lines.
    ///   - more: the command's own figures.
    init(_ progress: StationLink.Progress, isForwarding: Bool = false, _ more: [Summary.Figure] = []) {
        self.progress = progress
        let (input, status) = (progress.input, progress.status)
        let lines: [Summary.Figure] = [
            ("rejected", "\(input.rejected) lines rejected", input.rejected),
            ("repeated", "\(input.repeated) in the spool already", input.repeated),
        ]
        figures =
            more + (isForwarding ? lines : [])
            + [
                ("spooled", "\(status.spooled) spooled", status.spooled),
                ("waiting", "\(status.waiting) not acknowledged", Int(clamping: status.waiting)),
                ("replayed", "\(status.replayed) sent again", status.replayed),
                ("lost", "\(status.lost) lost", Int(clamping: status.lost)),
                ("refused", "\(status.refused) refused", status.refused),
                ("media_sent", "\(progress.media.sent) media sent", progress.media.sent),
                ("media_gone", "\(progress.media.gone) media gone", progress.media.gone),
            ]
    }

    func show(asJSON: Bool) {
        Summary(progress.input.messages, figures, verb: "took").show(asJSON: asJSON)
    }
}
