/// The plates of GA 36-2018, as the tests understand them.
enum GA36 {
    nonisolated(unsafe) static let ordinary =
        /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][A-HJ-NP-Z0-9]{5}/
    nonisolated(unsafe) static let largeElectric =
        /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z]\d{5}[DF]/
    nonisolated(unsafe) static let smallElectric =
        /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][A-HJK][A-HJ-NP-Z0-9]\d{4}/
    nonisolated(unsafe) static let trailer =
        /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][A-HJ-NP-Z0-9]{4}挂/
}
