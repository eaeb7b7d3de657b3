import Units

extension AxleGroupTable {
    /// The greatest sum that the groups of a code can have: the front axle steers, and only the last group of a combination
    /// (with a full trailer the last two) is the trailer's.
    ///
    /// - Returns: `nil` when no row is for one of the groups.
    func greatestSum(of rule: AxleCodeRule) -> Kilograms? {
        let trailers = rule.form == .rigid ? 0 : rule.form == .drawbar ? 2 : 1
        var sum = Kilograms.zero
        for (place, group) in rule.code.groups.enumerated() {
            let isTrailer = place >= rule.code.count - trailers
            let limits = rows.filter { row in
                row.axles == group.axles && row.trailer != !isTrailer && !(place == 0 && row.driven == true)
                    && row.tyres.mayBe(group)
            }
            guard let most = limits.map(\.limit).max() else { return nil }
            sum = sum + most
        }
        return sum
    }

    /// The greatest sum that so many axles can have: a steering axle, and the rest in whatever groups.
    func greatestSum(axles: Int) -> Kilograms? {
        func most(_ size: Int, steering: Bool = false) -> Kilograms? {
            rows.filter { $0.axles == size && !(steering && ($0.driven == true || $0.tyres == .dual)) }.map(\.limit)
                .max()
        }
        guard axles > 1, let front = most(1, steering: true) else { return nil }
        var best: [Kilograms] = [.zero]
        for behind in 1..<axles {
            let sums = (1...3).compactMap { size -> Kilograms? in
                guard size <= behind, let group = most(size) else { return nil }
                return best[behind - size] + group
            }
            best.append(sums.max() ?? .zero)
        }
        return front + best[axles - 1]
    }
}

extension AxleGroupRow.Tyres {
    /// Whether a group of an axle-type code may have such tyres.
    fileprivate func mayBe(_ group: AxleGroup) -> Bool {
        switch self {
        case .any: true
        case .dual: group.singleTyreAxles == 0...0
        case .single, .wideSingle: group.singleTyreAxles.lowerBound == group.axles
        }
    }
}
