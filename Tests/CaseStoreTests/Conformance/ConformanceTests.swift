import CaseStore
import Crypto
import Enforcement
import Foundation
import Law
import TestSupport
import Testing
import Units

/// What `CaseRepository` promises, asked of every store through that protocol alone.
@Suite("A case store keeps what its protocol promises", .timeLimit(.minutes(60)))
struct ConformanceTests {
    /// A store of a test's own.
    private final class Bench {
        let under: StoreUnderTest
        let directory: TemporaryDirectory
        private(set) var store: any CaseRepository

        init(_ under: StoreUnderTest) throws {
            self.under = under
            directory = try TemporaryDirectory()
            store = try under.open(directory)
        }

        func reopen() throws {
            try store.close()
            store = try under.open(directory)
        }

        @discardableResult
        func take(_ inputs: ForwardedInput..., position: Int64) throws -> [CaseChange] {
            try store.take(inputs, position: position, at: Told.hours(24)).cases
        }

        @discardableResult
        func step(
            _ seq: Int,
            _ action: CaseAction = .confirm,
            _ body: [String: StepValue] = StoryBench.way[0].1,
            version: Int? = nil
        ) throws -> CaseChange {
            let changes = try store.take(
                StepRequest(id: Told.caseID(seq), work: .action(action, body), version: version, actor: "张警官"),
                at: Told.hours(25)
            )
            return try #require(changes.cases.first)
        }

        /// What an outsider sees of what is kept.
        func seen() throws -> [String] { ["\(try store.position())", "\(String(describing: try store.head()))"] }
    }

    @Test(
        "the position begins at 0, moves with what is taken, and is there after opening anew",
        arguments: StoreUnderTest.all
    )
    func position(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        #expect(try bench.store.position() == 0)
        try bench.take(Told.overload(1), position: 7)
        try bench.take(position: 9)
        try bench.reopen()
        #expect(try bench.store.position() == 9)
    }

    @Test(
        "what was taken before changes nothing, under its old position and under a new one",
        arguments: StoreUnderTest.all
    )
    func idempotent(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        let first = try bench.take(Told.overload(1), Told.overload(2, plate: "豫A00002"), position: 2)
        #expect(first.map(\.kind) == [.opened, .opened])
        let before = try bench.seen()
        #expect(try bench.take(Told.overload(1), Told.overload(3, plate: "豫A00003"), position: 2).isEmpty)
        #expect(try bench.seen() == before, "an old position takes nothing, not even what is new")
        try bench.reopen()
        let head = try bench.store.head()
        #expect(try bench.take(Told.overload(1), Told.overload(2, plate: "豫A00002"), position: 4).isEmpty)
        #expect(try bench.store.head() == head && bench.store.position() == 4)
    }

