public import Foundation

/// Which dictionary divides the words of which language, and the Debian package that brings it.
///
/// It is read from `hyphenation.tsv` in the fonts folder; a folder without it divides no words.
public struct HyphenationList: Sendable {
    /// How the words of a language are divided.
    public struct Row: Sendable, Equatable {
        /// The language's code in small letters, such as `de` or `pt-br`.
        public let language: String
        /// The Debian package.
        public let package: String
        /// The dictionary's path on a Debian system.
        public let file: String
        /// The fewest letters before the hyphen.
        public let before: Int
        /// The fewest letters behind the hyphen.
        public let after: Int
        /// Whether capitalised words are divided; else they are taken for names.
        public let dividesCapitalised: Bool
        /// Whether all patterns found in a word count, as in TeX; else the longest, as in libhyphen.
        public let takesAllPatterns: Bool
    }

    /// The rows in the order of the list.
    public let rows: [Row]

    /// Reads the list.
    ///
    /// - Parameter folder: The folder that holds `hyphenation.tsv`.
    /// - Throws: `SheetRenderingError` naming the file and line.
    public init(folder: URL) throws(SheetRenderingError) {
        let file = folder.appendingPathComponent("hyphenation.tsv")
        guard FileManager.default.fileExists(atPath: file.path) else {
            rows = []
            return
        }
        rows = try FontCatalog.rows(of: file, columns: 7) {
            columns,
            place throws(SheetRenderingError) in
            guard let before = Int(columns[3]), let after = Int(columns[4]), before > 0, after > 0,
                ["yes", "no"].contains(columns[5]), ["all", "longest"].contains(columns[6])
            else {
                throw SheetRenderingError(
                    "\(place): expected two numbers from 1, yes or no, and all or longest behind the file"
                )
            }
            return Row(
                language: columns[0].lowercased(),
                package: columns[1],
                file: columns[2],
                before: before,
                after: after,
                dividesCapitalised: columns[5] == "yes",
                takesAllPatterns: columns[6] == "all"
            )
        }
    }

    /// The row of a language, or of the language without its region.
    ///
    /// - Parameter language: The code, such as `de`, `de-AT` or `pt_BR`.
    /// - Returns: The row, if the list has one.
    public func row(for language: String) -> Row? {
        let code = language.lowercased().replacing("_", with: "-")
        let main = code.split(separator: "-").first.map(String.init) ?? code
        return rows.first { $0.language == code } ?? rows.first { $0.language == main }
    }

    /// What is missing for dividing the words of a language.
    ///
    /// - Parameter language: The language's code.
    /// - Returns: One line naming the package; nil if nothing is missing or the list has no such language.
    public func missing(for language: String) -> String? {
        guard let row = row(for: language), !FileManager.default.fileExists(atPath: row.file)
        else { return nil }
        return "words are not divided (\(language)): \(row.file) is missing; "
            + "apt-get install \(row.package)"
    }
}
