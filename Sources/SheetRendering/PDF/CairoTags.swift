import CQPDF

/// Which pieces of content Cairo drew for each element, by the numbers that it gave them on their page.
struct CairoTags {
    /// By element in drawing order; an element of several lines has a piece for each.
    let numbers: [[Int]]

    init(_ document: QPDFDocument) {
        let tree = document.get("/StructTreeRoot", of: document.root)
        guard document.isDictionary(tree) else {
            numbers = []
            return
        }
        numbers = document.items(of: document.get("/K", of: tree)).map { tag in
            document.releasing {
                var numbers: [Int] = []
                Self.collect(document.get("/K", of: tag), of: document, into: &numbers)
                return numbers
            }
        }
    }

    private static func collect(
        _ kids: qpdf_oh,
        of document: QPDFDocument,
        into numbers: inout [Int]
    ) {
        for kid in document.items(of: kids) {
            if let number = document.integer(in: kid) {
                numbers.append(number)
            } else if let number = document.integer(in: document.get("/MCID", of: kid)) {
                numbers.append(number)
            } else {
                collect(document.get("/K", of: kid), of: document, into: &numbers)
            }
        }
    }
}
