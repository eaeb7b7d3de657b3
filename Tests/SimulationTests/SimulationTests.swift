import Testing

@Suite("The simulated world")
struct SimulationTests {}
