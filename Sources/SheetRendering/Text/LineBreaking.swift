import SheetTemplates

/// Breaks a paragraph into lines and divides words where that fills a line.
///
/// Ragged lines need few hyphens: a word is divided only where the line would else stay empty for more than
/// `zone` of the width, in no more than two lines running, and never the paragraph's last word; in a paragraph
/// of few lines only if that saves one. A word that is longer than a line is divided by its language as well,
/// if that can be done.
struct LineBreaking {
    let composition: Composition
    let lease: FontLease
    let hyphenator: () -> Hyphenator?

    private static let zone = 0.16
    private static let mostRunning = 2
    private static let fewLines = 3

    /// The lines.
    ///
    /// - Parameters:
    ///   - width: The longest line in points; nil for one line.
    ///   - hyphenated: Whether words that would fit on the next line may be divided.
    ///   - capHeight: The height of the style's capitals, which lines tell.
    /// - Returns: The paragraph, with soft hyphens only where its lines end.
    func paragraph(width: Double?, hyphenated: Bool, capHeight: Double) -> PangoParagraph {
        let divided = broken(width, hyphenated, capHeight)
        guard divided.lines.count <= Self.fewLines,
            divided.lines.contains(where: { $0.breakReason == .hyphen })
        else { return divided }
        let whole = broken(width, false, capHeight)
        return whole.lines.count > divided.lines.count ? divided : whole
    }

    private func broken(
        _ width: Double?,
        _ hyphenated: Bool,
        _ capHeight: Double
    ) -> PangoParagraph {
        var paragraph = self.paragraph(width, hyphens: [], forced: [], capHeight)
        guard let width, paragraph.lines.count > 1 else { return paragraph }
        var hyphens: [Int] = []
        /// Those of `hyphens` that divide words longer than a line.
        var forced: Set<Int> = []
        /// Where the words begin that were looked at; each is but once.
        var seen: Set<Int> = []
        var index = 0
        while index + 1 < paragraph.lines.count {
            let line = paragraph.lines[index]
            let place = paragraph.starts[index + 1]
            index += 1
            if hyphens.contains(place) { continue }
            let isForced = line.breakReason == .insideWord
            let running = paragraph.starts[..<index].reversed().prefix { hyphens.contains($0) }
            guard
                isForced
                    || hyphenated && running.count < Self.mostRunning
                        && width - line.width > Self.zone * width,
                let word = composition.words.word(at: place), isForced || !word.isLast,
                seen.insert(word.places[0]).inserted, !composition.isCode(at: word.places[0]),
                let hyphenator = hyphenator()
            else { continue }
            let places = hyphenator.places(in: word.text).map { word.places[$0] }
            // With all places of the word each line takes as much of it as fits.
            let trial = self.paragraph(
                width,
                hyphens: (hyphens + places).sorted(),
                forced: forced,
                capHeight
            )
            let taken = Set(trial.starts).intersection(places)
            guard !taken.isEmpty else { continue }
            hyphens = (hyphens + taken).sorted()
            if isForced { forced.formUnion(taken) }
            // Without the other places no soft hyphen is left in the text that is not at a line's end.
            paragraph = self.paragraph(width, hyphens: hyphens, forced: forced, capHeight)
        }
        return paragraph
    }

    private func paragraph(
        _ width: Double?,
        hyphens: [Int],
        forced: Set<Int>,
        _ capHeight: Double
    ) -> PangoParagraph {
        PangoParagraph(
            composition.layout(lease, width: width, hyphens: hyphens),
            hyphens: SoftHyphens(hyphens),
            forced: forced,
            capHeight: capHeight
        )
    }
}
