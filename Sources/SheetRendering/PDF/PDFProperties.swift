/// What a PDF says about itself.
struct PDFProperties {
    var title: String
    var author: String
    var subject: String
    var keywords: String
    var creator: String
    /// ISO 8601, for creation and modification, so that drawing again gives the same bytes.
    var date: String
}

/// A moment as PDF and as XMP write it.
struct PDFDate {
    /// Such as `D:20261123070500Z`.
    let pdf: String
    /// Such as `2026-11-23T07:05:00Z`.
    let iso: String

    /// Reads the beginning of an ISO 8601 date with time: `2026-11-23T07:05:00`, then anything up to a
    /// zone such as `Z` or `+01:00`; a missing zone is UTC.
    ///
    /// Nil if it is no such date.
    init?(_ text: String) {
        let parts = text.prefix(19)
        let digits = parts.filter { $0.isASCII && $0.isNumber }
        let frame = String(parts.map { $0.isASCII && $0.isNumber ? "0" : $0 })
        guard digits.count == 14, frame == "0000-00-00T00:00:00" else { return nil }
        let rest = text.dropFirst(19)
        guard let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) else {
            pdf = "D:\(digits)Z"
            iso = "\(parts)Z"
            return
        }
        let zone = rest[sign...].filter { $0 != ":" }
        guard zone.count == 5, zone.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return nil
        }
        let (hours, minutes) = (zone.prefix(3), zone.suffix(2))
        pdf = "D:\(digits)\(hours)'\(minutes)'"
        iso = "\(parts)\(hours):\(minutes)"
    }
}
