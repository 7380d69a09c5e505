/// Says in a page's content what each piece of it is.
///
/// Pieces that are numbered get the mark given for their number; everything else that paints is marked as
/// an artifact, which readers that speak the page leave out.
package struct ContentMarker {
    /// What a piece of content is.
    package enum Mark: Equatable {
        /// A part of the document's structure: the element's type and the piece's number on the page.
        case content(tag: String, number: Int)
        /// Lines, fills, bars.
        case layout
        /// What pages carry for being pages; attached to the top or bottom edge, or to none.
        case pagination(Edge?)
    }

    /// An edge of the page.
    package enum Edge: Equatable {
        /// Where the page begins.
        case top
        /// Where the page ends.
        case bottom
    }

    private let marks: [Int: Mark]

    /// Makes a marker.
    ///
    /// - Parameter marks: By the number that a piece has in the content so far.
    package init(_ marks: [Int: Mark]) { self.marks = marks }

    /// The content with its marks.
    ///
    /// - Throws: `ContentScanner.Malformed`, also for marks that are not balanced.
    package func marked(_ content: [UInt8]) throws -> [UInt8] {
        var output = Output(content)
        var scanner = ContentScanner(content)
        var depth = 0
        // Where the path that is being built began, outside of all marks.
        var path: Int?
        while let operation = try scanner.next() {
            let start = operation.range.lowerBound
            switch operation.name {
            case "BMC", "BDC":
                output.closeArtifact(before: start)
                if depth == 0, let number = Self.number(of: operation, in: content) {
                    guard let mark = marks[number] else {
                        throw ContentScanner.Malformed(what: "unknown piece", place: start)
                    }
                    output.replace(operation.range, with: Self.words(mark))
                }
                depth += 1
            case "EMC":
                guard depth > 0 else {
                    throw ContentScanner.Malformed(what: "end without beginning", place: start)
                }
                depth -= 1
            case "q", "Q", "BT", "ET": output.closeArtifact(before: start)
            case "m", "re": if depth == 0 { path = path ?? start }
            case "n": path = nil
            case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*":
                // A mark may not begin inside of a path.
                if depth == 0 { output.openArtifact(before: path ?? start) }
                path = nil
            case "Tj", "TJ", "'", "\"", "Do", "sh", "BI":
                if depth == 0 { output.openArtifact(before: start) }
            default: break
            }
        }
        guard depth == 0 else {
            throw ContentScanner.Malformed(what: "open mark", place: content.count)
        }
        output.closeArtifact(before: content.count)
        return output.finished()
    }

    /// The number of a piece, if its mark has one.
    private static func number(
        of operation: ContentScanner.Operation,
        in content: [UInt8]
    ) -> Int? {
        guard operation.name == "BDC", let properties = operation.operands.last else { return nil }
        let words = String(decoding: content[properties], as: UTF8.self)
            .split { $0.isWhitespace || $0 == "<" || $0 == ">" }
        guard let key = words.firstIndex(of: "/MCID"), key + 1 < words.count else { return nil }
        return Int(words[key + 1])
    }

    private static func words(_ mark: Mark) -> String {
        switch mark {
        case .content(let tag, let number): "/\(tag) <</MCID \(number)>> BDC"
        case .layout: "/Artifact <</Type /Layout>> BDC"
        case .pagination(nil): "/Artifact <</Type /Pagination>> BDC"
        case .pagination(.top):
            "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
        case .pagination(.bottom):
            "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"
        }
    }

    /// The content that is written, copied in pieces.
    private struct Output {
        private let content: [UInt8]
        private var bytes: [UInt8] = []
        /// How far the content is copied.
        private var copied = 0
        private var isArtifact = false

        init(_ content: [UInt8]) {
            self.content = content
            bytes.reserveCapacity(content.count + content.count / 4)
        }

        mutating func openArtifact(before place: Int) {
            guard !isArtifact else { return }
            copy(to: place)
            bytes += "/Artifact BMC\n".utf8
            isArtifact = true
        }

        mutating func closeArtifact(before place: Int) {
            guard isArtifact else { return }
            copy(to: place)
            bytes += "\nEMC\n".utf8
            isArtifact = false
        }

        mutating func replace(_ range: Range<Int>, with words: String) {
            copy(to: range.lowerBound)
            bytes += words.utf8
            copied = range.upperBound
        }

        mutating func finished() -> [UInt8] {
            copy(to: content.count)
            return bytes
        }

        private mutating func copy(to place: Int) {
            guard place > copied else { return }
            bytes += content[copied..<place]
            copied = place
        }
    }
}
