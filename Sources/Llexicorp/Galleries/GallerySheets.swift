import Explanations
import Foundation
import Galleries
import SheetRendering

/// The sheets that a gallery's pages offer: those that lie in the explanations' folders, others printed anew.
struct GallerySheets: ~Copyable {
    private let printer: SheetPrinter
    private let audiences: [String]
    private let language: String
    /// Where sheets are printed that the folders lack; it goes away with this.
    private let folder: URL

    /// Readies a folder for sheets.
    init(by printer: SheetPrinter, audiences: [String], language: String) throws {
        self.printer = printer
        self.audiences = audiences
        self.language = language
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The sheets of a photo as PDF.
    ///
    /// - Throws: What printing throws.
    func sheets(of photo: GalleryPhoto) throws -> [URL] {
        let document = photo.folder.appendingPathComponent(ExplanationFile.name)
        return try audiences.flatMap { audience -> [URL] in
            let known = photo.folder.appendingPathComponent("sheet.\(audience).\(language).pdf")
            // Texts may have been written since it was printed.
            if let printed = known.modification, let written = document.modification,
                printed >= written
            {
                return [known]
            }
            return try printer.print(
                try ExplanationFile.read(from: document),
                assets: photo.folder,
                audience: audience,
                language: language,
                formats: [.pdf],
                to: folder.appendingPathComponent(photo.id)
            )
        }
    }
}

extension URL {
    /// When the file was written last; nil if it is not there.
    fileprivate var modification: Date? {
        try? resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
    }
}
