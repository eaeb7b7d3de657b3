import Foundation
import HTTPTypes
import NIOCore
import Registry
import Synchronization

/// What somebody wants imported.
struct ImportOrder: Sendable {
    /// Into which register.
    var kind: RegisterKind
    /// Whether one bad line refuses the whole file.
    var isStrict: Bool
    /// Whether everything is to be checked and nothing kept.
    var isDryRun: Bool
    /// The file's name, for the register's history.
    var name: String
    /// Who imports.
    var actor: String
}

/// Lets one import at a time through, each on a thread of its own: an import parses and writes for minutes, and neither
/// the event loops nor the intake may wait for it.
final class ImportDesk<Report: Sendable>: Sendable {
    /// Bytes of one import; a longer one answers 413 and imports nothing.
    static var bytesMax: Int64 { 4 << 30 }

    /// Reads the stream to its end, or as far as it wants, and gives what came of it.
    typealias Work = @Sendable (ImportOrder, ImportStream) throws -> Report

    private enum State {
        case free
        case busy(ImportStream)
        case stopping
    }

    private let state = Mutex(State.free)
    private let work: Work

    init(work: @escaping Work) {
        self.work = work
    }

    /// Imports a body.
    ///
    /// - Parameter length: what the client says that the body's length is; a body cut short imports nothing.
    /// - Throws: `Problem`, what the body throws, and what the import throws; nothing is imported then.
    func take<Body: AsyncSequence & Sendable>(
        _ order: ImportOrder,
        length: Int64?,
        body: Body
    ) async throws -> Report where Body.Element == ByteBuffer {
        if let length, length > ImportDesk.bytesMax { throw Problem.importTooLarge }
        let stream = ImportStream()
        try state.withLock { state in
            switch state {
            case .free: state = .busy(stream)
            case .busy: throw Problem.importRunning
            case .stopping: throw Problem.stopping
            }
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.feed(body, length: length, into: stream) }
            // An import that ends before its file does not wait for what is still to come.
            defer { group.cancelAll() }
            return try await onItsThread(order, stream)
        }
    }

    /// Refuses further imports and rolls the one under way back; it answers 503.
    func stop() {
        let running = state.withLock { state -> ImportStream? in
            guard case .busy(let stream) = state else {
                state = .stopping
                return nil
            }
            state = .stopping
            return stream
        }
        running?.end(.failure(Problem.stopping))
    }

    private func feed<Body: AsyncSequence>(_ body: Body, length: Int64?, into stream: ImportStream) async
    where Body.Element == ByteBuffer {
        do {
            var received: Int64 = 0
            for try await buffer in body {
                received += Int64(buffer.readableBytes)
                guard received <= ImportDesk.bytesMax else { throw Problem.importTooLarge }
                try await stream.write(buffer)
            }
            if let length, received < length { throw Problem.cutShort(received: received, of: length) }
            stream.end(.success(()))
        } catch {
            // Of no effect where the import has ended early: it says itself why.
            stream.end(.failure(error))
        }
    }

    private func onItsThread(_ order: ImportOrder, _ stream: ImportStream) async throws -> Report {
        try await withCheckedThrowingContinuation { answer in
            let thread = Thread { [self] in
                let result = Result { try work(order, stream) }
                stream.close()
                state.withLock { if case .busy = $0 { $0 = .free } }
                answer.resume(with: result)
            }
            thread.name = "import"
            thread.start()
        }
    }
}

extension Problem {
    fileprivate static let importRunning = Problem(
        "import-running",
        .conflict,
        title: BilingualText("已有导入在进行", "An import is running"),
        detail: BilingualText("台账同一时间只能导入一个文件；请等它结束后再试", "one file is imported at a time; try again when it has ended")
    )

    static let stopping = Problem(
        "stopping",
        .serviceUnavailable,
        title: BilingualText("zhichaod 正在停止", "zhichaod is stopping"),
        detail: BilingualText(
            "本次导入没有写入任何内容；请在 zhichaod 重新启动后再导入",
            "nothing of this import was kept; import again when zhichaod has started"
        )
    )

    fileprivate static let importTooLarge = Problem(
        "body-too-large",
        .contentTooLarge,
        title: BilingualText("文件过大", "The file is too large"),
        detail: BilingualText(
            "一次最多导入 4 GiB；没有写入任何内容，请把文件分成几个",
            "4 GiB at most at a time; nothing was kept, split the file"
        )
    )

    fileprivate static func cutShort(received: Int64, of length: Int64) -> Problem {
        Problem(
            "cut-short",
            .badRequest,
            title: BilingualText("文件没有传完", "The file was cut short"),
            detail: BilingualText(
                "只收到 \(length) 字节中的 \(received) 字节；没有写入任何内容",
                "\(received) of \(length) bytes came; nothing was kept"
            )
        )
    }
}
