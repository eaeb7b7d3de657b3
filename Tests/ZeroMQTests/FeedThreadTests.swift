import Synchronization
import Testing
import ZeroMQ

@Suite struct FeedThreadTests {
    @Test(.timeLimit(.minutes(60)))
    func runsUnderItsNameAndIsJoined() throws {
        let context = try Context()
        let flag = Flag()
        let ended = Flag()
        let thread = try FeedThread(name: "a-name-longer-than-fifteen") {
            guard let socket = try? Socket(.dealer, in: context) else { return }
            var message = Message()
            flag.raise()
            _ = try? socket.receive(into: &message, wait: .forever)
            ended.raise()
        }
        flag.awaitRaised()
        try waitUntilBlocked(thread: "a-name-longer-t")
        context.shutdown()
        thread.join()
        thread.join()
        ended.awaitRaised()
    }

    @Test func aThreadNobodyJoinsRunsToItsEnd() throws {
        let flag = Flag()
        _ = try FeedThread(name: "alone") { flag.raise() }
        flag.awaitRaised()
    }
}
