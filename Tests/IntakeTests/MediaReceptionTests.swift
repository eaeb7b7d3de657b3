import FeedContract
import Journal
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("FETCH, MEDIUM and GONE at the intake thread")
struct MediaReceptionTests {
    private let digest = String(repeating: "ab", count: 32)

    private func key(_ source: String) throws -> ControlMessage.MediumKey {
        .init(source: Given.source(source), sha256: try #require(SHA256Digest(digest)))
    }

    private func medium(_ source: String = "S1/cam-1") throws -> WantedMedium {
        WantedMedium(source: Given.source(source), sha256: try key(source).sha256, bytes: 3)
    }

    /// What left for whoever stores it.
    private final class Arrivals {
        var taken: [MediumArrival] = []
        var hasRoom = true
    }

    private func bench(_ arrivals: Arrivals) throws -> Bench {
        try Bench(mediumArrived: { arrival in
            if arrivals.hasRoom { arrivals.taken.append(arrival) }
            return arrivals.hasRoom
        })
    }

    @Test("FETCH goes by the last HELLO's route, and not at all while the source is silent")
    func fetch() throws {
        var bench = try bench(Arrivals())
        bench.reception.fetch(try medium())
        #expect(bench.said().isEmpty && bench.reception.reachable.isEmpty, "nobody was heard")
        bench.control(Say.hello(1, 1, source: "S1/cam-1"))
        _ = bench.said()
        #expect(bench.reception.reachable == [Given.source("S1/cam-1")])
        bench.reception.fetch(try medium())
        #expect(bench.said() == [.fetch(try key("S1/cam-1"))])
        bench.tick(.noon(plus: 20_000))
        _ = bench.said()
        bench.reception.fetch(try medium())
        #expect(bench.said().isEmpty && bench.reception.reachable.isEmpty, "it is silent")
    }

    @Test(
        "a medium that was asked for leaves once; what nobody asked for, or of another source, is refused and counted"
    )
    func arrival() throws {
        let arrivals = Arrivals()
        var bench = try bench(arrivals)
        bench.control(Say.hello(1, 1, source: "S1/cam-1"))
        bench.control(.medium(try key("S1/cam-1"), bytes: [1, 2, 3]))
        #expect(arrivals.taken.isEmpty && bench.reception.counters.controlRefused == 1)
        bench.reception.fetch(try medium())
        bench.control(.medium(try key("S1/wim-1"), bytes: [1, 2, 3]))
        #expect(arrivals.taken.isEmpty && bench.reception.counters.controlRefused == 2)
        bench.control(.medium(try key("S1/cam-1"), bytes: [1, 2, 3]))
        bench.control(.medium(try key("S1/cam-1"), bytes: [1, 2, 3]))
        #expect(arrivals.taken.count == 1 && bench.reception.counters.controlRefused == 3)
        guard case .bytes([1, 2, 3]) = arrivals.taken[0].content else { return #expect(Bool(false), "not the bytes") }
    }

    @Test(
        "another length and GONE are told as such; without room a medium is dropped, counted, and may be asked for again"
    )
    func others() throws {
        let arrivals = Arrivals()
        var bench = try bench(arrivals)
        bench.control(Say.hello(1, 1, source: "S1/cam-1"))
        bench.reception.fetch(try medium())
        bench.control(.medium(try key("S1/cam-1"), bytes: [1, 2]))
        guard case .wrongLength(2) = arrivals.taken[0].content else { return #expect(Bool(false), "not the length") }
        bench.reception.fetch(try medium())
        bench.control(.gone(try key("S1/cam-1")))
        guard case .gone = arrivals.taken[1].content else { return #expect(Bool(false), "not gone") }
        arrivals.hasRoom = false
        bench.reception.fetch(try medium())
        bench.control(.medium(try key("S1/cam-1"), bytes: [1, 2, 3]))
        #expect(bench.reception.counters.droppedMedia == 1 && arrivals.taken.count == 2)
        arrivals.hasRoom = true
        bench.reception.fetch(try medium())
        bench.control(.medium(try key("S1/cam-1"), bytes: [1, 2, 3]))
        #expect(arrivals.taken.count == 3)
    }
}