    @Test(
        "cases are opened in the order of the outbox, with rising numbers; an act joins",
        arguments: StoreUnderTest.all
    )
    func order(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        let opened = try (1...20).flatMap { seq in
            try bench.take(Told.overload(seq, plate: "豫A0\(1_000 + seq)"), position: Int64(seq))
        }
        #expect(opened.map(\.id) == (1...20).map(Told.caseID))
        #expect(opened.map(\.number) == opened.map(\.number).sorted() && Set(opened.map(\.number)).count == 20)
        #expect(opened.allSatisfy { $0.state == .detected && $0.version == 1 })
        let joined = try bench.take(Told.overload(21, at: 1, plate: "豫A01001"), position: 21)
        #expect(
            joined.map(\.id) == [Told.caseID(1)] && joined.map(\.version) == [2] && joined.map(\.kind) == [.changed]
        )
    }

    @Test("steps lead from state to state, each a version further", arguments: StoreUnderTest.all)
    func steps(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        try bench.take(Told.overload(1), position: 1)
        try bench.store.takePictures(at: Told.hours(24))
        for (number, (action, body)) in StoryBench.way.enumerated() {
            let changes = try bench.store.take(
                StepRequest(id: Told.caseID(1), work: .action(action, body), version: number + 2, actor: "张警官"),
                at: Told.hours(49)
            )
            let change = try #require(changes.cases.first)
            #expect(change.state == action.target && change.version == number + 3 && change.kind == .changed)
        }
        #expect(try bench.store.head()?.event == 6 && bench.store.position() == 1)
    }

    @Test(
        "two who have seen the same version: the first one's step stands, the second is told",
        arguments: StoreUnderTest.all
    )
    func stale(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        try bench.take(Told.overload(1), position: 1)
        try bench.store.takePictures(at: Told.hours(24))
        #expect(try bench.step(1, version: 2).version == 3)
        let before = try bench.seen()
        #expect(throws: CaseStepError.stale(version: 3)) {
            try bench.step(1, .dismiss, ["reason": .text("证据不足")], version: 2)
        }
        #expect(throws: CaseStepError.stale(version: 3)) { try bench.step(1, version: 2) }
        #expect(try bench.seen() == before)
        try bench.take(Told.overload(2, at: 1), position: 2)
        #expect(throws: CaseStepError.stale(version: 4), "what the daemon adds counts, too") {
            try bench.step(1, .dismiss, ["reason": .text("证据不足")], version: 3)
        }
    }

    @Test("a step that is refused leaves nothing", arguments: StoreUnderTest.all)
    func refused(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        try bench.take(Told.overload(1), position: 1)
        #expect(throws: CaseStepError.self, "pictures are missing") { try bench.step(1) }
        try bench.store.takePictures(at: Told.hours(24))
        let before = try bench.seen()
        #expect(throws: CaseStepError.notFound(Told.caseID(9))) { try bench.step(9) }
        #expect(throws: CaseStepError.self, "illegal in this state") { try bench.step(1, .close, StoryBench.way[3].1) }
        #expect(throws: CaseStepError.self, "parts are missing") { try bench.step(1, .confirm, [:]) }
        #expect(try bench.seen() == before)
        #expect(try bench.step(1, version: 2).version == 3)
    }

    @Test("all of a take is kept or nothing: events, cases, numbers, position", arguments: StoreUnderTest.all)
    func atomic(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        try bench.take(Told.overload(1), position: 1)
        let before = try bench.seen()
        try bench.store.close()
        let mend = try under.refusePositions(bench.directory)
        let broken = try under.open(bench.directory)
        #expect(throws: (any Error).self) {
            try broken.take(
                [Told.overload(2, plate: "豫A00002"), Told.overload(3, at: 1)],
                position: 3,
                at: Told.hours(24)
            )
        }
        try broken.close()
        try mend()
        let mended = try under.open(bench.directory)
        #expect(["\(try mended.position())", "\(String(describing: try mended.head()))"] == before)
        let changes = try mended.take(
            [Told.overload(2, plate: "豫A00002"), Told.overload(3, at: 1)],
            position: 3,
            at: Told.hours(24)
        ).cases
        #expect(changes.map(\.id) == [2, 1].map(Told.caseID) && changes.map(\.version) == [1, 2])
        #expect(changes.first?.number.hasSuffix("000002") == true, "no number was used up")
        try mended.close()
    }

    @Test("the chain's end moves with each event, and what was is held for ever", arguments: StoreUnderTest.all)
    func head(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        #expect(try bench.store.head() == nil)
        var heads: [StoreHead] = []
        for seq in 1...3 {
            try bench.take(Told.overload(seq, plate: "豫A0000\(seq)"), position: Int64(seq))
            heads.append(try #require(try bench.store.head()))
        }
        try bench.store.takePictures(at: Told.hours(24))
        try bench.step(1)
        heads.append(try #require(try bench.store.head()))
        #expect(heads.map(\.event) == [1, 2, 3, 7] && Set(heads.map(\.hash)).count == 4)
        let generation = try bench.store.generation()
        try bench.reopen()
        #expect(try heads.allSatisfy { try bench.store.holds($0) })
        #expect(try !bench.store.holds(StoreHead(event: 2, hash: heads[2].hash)))
        #expect(try !bench.store.holds(StoreHead(event: 8, hash: heads[3].hash)))
        #expect(try !generation.isEmpty && bench.store.generation() == generation)
        let other = try Bench(under)
        #expect(try other.store.generation() != generation)
    }

    @Test(
        "checkpoints are signed, follow one another, and are written only of something new",
        arguments: StoreUnderTest.all
    )
    func checkpoints(under: StoreUnderTest) throws {
        let bench = try Bench(under)
        let key = SigningKey(Curve25519.Signing.PrivateKey())
        #expect(try bench.store.checkpoint(key, at: Told.hours(24)) == nil && bench.store.lastCheckpoint() == nil)
        try bench.take(Told.overload(1), position: 1)
        let first = try #require(try bench.store.checkpoint(key, at: Told.hours(25)))
        #expect(try bench.store.checkpoint(key, at: Told.hours(26)) == nil)
        try bench.store.takePictures(at: Told.hours(24))
        try bench.step(1)
        let second = try #require(try bench.store.checkpoint(key, at: Told.hours(27)))
        #expect(first.isSigned && second.isSigned && [first.n, second.n] == [1, 2])
        #expect(first.previous.isEmpty && second.previous == first.digest)
        #expect(try second.head == bench.store.head() && second.generation == bench.store.generation())
        try bench.reopen()
        #expect(try bench.store.lastCheckpoint() == second)
    }
}
