/// Page numbers as an index writes them.
package enum PageRanges {
    /// Writes numbers in growing order, each once; three or more in a row as a range with an en dash.
    ///
    /// - Parameter pages: The numbers in any order.
    /// - Returns: Such as `1, 3–5, 9`.
    package static func text(_ pages: some Sequence<Int>) -> String {
        var ranges: [ClosedRange<Int>] = []
        for page in Set(pages).sorted() {
            if let last = ranges.last, last.upperBound + 1 == page {
                ranges[ranges.count - 1] = last.lowerBound...page
            } else {
                ranges.append(page...page)
            }
        }
        return ranges.map { range in
            switch range.count {
            case 1: "\(range.lowerBound)"
            case 2: "\(range.lowerBound), \(range.upperBound)"
            default: "\(range.lowerBound)\u{2013}\(range.upperBound)"
            }
        }.joined(separator: ", ")
    }
}
