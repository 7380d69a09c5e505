package import Foundation
package import SheetRendering

/// Copies the faces that web pages are set in, where they are installed, with their licence.
package struct WebFonts: Sendable {
    /// A face as a style sheet names it.
    private struct Use {
        let family: String
        let file: String
        let weight: Int
    }

    private static let uses = [
        Use(family: "Inter", file: "Inter-Regular.otf", weight: 400),
        Use(family: "Inter", file: "Inter-Medium.otf", weight: 500),
        Use(family: "Inter", file: "Inter-SemiBold.otf", weight: 600),
        Use(family: "Inter Display", file: "InterDisplay-SemiBold.otf", weight: 600),
    ]

    private let faces: [FontCatalog.Face]
    /// Where packages keep their licences, by the package's name.
    private let licences: URL

    /// Chooses the faces.
    ///
    /// - Parameters:
    ///   - catalog: The known faces.
    ///   - licences: The folder that holds `<package>/copyright`.
    package init(
        _ catalog: FontCatalog,
        licences: URL = URL(fileURLWithPath: "/usr/share/doc")
    ) {
        faces = catalog.faces
        self.licences = licences
    }

    /// Writes `fonts/fonts.css`, and beside it the faces that are installed and may be given on with their
    /// licence; pages are set in a font of the reader's system where there are none.
    ///
    /// - Parameter site: Where to.
    /// - Throws: `TensorsError` if the folder cannot be written to.
    package func write(to site: WebSite) throws {
        var rules: [String] = []
        var packages: Set<String> = []
        for use in Self.uses {
            guard
                let face = faces.first(where: {
                    $0.family == use.family && $0.file.hasSuffix("/\(use.file)")
                }),
                let data = try? Data(contentsOf: URL(fileURLWithPath: face.file)),
                let licence = try? Data(
                    contentsOf: licences.appendingPathComponent("\(face.package)/copyright")
                )
            else { continue }
            if packages.insert(face.package).inserted {
                try site.write(licence, to: "fonts/\(face.package).txt")
            }
            try site.write(data, to: "fonts/\(use.file)")
            rules.append(
                """
                @font-face {
                  font-family: "\(use.family)";
                  font-weight: \(use.weight);
                  font-display: swap;
                  src: url("\(use.file)") format("opentype");
                }

                """
            )
        }
        try site.write(Data(rules.joined().utf8), to: "fonts/fonts.css")
    }
}
