import Foundation
import GRDB

/// Checkpoints: their own chain, their signatures, the events that they cover; and what was noted outside the store.
struct CheckpointCheck {
    let publicKeys: [Data]
    let witness: CaseVerifier.Witness?

    /// - Returns: how many there are.
    func run(_ db: Database) throws -> Int {
        let checkpoints = try Row.fetchAll(db, sql: "SELECT * FROM checkpoint ORDER BY n").map(
            Checkpoint.init
        )
        var previous = Data()
        for (index, checkpoint) in checkpoints.enumerated() {
            let place = "checkpoint \(index + 1)"
            guard checkpoint.n == Int64(index + 1) else { throw Difference(place, "缺失", "is missing") }
            guard checkpoint.previous == previous else {
                throw Difference(place, "与前一检查点不衔接", "does not follow the one before it")
            }
            guard checkpoint.isSigned else { throw Difference(place, "签名无效", "its signature is not valid") }
            guard publicKeys.contains(checkpoint.publicKey) else {
                throw Difference(place, "签名的公钥不受信任", "it is signed with a key that is not trusted")
            }
            try require(checkpoint.head, at: place, db)
            previous = checkpoint.digest
        }
        try checkWitness(checkpoints, db)
        return checkpoints.count
    }

    private func require(_ head: StoreHead, at place: String, _ db: Database) throws {
        let hash = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT store_hash FROM case_event WHERE id = ?"),
            arguments: [head.event]
        )
        guard let hash else {
            throw Difference(
                place,
                "所涵盖的事件 \(head.event) 已不存在：尾部被截去",
                "covers event \(head.event), which is not there: the tail was cut off"
            )
        }
        guard hash == head.hash else {
            throw Difference(place, "与事件 \(head.event) 不符", "does not match event \(head.event)")
        }
    }

    /// Whoever cuts off the tail together with its checkpoints has not changed what the journal knows.
    private func checkWitness(_ checkpoints: [Checkpoint], _ db: Database) throws {
        guard let generation = try StoreGeneration.fetch(db) else {
            throw Difference("store_meta", "缺少库的代号", "the store's generation is missing")
        }
        // What was noted of another life of the store says nothing of this one.
        guard let witness, witness.generation == generation else { return }
        if let noted = witness.checkpoint {
            let place = "checkpoint \(noted.n)"
            guard let found = checkpoints.first(where: { $0.n == noted.n }) else {
                throw Difference(place, "日志库记有该检查点，案件库中没有", "the journal knows it, and the store has it no more")
            }
            guard found.digest == noted.digest else {
                throw Difference(place, "与日志库所记不符", "is not the one that the journal knows")
            }
        }
        if let head = witness.head { try require(head, at: "journal's note", db) }
    }
}
