import Readings
public import Units

extension SourceSession {
    /// Takes a HELLO of a source that may speak.
    ///
    /// - Parameters:
    ///   - isDrained: whether nothing older is waiting to be taken, so that it says what is so now.
    public mutating func take(
        _ hello: ControlMessage.Hello,
        from route: Route,
        at now: Instant,
        isDrained: Bool,
        _ outputs: inout [Output]
    ) {
        heardAgain(at: now, &outputs)
        guard !SourceSession.isAbsurd(hello.epoch, at: now) else {
            let text = "epoch \(hello.epoch) lies more than a day ahead of the daemon's clock, \(now)"
            return outputs.append(refusal(.absurdEpoch, text, hello, route))
        }
        let finding = instances.take(hello, from: route, at: now, isDrained: isDrained)
        tell(finding, hello, route, &outputs)
        // What it says to hold under numbers that were given out before is not what was asked for.
        if case .reused = finding { return }
        guard let index = tracker.announce(epoch: hello.epoch, first: hello.first, next: hello.next, at: now) else {
            let newest = tracker.newest ?? 0
            let text = "epoch \(hello.epoch) is unknown and older than \(newest); begin one above it"
            return outputs.append(refusal(.staleEpoch, text, hello, route, newest: newest))
        }
        touch(hello.epoch)
        let talk = talk(hello.epoch)
        if talks[talk].hello?.route != route, request?.epoch == hello.epoch { request = nil }
        talks[talk].hello = (route, hello.first, hello.next, now)
        talks[talk].isFinal = hello.epoch != tracker.newest
        instances.note(settled: tracker[index].through, of: hello)
        sendHave(talk, at: now, &outputs)
    }

    private func tell(
        _ finding: Instances.Finding,
        _ hello: ControlMessage.Hello,
        _ route: Route,
        _ outputs: inout [Output]
    ) {
        switch finding {
        case .none: break
        case .reused(let settled, let isNews):
            let text = "seq \(hello.next) would be given out again: \(settled) is settled; begin a new epoch"
            outputs.append(refusal(.seqReused, text, hello, route))
            guard isNews else { break }
            outputs.append(.trouble(source, .seqReused(epoch: hello.epoch, next: hello.next, settled: settled)))
        case .twins(let isNews):
            let text = "two devices speak as \(source); give each a name of its own"
            for route in instances.routes { outputs.append(refusal(.duplicateSource, text, hello, route)) }
            if isNews { outputs.append(.trouble(source, .duplicate)) }
        }
    }

    private func refusal(
        _ code: ControlError.Code,
        _ text: String,
        _ hello: ControlMessage.Hello,
        _ route: Route,
        newest: UInt64? = nil
    ) -> Output {
        .send(.error(ControlError(code, text, source: source, epoch: hello.epoch, newest: newest)), route)
    }

    mutating func heardAgain(at now: Instant, _ outputs: inout [Output]) {
        heardAt = max(heardAt, now)
        if let since = silentSince {
            silentSince = nil
            outputs.append(.trouble(source, .heardAgain(silentSince: since)))
        }
    }

    mutating func sendHave(_ talk: Int, at now: Instant, _ outputs: inout [Output]) {
        guard let hello = talks[talk].hello else { return }
        let have = ControlMessage.SettledThrough(source: source, epoch: talks[talk].epoch, through: talks[talk].durable)
        talks[talk].told = have.through
        haveSentAt = now
        outputs.append(.send(.have(have), hello.route))
    }
}
