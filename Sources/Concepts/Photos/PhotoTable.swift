import Foundation
import Models

/// The rows of a photo list: tab-separated text whose first line names the columns.
///
/// Known columns are `path` (required), `package`, `sha256`, `label`, `wordnet`, `licence` and `author`, in
/// any order; other columns are ignored. Blank lines and lines that begin with `#` do not count. Nothing
/// is quoted: a field holds any character but tab and line end.
struct PhotoTable {
    /// One row, checked field by field.
    struct Row {
        var line: Int
        var path: String
        var package: String?
        var sha256: String?
        var label: String?
        var wordNetID: String?
        var licence: String?
        var author: String?
    }

    private(set) var rows: [Row] = []

    /// Reads the rows.
    ///
    /// - Parameters:
    ///   - text: The whole file.
    ///   - origin: What to call it in errors.
    /// - Throws: `ConceptsError` with file, line and what is wrong at the first bad row.
    init(_ text: String, origin: String) throws {
        var columns: [String]?
        // A file may come from any system; "\r\n" is one Character, so it is split by scalars' meaning.
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, content) in lines.enumerated() {
            let line = index + 1
            if content.allSatisfy(\.isWhitespace) || content.hasPrefix("#") { continue }
            let fields = content.split(separator: "\t", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if let columns {
                let place = "\(origin), line \(line)"
                guard fields.count == columns.count else {
                    throw ConceptsError(
                        "\(place): has \(fields.count) fields, the first line names \(columns.count)",
                        hint: "separate the fields by one tab each and leave unknown ones empty"
                    )
                }
                var named: [String: String] = [:]
                for (column, field) in zip(columns, fields) where !field.isEmpty {
                    named[column] = field
                }
                rows.append(try Self.row(of: named, line: line, place: place))
            } else {
                columns = try Self.columns(fields, place: "\(origin), line \(line)")
            }
        }
        guard columns != nil, !rows.isEmpty else {
            throw ConceptsError(
                "\(origin): lists no photos",
                hint:
                    "give a first line that names the columns (at least path), then one photo a line"
            )
        }
    }

    private static func columns(_ fields: [String], place: String) throws -> [String] {
        let names = fields.map { $0.lowercased() }
        guard names.contains("path") else {
            throw ConceptsError(
                "\(place): names no column \"path\" among \(names.joined(separator: ", "))",
                hint: "begin the list with a line of column names, separated by tabs"
            )
        }
        guard Set(names).count == names.count else {
            throw ConceptsError("\(place): names a column twice")
        }
        return names
    }

    private static func row(of fields: [String: String], line: Int, place: String) throws -> Row {
        guard let path = fields["path"] else {
            throw ConceptsError("\(place): path is empty")
        }
        if let sha256 = fields["sha256"], !isDigest(sha256) {
            throw ConceptsError(
                "\(place): sha256 \"\(sha256.prefix(80))\" is not 64 lower-case hexadecimal digits"
            )
        }
        if let synset = fields["wordnet"], !ClassNames.isWordNetID(synset) {
            throw ConceptsError(
                "\(place): wordnet \"\(synset.prefix(80))\" is not n and eight digits",
                hint: "leave it empty where no WordNet 3.0 noun fits"
            )
        }
        if fields["package"] != nil, fields["sha256"] == nil {
            throw ConceptsError(
                "\(place): has a package but no sha256, by which its photo would be found"
            )
        }
        return Row(
            line: line,
            path: path,
            package: fields["package"],
            sha256: fields["sha256"],
            label: fields["label"],
            wordNetID: fields["wordnet"],
            licence: fields["licence"],
            author: fields["author"]
        )
    }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
