import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes connections that take too long: a head that does not come, a body that trickles, an answer that nobody reads.
///
/// The framework's idle timeout begins anew with every byte, so a client that sends one now and then would stay for ever.
final class RequestDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// From connecting until the first request's head is whole, TLS included.
    static let head = TimeAmount.seconds(20)
    /// From a request's head until its body is whole.
    static let body = TimeAmount.seconds(30)
    /// Between two parts of an answer that the client takes.
    static let answer = TimeAmount.seconds(60)
    /// From an answer's end until the next request's head is whole.
    static let idle = TimeAmount.seconds(60)

    private var timer: Scheduled<Void>?
    private var requests = 0
    private var isStream = false

    func handlerAdded(context: ChannelHandlerContext) { arm(RequestDeadlines.head, context) }

    func handlerRemoved(context: ChannelHandlerContext) { disarm() }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            requests += 1
            arm(RequestDeadlines.body, context)
        case .body: break
        // From here on it is our turn.
        case .end: disarm()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            // A stream of events lasts; whoever does not read it is cut off by `LiveFeed`.
            isStream = head.headerFields[.contentType] == "text/event-stream"
            isStream ? disarm() : arm(RequestDeadlines.answer, context)
        case .body: if !isStream { arm(RequestDeadlines.answer, context) }
        case .end:
            isStream = false
            requests -= 1
            arm(RequestDeadlines.idle, context)
        }
        context.write(data, promise: promise)
    }

    private func arm(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }

    private func disarm() {
        timer?.cancel()
        timer = nil
    }
}
