// Stations that publish made-up readings, each over a connection of its own: as fast as they are taken, or at a rate.
//   feed-sender DATA [--stations N] --trucks N [--rate READINGS_A_SECOND] …, see Options.swift
// At a rate it prints how fast it sent, what was replayed, and p50, p99 and p99.9 of publish to verdict in µs. With
// --until-verdict it prints when the first verdict came, in ms since 1970. Two contexts, since one has 1 023 sockets.

import Foundation
import ZeroMQ

let options = try Options(CommandLine.arguments.dropFirst())
try send(options)

/// A function, since the contexts must go at its end: that waits for what is not sent yet, and globals never go.
func send(_ options: Options) throws {
    let (data, control) = (try Context(), try Context())
    let verdicts = try options.results.map { try Verdicts($0, in: control) }
    let sockets = try DataSockets(options, in: data)
    // Until the daemon knows that its results are listened to.
    if !options.isUntilVerdict { usleep(300_000) }
    let road = try Road(options)
    if options.rate == 0 {
        var saturation = Saturation(road, sockets)
        try saturation.send(trucks: options.trucks)
    } else {
        let talk = try options.control.map { try ControlTalk(road, $0, options, in: control) }
        var steady = Steady(options, road, sockets, verdicts, talk)
        try steady.run()
    }
}
