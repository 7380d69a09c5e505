/// The answer and the next ones with their probabilities as a table with bars.
struct ProbabilitiesBlock: BlockContent {
    private let panel: ProbabilityPanel

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        panel = try ProbabilityPanel(reading: node, reader)
    }

    func pieces(_ place: Place) throws -> [Piece] {
        try ProbabilityLayout(panel, place).atoms().map { .atom($0) }
    }
}

/// What the overlays' colours and outlines mean, each sign with a scale of its own.
struct LegendBlock: BlockContent {
    private let panel: LegendPanel

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        panel = try LegendPanel(reading: node, reader)
    }

    func pieces(_ place: Place) throws -> [Piece] { [.atom(try LegendLayout(panel, place).atom())] }
}

/// The strip of all evidence: what the sheet shows of it and what it leaves out.
struct LeftOutBlock: BlockContent {
    private let section: LeftOutSection

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        section = try LeftOutSection(reading: node, reader)
    }

    func pieces(_ place: Place) throws -> [Piece] { try LeftOutLayout(section, place).pieces() }
}

/// Whose photos the sheet shows, on a page of its own; printed where it was asked for.
struct CreditsBlock: BlockContent {
    private let section: CreditsSection

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        section = try CreditsSection(reading: node, reader)
    }

    func pieces(_ place: Place) throws -> [Piece] {
        guard place.context.showsCredits else { return [] }
        return try CreditsLayout(section, place).pieces()
    }
}
