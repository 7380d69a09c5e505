package import Explanations
package import Foundation
package import SheetRendering
package import SheetTemplates

extension ComparisonDocument {
    /// What templates of comparisons tell of: `shared/comparison/pages.yaml`.
    package static let kind = DocumentKind(name: "comparison", fields: fields)
}

extension DocumentPrinter {
    /// Prints a comparison.
    ///
    /// - Parameters:
    ///   - document: The comparison's values.
    ///   - comparison: The comparison, whose folders hold the pictures.
    ///   - language: The language's code.
    ///   - provenance: When and by what it was made.
    ///   - formats: Which files to make.
    ///   - dotsPerInch: How fine PNG pictures are.
    ///   - overlay: How heatmaps are laid over photos in place of how the template has it.
    ///   - directory: Where to: a draft of the caller's.
    /// - Returns: The files `comparison.<language>.pdf` and so on: PDF, then PNG and SVG by page.
    /// - Throws: As `print(_:to:progress:values:)`.
    package func print(
        _ document: ComparisonDocument,
        of comparison: Comparison,
        language: String,
        provenance: Provenance,
        formats: Set<SheetFormat>,
        dotsPerInch: Int,
        overlay: OverlayChange,
        to directory: URL
    ) throws -> [URL] {
        var job = Job(
            ComparisonDocument.kind,
            language: language,
            folders: [comparison.first.folder, comparison.second.folder],
            provenance: provenance,
            stem: "comparison.\(language)"
        )
        job.formats = formats
        job.dotsPerInch = dotsPerInch
        job.overlay = overlay
        return try print(job, to: directory) { _ in document.value }
    }
}
