extension SheetPrinter {
    /// What is missing for dividing the words of a language at lines' ends; sheets are then set with whole
    /// words.
    ///
    /// - Parameter language: The language's code.
    /// - Returns: One line naming the Debian package; nil if nothing is missing.
    /// - Throws: `SheetRenderingError` if the list of dictionaries cannot be read.
    public func missingDictionary(of language: String) throws -> String? {
        try HyphenationList(folder: fonts).missing(for: language)
    }

    /// What is missing for dividing the words of all languages that there are templates in.
    ///
    /// - Returns: One line for each language without its dictionary.
    /// - Throws: `SheetRenderingError` if the list of dictionaries cannot be read.
    public func missingDictionaries() throws -> [String] {
        let list = try HyphenationList(folder: fonts)
        return Set(audiences.flatMap(languages(of:))).sorted().compactMap(list.missing(for:))
    }
}
