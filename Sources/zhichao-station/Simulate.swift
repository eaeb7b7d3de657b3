import ArgumentParser
import Pictures
import StationFeed
import Units

/// Made-up traffic.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish made-up, plausible Henan traffic.",
        discussion: """
            Cars, trucks of two to six axles, overloaded ones, repeat offenders, missing pictures and misread plates, over \
            the stations of conf/demo/. The same seed gives the same traffic.

            With --spool, and in the story, cameras take pictures of trucks near or over their limit: JPEG, drawn, kept until \
            the daemon has fetched them. At more than \(Int(Simulation.picturesMax.perSecond)) passages a second, or \
            \(Int(Simulation.picturesMax.atFullSpeed)) at full speed, there are none.

            Live:    zhichao-station simulate --seed 7 --stations 3 --rate 5 --for 60s
            At once: zhichao-station simulate --rate 7 --for 20h --full-speed
            Durable: zhichao-station simulate --rate 5 --spool spool --until-acknowledged --for 60s
            A year:  zhichao-station simulate --story
            """
    )

    @Option(help: "Names the traffic.")
    var seed: UInt64 = 1

    @Option(help: "How many stations, 1 to \(Simulation.stationsMax).")
    var stations = 3

    @Option(help: "Passages a second in all, on average.")
    var rate = 5.0

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("How long vehicles come: 30s, 5m, 20h. (default: until stopped)", valueName: "span"),
        transform: FeedOptions.span
    )
    var length: Milliseconds?

    @Flag(help: "Send the traffic of the span up to now as fast as the daemon takes it; needs --for.")
    var fullSpeed = false

    @Flag(
        help: """
            Send the readings of one overload, four penalties: a truck that was over its limit four times in the past year, \
            and another one of its company, at station 410171-01.
            """
    )
    var story = false

    @OptionGroup var spooling: SpoolOptions
    @OptionGroup var feed: FeedOptions

    func validate() throws {
        guard (1...Simulation.stationsMax).contains(stations) else {
            throw ValidationError("--stations must be 1 to \(Simulation.stationsMax)")
        }
        let allowed = Simulation.perSecondAllowed
        guard rate > allowed.above, rate <= allowed.max else {
            throw ValidationError("--rate must be more than 0 and at most \(Int(allowed.max)) passages a second")
        }
        if let length, length <= .zero { throw ValidationError("--for must be more than nothing") }
        if story, spooling.spool != nil {
            throw ValidationError(
                "--story takes no --spool: it keeps its readings and pictures in memory until it is told"
            )
        }
        if fullSpeed, length == nil { throw ValidationError("--full-speed needs --for: how much traffic to send") }
    }

    func run() throws {
        if story { return try tellStory() }
        let simulation = Simulation(
            seed: seed,
            stations: stations,
            perSecond: rate,
            length: length,
            isFullSpeed: fullSpeed
        )
        if let settings = try spooling.settings(feed) {
            var run = try Run { () throws(PublishError) in
                try simulation.spool(settings, pictures: DrawnPictures(), tell: Console.notice)
            }
            let progress = try run.outcome()
            return SpoolSummary(progress, figures(progress.input.messages)).show(asJSON: feed.json)
        }
        let settings = try feed.settings()
        var run = try Run { () throws(PublishError) in try simulation.publish(settings) }
        let tally = try run.outcome()
        Summary(tally, figures(tally)).show(asJSON: feed.json)
    }

    private func tellStory() throws {
        let settings = try spooling.settings(feed, directory: "story")
        var run = try Run { () throws(PublishError) in
            try Story.tell(settings, pictures: DrawnPictures(), tell: Console.notice)
        }
        let progress = try run.outcome()
        SpoolSummary(progress, figures(progress.input.messages)).show(asJSON: feed.json)
    }

    private func figures(_ tally: Tally) -> [Summary.Figure] {
        [
            ("overloaded", "\(tally.overloaded) overloaded", tally.overloaded),
            ("missing_pictures", "\(tally.missingPictures) without a picture", tally.missingPictures),
            ("misread", "\(tally.misread) misread", tally.misread),
        ]
    }
}
