import Explanations
import Foundation
import Images
import SheetTemplates

/// Writes the page of one photo with its pictures.
struct PhotoPage: Sendable {
    /// The photos before and behind one.
    struct Neighbours: Sendable {
        var previous: String?
        var next: String?
        /// The photo's number, from 1.
        var number = 1
        /// How many photos there are.
        var count = 1

        init(of place: Int, in photos: [GalleryPhoto]) {
            previous = place > 0 ? photos[place - 1].id : nil
            next = place + 1 < photos.count ? photos[place + 1].id : nil
            number = place + 1
            count = photos.count
        }
    }

    let site: WebSite
    let frame: WebFrame
    /// The gallery's words.
    let strings: SheetStrings
    /// The words that all sheets share.
    let sheetStrings: SheetStrings
    let audience: String

    /// Writes it.
    ///
    /// - Parameters:
    ///   - photo: The photo.
    ///   - neighbours: Where the page leads on.
    ///   - sheets: Finished sheets to copy.
    /// - Returns: The photo's card, and whose photos the page shows.
    /// - Throws: What reading the explanation, making its pictures or writing throws.
    func write(
        _ photo: GalleryPhoto,
        neighbours: Neighbours,
        sheets: [URL]
    ) throws -> (card: GalleryCard, shown: GalleryCredits.Shown) {
        let explanation = try ExplanationFile.read(from: photo.folder)
        let pictures = try PhotoPictures(explanation, of: photo, site: site)
        let card = GalleryCard(photo, overlay: pictures.prediction)
        let values = try DocumentValues(
            explanation,
            texts: texts(explanation),
            strings: sheetStrings
        )
        var page = try PhotoValues(
            explanation,
            values: values,
            pictures: pictures,
            words: strings
        ).values
        page["id"] = photo.id
        page["creditsPage"] = WebGallery.creditsPage
        page["card"] = try card.values(strings)
        page["previous"] = neighbours.previous
        page["next"] = neighbours.next
        page["place"] = try strings.text("web-place", Self.place(neighbours))
        page["placePattern"] = try strings.text(
            "web-place",
            ["number": "{number}", "count": "{count}"]
        )
        page["downloads"] = try downloads(photo, sheets)
        try site.write(
            "photo",
            frame.values(adding: page, root: "../"),
            to: "photos/\(photo.id).html"
        )
        return (card, GalleryCredits.Shown(explanation, card: card))
    }

    private static func place(_ neighbours: Neighbours) -> [String: String] {
        ["number": String(neighbours.number), "count": String(neighbours.count)]
    }

    /// The texts; empty ones where nobody wrote any.
    private func texts(_ explanation: Explanation) -> NarratedText {
        explanation.text(audience: audience, language: strings.language)
            ?? NarratedText(
                audience: audience,
                language: strings.language,
                narrator: "",
                usesLanguageModel: false,
                summary: "",
                concepts: [],
                checks: []
            )
    }

    /// Copies what a reader can take home.
    private func downloads(_ photo: GalleryPhoto, _ sheets: [URL]) throws -> [[String: Any]] {
        func size(_ data: Data) throws -> String {
            try strings.text(
                data.count < 1_000_000 ? "web-size-kilobytes" : "web-size-megabytes",
                [
                    "number": data.count < 1_000_000
                        ? strings.numbers.count(max(Double(data.count) / 1000, 1))
                        : strings.numbers.count(Double(data.count) / 1_000_000)
                ]
            )
        }
        var downloads: [[String: Any]] = []
        for sheet in sheets {
            guard let data = try? Data(contentsOf: sheet) else {
                throw GalleriesError("\(sheet.path): the finished sheet cannot be read")
            }
            let name = sheet.lastPathComponent
            let ending = name.hasPrefix("sheet.") ? String(name.dropFirst(6)) : name
            let path = "sheets/\(photo.id).\(ending)"
            try site.write(data, to: path)
            downloads.append([
                "path": path,
                "text": try strings.text(
                    "web-download-sheet",
                    ["format": sheet.pathExtension.uppercased()]
                ),
                "size": try size(data),
            ])
        }
        let document = ExplanationFile.directory(of: photo.folder)
            .appendingPathComponent(ExplanationFile.name)
        guard let data = try? Data(contentsOf: document) else { return downloads }
        let path = "explanations/\(photo.id).json"
        try site.write(data, to: path)
        downloads.append([
            "path": path, "text": try strings.text("web-download-explanation"),
            "size": try size(data),
        ])
        return downloads
    }
}
