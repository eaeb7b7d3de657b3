import Testing
import ZeroMQ

@Suite struct ZeroMQErrorTests {
    @Test func bindingTwiceSaysWhatWasBeingDone() throws {
        let context = try Context()
        let first = try Socket(.sub, in: context)
        let endpoint = try first.bind(anyPort)
        let second = try Socket(.sub, in: context)
        let error = try #require(failure { () throws(ZeroMQError) in try second.bind(endpoint) })
        #expect(error.name == "EADDRINUSE")
        #expect(error.operation == "bind \(endpoint) (SUB)")
        #expect(error.description == "bind \(endpoint) (SUB): EADDRINUSE, Address already in use")
    }

    @Test(arguments: [
        ("tcp://127.0.0.1:port", "EINVAL"),
        ("tcp://127.0.0.1", "EINVAL"),
        ("127.0.0.1:7701", "EINVAL"),
        ("tcp://127.0.0.1:7701\0tail", "EINVAL"),
        ("carrier-pigeon://127.0.0.1:7701", "EPROTONOSUPPORT"),
        ("tcp://no-such-interface:7701", "ENODEV"),
        ("tcp://192.0.2.1:7701", "EADDRNOTAVAIL"),
        ("", "EINVAL"),
    ])
    func endpointsThatCannotBeBound(endpoint: String, name: String) throws {
        let socket = try Socket(.router, in: Context())
        let error = try #require(failure { () throws(ZeroMQError) in try socket.bind(endpoint) })
        #expect(error.name == name)
        #expect(error.operation.hasPrefix("bind "))
    }

    @Test func connectingNowhereIsRefusedOnlyWhenUnreadable() throws {
        let socket = try Socket(.dealer, in: Context())
        try socket.connect("tcp://127.0.0.1:1")
        let error = failure { () throws(ZeroMQError) in try socket.connect("tcp://127.0.0.1:1:1:") }
        #expect(error?.name == "EINVAL")
    }

    @Test func unbindingAndDisconnectingWhatIsNotThere() throws {
        let socket = try Socket(.dealer, in: Context())
        let unbind = failure { () throws(ZeroMQError) in try socket.unbind("tcp://127.0.0.1:7701") }
        let disconnect = failure { () throws(ZeroMQError) in try socket.disconnect("tcp://127.0.0.1:7701") }
        #expect(unbind?.name == "ENOENT")
        #expect(disconnect?.name == "ENOENT")
    }

    @Test func theWrongSocketForTheCall() throws {
        let socket = try Socket(.pub, in: Context())
        var message = Message()
        #expect(failure { () throws(ZeroMQError) in try socket.subscribe("x") }?.name == "EINVAL")
        let receiving = failure { () throws(ZeroMQError) in _ = try socket.receive(into: &message, wait: .no) }
        #expect(receiving?.name == "ENOTSUP")
        #expect(receiving?.operation == "receive (PUB)")
    }

    @Test(arguments: [
        (156_384_763, "EFSM"), (156_384_764, "ENOCOMPATPROTO"), (156_384_765, "ETERM"), (156_384_766, "EMTHREAD"),
        (4, "EINTR"), (11, "EAGAIN"), (22, "EINVAL"), (24, "EMFILE"), (88, "ENOTSOCK"), (90, "EMSGSIZE"),
        (98, "EADDRINUSE"), (113, "EHOSTUNREACH"), (12345, "errno 12345"),
    ])
    func names(number: Int32, name: String) {
        #expect(ZeroMQError(number: number, operation: "").name == name)
    }

    @Test func kinds() {
        #expect(ZeroMQError(number: 156_384_765, operation: "").isTerminated)
        #expect(ZeroMQError(number: 4, operation: "").isInterrupted)
        #expect(ZeroMQError(number: 11, operation: "").wouldBlock)
        #expect(!ZeroMQError(number: 22, operation: "").isTerminated)
    }
}
