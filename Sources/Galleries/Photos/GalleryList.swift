package import Foundation

/// A gallery as JSON for machines: `gallery.json` in its folder, one entry for each photo in their order.
package struct GalleryList: Encodable {
    private let schema = "llexicorp/gallery/1"
    private let title: String?
    private let language: String
    private let created: String
    private let photos: [Photo]

    private struct Photo: Encodable {
        let id: String
        let file: String
        let sha256: String
        let model: String
        let layer: String
        let composite: String
        let answer: String
        let `class`: Int
        let probability: Double
        let label: String?
        let agreement: GalleryPhoto.Agreement
        let concepts: [Concept]
    }

    private struct Concept: Encodable {
        let channel: Int
        let name: String?
        let layerShare: Double
    }

    /// Takes the list from a gallery.
    package init(_ gallery: Gallery) {
        title = gallery.title
        language = gallery.language
        created = gallery.provenance.created
        photos = gallery.photos.map { photo in
            Photo(
                id: photo.id,
                file: photo.input.file,
                sha256: photo.input.sha256,
                model: photo.model.name,
                layer: photo.model.layer,
                composite: photo.composite,
                answer: photo.answer.label,
                class: photo.answer.class,
                probability: photo.answer.probability,
                label: photo.label,
                agreement: photo.agreement,
                concepts: photo.concepts.map {
                    Concept(
                        channel: $0.channel,
                        name: $0.isNamed ? $0.name : nil,
                        layerShare: $0.layerShare
                    )
                }
            )
        }
    }

    /// The file's bytes.
    package func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
