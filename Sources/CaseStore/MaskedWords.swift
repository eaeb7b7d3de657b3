extension String {
    /// All but its ends hidden, as the view `case_personal_masked` does it.
    package var masked: String { count <= 4 ? prefix(1) + "**" : prefix(3) + "****" + suffix(2) }
}
