import Enforcement
import Foundation
import Intake
import Logging
import Readings
import Registry
import Units

/// The registers as the core asks them: a read-only connection, and a bounded cache that goes with every import.
///
/// Asked on the intake thread, told of imports on the importing one; the lock is held for a look into the cache only.
final class RegisterLookup: @unchecked Sendable {
    /// Plates remembered; at the bound all are forgotten, and asked for again as they come.
    static let rememberedMax = 50_000

    private let reader: RegistryReader
    private let logger: Logger
    private let lock = NSLock()
    private var remembered: [RegisterQuestion: RegisterAnswer] = [:]
    private var generation: Int64 = 1
    private var isFailing = false
    /// What the registers held when they could last be read.
    private var last = (instruments: [InstrumentProfile](), knowPlates: true)

    init(directory: String, logger: Logger) throws {
        reader = try RegistryReader(directory: directory)
        self.logger = logger
    }

    /// Forgets what was looked up: an import has changed the registers.
    func forget() {
        lock.withLock {
            remembered.removeAll()
            generation += 1
        }
    }

    var source: RegisterSource {
        RegisterSource(
            generation: { self.lock.withLock { self.generation } },
            state: { self.state() },
            find: { self.find($0) }
        )
    }

    private func state() -> RegisterSource.State {
        let generation = lock.withLock { self.generation }
        let read = attempt {
            (instruments: try reader.instruments().map(InstrumentProfile.init), knowPlates: try reader.knowsAnyPlate())
        }
        let state = lock.withLock {
            last = read ?? last
            return last
        }
        return RegisterSource.State(
            generation: generation,
            instruments: state.instruments,
            knowPlates: state.knowPlates
        )
    }

    private func find(_ question: RegisterQuestion) -> RegisterAnswer? {
        let (known, generation) = lock.withLock { (remembered[question], self.generation) }
        if let known { return known }
        guard let answer = attempt({ try answer(question) }) else { return nil }
        lock.withLock {
            // What was read before an import must not outlive it.
            guard generation == self.generation else { return }
            if remembered.count >= RegisterLookup.rememberedMax { remembered.removeAll(keepingCapacity: true) }
            remembered[question] = answer
        }
        return answer
    }

    private func answer(_ question: RegisterQuestion) throws -> RegisterAnswer {
        let record = try reader.plate(question.plate.number, colour: question.plate.colour, on: question.day)
        if record.vehicle == nil, record.permits.isEmpty, record.watches.isEmpty { return .empty }
        return RegisterAnswer(
            vehicle: record.vehicle.map(VehicleRecord.init),
            permits: record.permits.map(PermitRecord.init),
            watches: record.watches.map(WatchRecord.init)
        )
    }

    /// Says once that the registers cannot be read; the core goes on without them, and its assessments say so.
    private func attempt<Result>(_ body: () throws -> Result) -> Result? {
        do {
            let result = try body()
            lock.withLock { isFailing = false }
            return result
        } catch {
            let isNew = lock.withLock {
                defer { isFailing = true }
                return !isFailing
            }
            if isNew { logger.error("registers cannot be read", metadata: ["error": "\(error)"]) }
            return nil
        }
    }
}

extension VehicleRecord {
    fileprivate init(_ entry: VehicleEntry) {
        self.init(
            registration: entry.registration,
            driveDual: entry.driveDual,
            airSuspension: entry.airSuspension,
            wideTyres: entry.wideTyres,
            company: entry.company
        )
    }
}

extension PermitRecord {
    fileprivate init(_ entry: PermitEntry) {
        self.init(
            number: entry.number,
            trailerPlate: entry.trailerPlate,
            stations: entry.stations,
            allowed: entry.permit
        )
    }
}

extension WatchRecord {
    fileprivate init(_ entry: WatchEntry) {
        let cause: Cause =
            switch entry.reason {
            case .stolen: .stolen
            case .revokedCertificate: .revokedCertificate
            case .wanted: .wanted
            case .coverUp: .coverUp
            }
        self.init(cause: cause, note: entry.note)
    }
}

extension InstrumentProfile {
    fileprivate init(_ entry: InstrumentEntry) {
        self.init(
            id: entry.id,
            accuracyClass: entry.accuracyClass,
            certificate: entry.certificate,
            validFrom: entry.validity.from,
            validUntil: entry.validity.until ?? entry.validity.from,
            // Without a range on record any speed that the contract knows is within it.
            speeds: entry.speeds ?? MetresPerHour(0)...MetresPerHour(kilometresPerHour: 300),
            imbalanceMax: entry.imbalanceMax
        )
    }
}
