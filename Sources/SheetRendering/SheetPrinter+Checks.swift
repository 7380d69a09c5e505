public import SheetTemplates

extension SheetPrinter {
    /// The languages that an audience's sheet can be printed in, sorted.
    ///
    /// - Parameter audience: The audience's folder name.
    /// - Returns: Language codes; none if there is no such audience.
    public func languages(of audience: String) -> [String] {
        SheetTemplate.languages(of: audience, in: templates)
    }

    /// Reads an audience's template in a language without printing anything.
    ///
    /// - Parameters:
    ///   - audience: The audience's folder name.
    ///   - language: The language's code.
    /// - Throws: `SheetTemplatesError` if there is no such audience or language, or at the first mistake
    ///   in its files, with line and column.
    public func check(audience: String, language: String) throws {
        _ = try SheetTemplate(folder: templates, audience: audience, language: language)
    }

    /// Finds the mistakes in an audience's template in a language.
    ///
    /// - Parameters:
    ///   - audience: The audience's folder name.
    ///   - language: The language's code.
    /// - Returns: As many as can be told from each other, in the order of reading; none if the template
    ///   can be used.
    public func mistakes(audience: String, language: String) -> [SheetTemplatesError] {
        SheetTemplate.mistakes(folder: templates, audience: audience, language: language)
    }

    /// Finds the mistakes in the template of cards, in all its languages.
    ///
    /// - Returns: As many as can be told from each other; none if cards can be printed.
    public func mistakesOfCards() -> [SheetTemplatesError] {
        SheetTemplate.languages(of: "shared/card", in: templates).flatMap {
            CardTemplate.mistakes(folder: templates, language: $0)
        }
    }

    /// Looks whether the fonts that sheets are set in are installed.
    ///
    /// - Returns: A line for each missing family, naming the Debian package that brings it.
    /// - Throws: `SheetRenderingError` if the lists of fonts cannot be read.
    public func missingFonts() throws -> [String] {
        try FontCatalog(folder: fonts).missing()
    }
}
