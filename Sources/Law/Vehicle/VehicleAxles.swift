import Units

/// The axles of a vehicle with what is known of each: trailer or not, driven or not, tyres, spacings.
struct VehicleAxles {
    private(set) var form: VehicleForm
    /// Whether there is air suspension for certain.
    let airSuspension: Bool
    private let axles: [AxleDescription]
    /// Whether single tyres are wide ones; `nil` unknown.
    let wideTyres: Bool?
    private let statedDriveDual: Bool?
    private let code: AxleTypeCode?
    private var layout: VehicleLayout?
    /// The place of each group's row in the table: the one with the highest limit that it may be in, as far as it is known.
    private(set) var rows: [Int?] = []

    init(
        _ vehicle: VehicleDescription,
        code: AxleTypeCode?,
        grouping: AxleGrouping?,
        form: VehicleForm,
        table: AxleGroupTable?
    ) {
        self.form = form
        axles = vehicle.axles
        airSuspension = vehicle.airSuspension == true
        wideTyres = vehicle.wideTyres
        statedDriveDual = vehicle.driveDual
        self.code = code
        layout = grouping.map { grouping in
            let steering = VehicleAxles.steeringGroups(of: vehicle.axles, grouping, code, form)
            return VehicleLayout(grouping: grouping, form: form, steering: steering)
        }
        findRows(table)
    }

    /// The front group, and single axles with single tyres right behind it, as twin steering axles are; the groups that the
    /// drive and the trailer need are left.
    private static func steeringGroups(
        of axles: [AxleDescription],
        _ grouping: AxleGrouping,
        _ code: AxleTypeCode?,
        _ form: VehicleForm
    ) -> Int {
        let behind = form == .drawbar ? 3 : form.isCombination ? 2 : 1
        var steering = 1
        var axle = grouping.size(of: 0)
        while steering < grouping.count - behind, grouping.size(of: steering) == 1 {
            let isDual = axles[axle].dualTyres ?? code.map { $0[steering] != .singleSingle } ?? true
            guard !isDual else { break }
            steering += 1
            axle += 1
        }
        return min(steering, grouping.count)
    }

    var count: Int { axles.count }

    /// The same axles, if nobody knows the vehicle's form.
    func ofUnknownForm(_ table: AxleGroupTable?) -> VehicleAxles {
        var axles = self
        axles.form = .unknown
        axles.layout = layout.map { VehicleLayout(grouping: $0.grouping, form: .unknown, steering: $0.steering) }
        axles.findRows(table)
        return axles
    }

    /// Whether the drive axles are said to have other tyres than were seen on them.
    var contradictDriveTyres: Bool {
        guard let statedDriveDual, let seenDriveTyres else { return false }
        return statedDriveDual != seenDriveTyres
    }

    /// How many axles have single tyres where dual ones are assumed: a trailer's, and those of tandems and tridems that
    /// are not driven. The front group steers, so that nobody assumes dual tyres on it.
    var singlesWhereDualAreAssumed: Int {
        guard let layout else { return singlesOfTrailerWithoutGroups }
        var singles = 0
        for group in layout.steering..<layout.grouping.count {
            let isTandem = layout.grouping.size(of: group) > 1
            if layout.isTrailer(group) == true || (isTandem && layout.isDriven(group) == false) {
                singles += self.singles(in: group, layout)
            }
        }
        return singles
    }

    /// Where the groups are not known, a combination's last axle (with a full trailer its last two) is the trailer's.
    private var singlesOfTrailerWithoutGroups: Int {
        guard form.isCombination else { return 0 }
        return axles.suffix(form == .drawbar ? 2 : 1).count { $0.dualTyres == false }
    }

    /// Axles of a group that are known to have single tyres: as seen, else as the code says.
    private func singles(in group: Int, _ layout: VehicleLayout) -> Int {
        let (dual, seen) = axles.tyres(layout.grouping.axles(of: group))
        let unseen = layout.grouping.size(of: group) - dual - seen
        guard let code, unseen > 0 else { return seen }
        return seen + min(unseen, max(0, code[group].singleTyreAxles.lowerBound - seen))
    }

    /// Whether the drive axles have dual tyres: as stated, else as seen, else as the code says; `nil` unknown.
    var driveDual: Bool? { statedDriveDual ?? seenDriveTyres }

    /// The same without what was stated.
    private var seenDriveTyres: Bool? {
        guard let layout else { return axles.last?.dualTyres }
        guard let driven = layout.drivenAxles else { return nil }
        let tyres = axles[driven].map(\.dualTyres)
        if tyres.contains(false) { return false }
        if !tyres.contains(nil) { return true }
        guard let code, let group = (0..<code.count).last(where: { layout.grouping.axles(of: $0) == driven }) else {
            return nil
        }
        return code[group].singleTyreAxles.upperBound == 0
    }

    /// The distance between the two axles of a semitrailer behind a tractor of two axles; `nil` unless both are so.
    var semitrailerSpacing: Millimetres? {
        guard count == 4, let layout, layout.grouping.count >= 3, layout.steering == 1,
            layout.grouping.size(of: 0) == 1,
            layout.grouping.size(of: 1) == 1
        else { return nil }
        return axles[3].spacing
    }

