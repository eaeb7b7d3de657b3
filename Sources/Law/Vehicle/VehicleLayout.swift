/// Which axle groups are the trailer's and which are driven, as far as form and groups say it.
struct VehicleLayout {
    let grouping: AxleGrouping
    let form: VehicleForm
    /// Leading single axles with single tyres: they steer.
    let steering: Int

    /// Whether a group is the trailer's; `nil` where nobody can say.
    func isTrailer(_ group: Int) -> Bool? {
        if form == .rigid || group < steering { return false }
        guard form.isCombination, grouping.count > 2 else { return nil }
        // A truck has two axles at least.
        if group == 1, grouping.size(of: 0) == 1 { return false }
        let fromBehind = grouping.count - 1 - group
        switch form {
        case .drawbar: return fromBehind < 2
        case .centreAxle: return fromBehind < 1
        // A semitrailer with spread axles, and a combination that may be any, can have more groups than the last.
        default: return fromBehind == 0 ? true : nil
        }
    }

    /// Whether a group is driven; `nil` where nobody can say.
    ///
    /// The front group steers, a trailer is not driven; where one group is left, it is the driven one.
    func isDriven(_ group: Int) -> Bool? {
        if group < steering || isTrailer(group) == true { return false }
        let candidates = (steering..<grouping.count).count { isTrailer($0) != true }
        return candidates == 1 && isTrailer(group) == false ? true : nil
    }

    /// The axles of the driven group: of several that may be, the first, since the trailer's come behind it.
    var drivenAxles: Range<Int>? {
        guard steering < grouping.count, isTrailer(steering) != true else { return nil }
        if form == .rigid { return grouping.axles(of: grouping.count - 1) }
        return grouping.axles(of: steering)
    }
}
