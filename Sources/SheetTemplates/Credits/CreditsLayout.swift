import Explanations
import Foundation

/// Lays out whose photos the sheet shows: a row for each licence and author.
struct CreditsLayout {
    /// The placeholders that only credits have.
    static let names: Set<String> = ["package", "uses", "row"]
    /// Rows break behind this many photos, so that none is longer than a page.
    private static let photosPerRow = 24

    private let section: CreditsSection
    private let context: LayoutContext
    private let place: Place

    init(_ section: CreditsSection, _ place: Place) {
        self.section = section
        self.place = place
        context = place.context
    }

    /// The credits, beginning on a new page.
    func pieces() throws -> [Piece] {
        let line = Rect(
            x: context.page.left,
            y: -section.rule.weight / 2,
            width: context.page.measure,
            height: section.rule.weight
        )
        let rule = Atom(
            height: 0,
            elements: [.fill(line, section.rule.colour)],
            keepsNext: true
        )
        return try [.pageBreak, .atom(rule)] + (head() + rows()).map { .atom($0) }
    }

    /// The references that the sheet shows, in the order of its tiles, each as often as it is shown.
    private var roll: CreditRoll { CreditRoll(of: context.shownConcepts) }

    // MARK: Parts

    private func head() throws -> [Atom] {
        var values = context.values.document
        let count = roll.photoCount
        values["count"] = String(count)
        let heading = try context.block(
            context.strings.runs(section.heading, values),
            section.headingStyle,
            x: context.page.left,
            width: context.page.measure,
            structure: place.part(.heading(2))
        )
        let intro = try [
            context.strings.text(section.intro, values, count: count),
            context.strings.text(section.words.explained, values),
        ].filter { !$0.isEmpty }.joined(separator: " ")
        let words = try context.block(
            [.init(intro)],
            section.style,
            x: section.licence.x,
            width: context.page.measure,
            structure: place.part(.paragraph)
        )
        // Nothing stands above, so the distance to the rule is part of the atom.
        let top = Atom(
            height: section.headingBefore + heading.height,
            elements: [heading.element(top: section.headingBefore)],
            keepsNext: true
        )
        return [top] + words.atoms(before: section.introBefore)
    }

    private func rows() throws -> [Atom] {
        let table = place.part(.table)
        var atoms: [Atom] = []
        for licence in roll.licences {
            var isFirst = true
            for author in licence.authors {
                for start in stride(from: 0, to: author.photos.count, by: Self.photosPerRow) {
                    let end = min(start + Self.photosPerRow, author.photos.count)
                    atoms.append(
                        try row(
                            isFirst ? licence : nil,
                            start == 0 ? author : nil,
                            Array(author.photos[start..<end]),
                            in: table
                        )
                    )
                    isFirst = false
                }
            }
        }
        return atoms
    }

    /// A row; licence and author are nil where the row before has the same.
    private func row(
        _ licence: CreditRoll.Licence?,
        _ author: CreditRoll.Author?,
        _ photos: [CreditRoll.Photo],
        in table: [StructureStep]
    ) throws -> Atom {
        let row = context.part(.row, in: table)
        let top = section.before
        var elements: [PlacedElement] = []
        var height = 0.0
        func add(_ runs: [StyledText.Run], _ span: ColumnSpan) throws {
            let block = try context.block(
                runs,
                section.style,
                x: span.x,
                width: span.width,
                structure: context.part(.cell, in: row)
            )
            elements.append(block.element(top: top))
            height = max(height, block.height)
        }
        let isNewLicence = licence != nil
        let line = Rect(
            x: isNewLicence ? context.page.left : section.author.x,
            y: 0,
            width: isNewLicence
                ? context.page.measure
                : context.page.left + context.page.measure - section.author.x,
            height: section.hairline.weight
        )
        elements.append(.fill(line, section.hairline.colour))
        if let licence {
            let name =
                try licence.licence?.asOneParagraph
                ?? context.strings.text(section.words.unlicensed)
            try add([.init(name, .strong)], section.licence)
        }
        if let author {
            var words =
                try author.author?.asOneParagraph
                ?? context.strings.text(section.words.unnamed)
            let packages = Set(author.photos.compactMap(\.package)).sorted()
            if !packages.isEmpty {
                // A package's name is one word.
                let names = packages.joined(separator: ", ").asOneParagraph
                    .replacingOccurrences(of: "-", with: "\u{2011}")
                let values = ["package": names]
                words += try ", " + context.strings.text(section.words.package, values)
            }
            try add([.init(words)], section.author)
        }
        try add([.init(photos.map(describe).joined(separator: "; "))], section.photos)
        return Atom(
            before: section.after,
            height: top + height,
            elements: elements
        )
    }

    /// What a photo shows and where on the sheet it is.
    private func describe(_ photo: CreditRoll.Photo) throws -> String {
        let uses = try photo.uses.map { use in
            let row = context.shownConcepts.firstIndex { $0.channel == use.channel } ?? 0
            return try context.strings.text(
                section.words.use,
                ["row": String(row + 1), "number": String(use.number)]
            )
        }.joined(separator: ", ")
        let label = photo.label?.asOneParagraph ?? ""
        guard !label.isEmpty else {
            return try context.strings.text(section.words.unlabelled, ["uses": uses])
        }
        return try context.strings.text(
            section.words.photo,
            ["uses": uses, "reference-label": context.strings.titles.title(of: label)]
        )
    }
}