    /// The sum of the limits of the axle groups.
    ///
    /// - Returns: `nil` unless every spacing and every tyre count is known and each group has a row in the table: then
    ///   nothing bounds the limit (law.md §1).
    func groupLimitSum(_ table: AxleGroupTable) -> Kilograms? {
        guard !rows.isEmpty else { return nil }
        for place in axles.indices {
            guard axles[place].dualTyres != nil, place == 0 || axles[place].spacing != nil else { return nil }
        }
        var sum = Kilograms.zero
        for place in rows.indices {
            guard let row = rows[place] else { return nil }
            sum = sum + table.rows[row].limit
        }
        return sum
    }

    /// The limits of the axle groups one by one, for an explanation.
    func groupLimits(_ table: AxleGroupTable) -> [GroupLimit] {
        guard let layout else { return [] }
        return rows.indices.compactMap { group in
            rows[group].map {
                let (limit, rule) = (table.rows[$0].limit, table.rows[$0].rule)
                return GroupLimit(axles: layout.grouping.axles(of: group), limit: limit, rule: rule)
            }
        }
    }

    private mutating func findRows(_ table: AxleGroupTable?) {
        guard let layout, let table else { return }
        var first = 0
        rows = (0..<layout.grouping.count).map { group in
            let places = first..<(first + layout.grouping.size(of: group))
            first = places.upperBound
            return row(for: facts(of: group, places, in: layout), places, in: table)
        }
    }

    private func row(for facts: GroupFacts, _ places: Range<Int>, in table: AxleGroupTable) -> Int? {
        guard places.count > 1 else { return table.row(for: facts, spacing: nil) }
        let best = table.row(for: facts, spacing: axles[places.lowerBound + 1].spacing)
        for place in places.dropFirst(2) {
            // Spacings of different classes make a group that no row is for.
            guard table.row(for: facts, spacing: axles[place].spacing) == best else { return nil }
        }
        return best
    }

    private func facts(of group: Int, _ places: Range<Int>, in layout: VehicleLayout) -> GroupFacts {
        GroupFacts(
            axles: places.count,
            tyres: tyres(of: group, places),
            driven: layout.isDriven(group),
            trailer: layout.isTrailer(group),
            airSuspension: airSuspension,
            wideTyres: wideTyres
        )
    }

    /// The tyres of a group's axles: as seen, else as the code says; one that nobody knows may be any.
    private func tyres(of group: Int, _ places: Range<Int>) -> GroupTyres {
        let (dual, single) = axles.tyres(places)
        if dual + single == 0, let code {
            let singles = code[group].singleTyreAxles
            return GroupTyres(mayBeDual: singles.upperBound == 0, mayBeSingle: singles.lowerBound == places.count)
        }
        return GroupTyres(mayBeDual: single == 0, mayBeSingle: dual == 0)
    }
}

/// What the tyres of a group may be; of mixed ones they are neither.
private struct GroupTyres {
    let mayBeDual: Bool
    let mayBeSingle: Bool
}

/// What the table asks of a group.
private struct GroupFacts {
    let axles: Int
    let tyres: GroupTyres
    let driven: Bool?
    let trailer: Bool?
    let airSuspension: Bool
    let wideTyres: Bool?
}

extension AxleGroupTable {
    /// The place of the first row, the one with the highest limit, that may hold a group; an unknown spacing may be in any
    /// class.
    fileprivate func row(for group: GroupFacts, spacing: Millimetres?) -> Int? {
        for index in rows.indices where rows[index].axles == group.axles && rows[index].mayHold(group) {
            if let spacing, rows[index].spacing?.admits(spacing, tolerance: borderTolerance) == false { continue }
            return index
        }
        return nil
    }
}

extension AxleGroupRow {
    /// Unknown tyres, drive, width and trailer may be what the row asks for; air suspension needs proof.
    fileprivate func mayHold(_ group: GroupFacts) -> Bool {
        guard airSuspension != true || group.airSuspension else { return false }
        let tyresFit =
            switch tyres {
            case .any: true
            case .dual: group.tyres.mayBeDual
            case .single: group.tyres.mayBeSingle
            case .wideSingle: group.tyres.mayBeSingle && group.wideTyres != false
            }
        return tyresFit && agree(driven, group.driven) && agree(trailer, group.trailer)
    }
}

/// Whether what a row asks for may be so: it asks for nothing, or it is, or nobody knows.
private func agree(_ asked: Bool?, _ known: Bool?) -> Bool {
    guard let asked, let known else { return true }
    return asked == known
}

extension [AxleDescription] {
    /// How many of some axles are known to have dual tyres, and how many single ones.
    func tyres(_ places: Range<Int>) -> (dual: Int, single: Int) {
        var (dual, single) = (0, 0)
        for place in places {
            switch self[place].dualTyres {
            case true?: dual += 1
            case false?: single += 1
            case nil: break
            }
        }
        return (dual, single)
    }
}
