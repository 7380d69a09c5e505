import SheetFixtures
import SheetRendering
import SheetTemplates

/// An end user's sheet whose elements a test changes before it is drawn.
struct EditedSheet {
    var sheet: LaidOutSheet
    let assets: TemporaryFolder

    init(concepts: Int? = nil) throws {
        var fixture = ExplanationFixture()
        if let concepts {
            fixture.concepts = (0..<concepts).map { .init("Concept \($0)", 0.05, references: 1) }
            fixture.conceptsRequested = concepts
        }
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: "en"
        )
        let measurer = try PangoMeasurer(catalog: FontCatalog(folder: fontsFolder), language: "en")
        let explanation = fixture.explanation()
        sheet = try SheetLayout(template: template, measurer: measurer).layOut(explanation)
        assets = try TemporaryFolder()
        try AssetFixture.write(for: explanation, to: assets.url)
    }

    /// An element's place on the sheet.
    struct Place {
        let page: Int
        let element: Int
    }

    /// The texts' places in reading order.
    var texts: [Place] {
        places { element in
            guard case .text = element.content else { return false }
            // Heads and feet of pages are decoration.
            return !element.structure.isEmpty
        }
    }

    /// The places of a table's cells in reading order.
    var cells: [Place] {
        texts.filter { [.cell, .headerCell].contains(self[$0].structure.last?.role) }
    }

    /// How many pictures have words.
    var figureCount: Int { figures.count }

    private var figures: [Place] {
        places { $0.structure.last?.role == .figure && $0.structure.last?.alternative != nil }
    }

    private func places(where isMeant: (PlacedElement) -> Bool) -> [Place] {
        sheet.pages.enumerated().flatMap { page, content in
            content.elements.enumerated().filter { isMeant($0.element) }
                .map { Place(page: page, element: $0.offset) }
        }
    }

    subscript(place: Place) -> PlacedElement {
        sheet.pages[place.page].elements[place.element]
    }

    // MARK: Changing

    mutating func change(_ place: Place, _ change: (inout PlacedElement) -> Void) {
        change(&sheet.pages[place.page].elements[place.element])
    }

    /// Changes the first text with some words.
    mutating func edit(_ words: String, _ change: (inout PlacedElement) -> Void) {
        guard let place = texts.first(where: { self[$0].words.contains(words) }) else {
            preconditionFailure("the sheet does not say \(words)")
        }
        self.change(place, change)
    }

    mutating func editFigures(_ change: (inout PlacedElement) -> Void) {
        for place in figures { self.change(place, change) }
    }

    /// Makes the first texts headings of some levels, and all others paragraphs.
    mutating func setHeadings(_ levels: [Int]) {
        for (index, place) in texts.enumerated() {
            let role: StructureStep.Role =
                index < levels.count ? .heading(levels[index]) : .paragraph
            change(place) { $0.structure = Self.path([(role, 9000 + index)], from: $0.structure) }
        }
    }

    /// Puts two texts into a new part: the first as its label, the second as what it labels.
    mutating func join(_ label: String, _ body: String, in roles: [StructureStep.Role]) {
        let part = roles.map { ($0, 9000) }
        edit(label) { $0.structure = Self.path(part + [(.label, 9001)], from: $0.structure) }
        // An item's own text becomes its body.
        let own = roles.last == .listItem ? part : part + [(.paragraph, 9002)]
        edit(body) { $0.structure = Self.path(own, from: $0.structure) }
    }

    /// A path of new steps below the document.
    private static func path(
        _ steps: [(StructureStep.Role, Int)],
        from old: [StructureStep]
    ) -> [StructureStep] {
        guard let document = old.first else { preconditionFailure("the element is decoration") }
        return [document]
            + steps.map { role, id in
                var step = document
                (step.role, step.id) = (role, id)
                return step
            }
    }
}
