public import Enforcement

/// The registers as the intake asks them; whoever makes one answers from any thread, at once, and keeps a bounded cache.
public struct RegisterSource: Sendable {
    /// What the core has to know of the registers before it asks.
    public struct State: Sendable {
        /// Rises with every change; the core is told again.
        public var generation: Int64
        /// The instrument register, all certificates.
        public var instruments: [InstrumentProfile]
        /// Whether anything is known of plates at all.
        public var knowPlates: Bool

        /// Describes the registers.
        public init(generation: Int64, instruments: [InstrumentProfile], knowPlates: Bool) {
            self.generation = generation
            self.instruments = instruments
            self.knowPlates = knowPlates
        }
    }

    /// The generation now; asked for often, so it costs nothing.
    let generation: @Sendable () -> Int64
    let state: @Sendable () -> State
    /// The answer to a question; `nil` when the register cannot be read.
    let find: @Sendable (RegisterQuestion) -> RegisterAnswer?

    /// Registers that answer by these closures.
    public init(
        generation: @escaping @Sendable () -> Int64,
        state: @escaping @Sendable () -> State,
        find: @escaping @Sendable (RegisterQuestion) -> RegisterAnswer?
    ) {
        self.generation = generation
        self.state = state
        self.find = find
    }

    /// Registers that hold nothing.
    public static let empty = RegisterSource(
        generation: { 0 },
        state: { State(generation: 0, instruments: [], knowPlates: false) },
        find: { _ in .empty }
    )
}
