/// The districts of Zhengzhou (GB/T 2260, and the functional areas of the city; law.md §6).
enum District {
    static let names = [
        "410102": "中原区", "410103": "二七区", "410104": "管城回族区", "410105": "金水区", "410106": "上街区",
        "410108": "惠济区", "410122": "中牟县", "410181": "巩义市", "410182": "荥阳市", "410183": "新密市",
        "410184": "新郑市", "410185": "登封市", "410171": "经开区", "410172": "高新区", "410173": "航空港区",
    ]
}

extension StationFile {
    /// The district's name; `nil` for a code that is none.
    public var districtName: String? { District.names[district] }
}
