import Explanations
import Images
import SheetTemplates

/// The pictures of one photo, written into the site.
struct PhotoPictures {
    /// A picture without an overlay.
    struct Plain {
        let path: String
        let width: Int
        let height: Int
    }

    /// The whole photo.
    let photo: Plain
    /// The view with the whole prediction over it.
    let prediction: OverlayFigure
    /// The view with each concept over it, by channel.
    private(set) var concepts: [Int: OverlayFigure] = [:]
    /// The tiles of each concept's references, by channel.
    private(set) var references: [Int: [Plain]] = [:]

    /// The longest side of a concept's overlay in pixels.
    private static let conceptSide = 480

    init(_ explanation: Explanation, of photo: GalleryPhoto, site: WebSite) throws {
        let maker = WebPictures(photo.folder)
        let folder = "pictures/\(photo.id)"
        func write(_ file: WebPictures.File, to path: String) throws -> Plain {
            try site.write(file.data, to: path)
            return Plain(path: path, width: file.width, height: file.height)
        }
        func figure(
            _ ground: WebPictures.Ground,
            _ plain: Plain,
            _ heatmap: String,
            _ sign: EvidenceSign?,
            to path: String
        ) throws -> OverlayFigure {
            let overlay = try maker.overlay(heatmap, sign: sign, over: ground)
            let file = try write(overlay.file, to: path)
            return OverlayFigure(
                photo: plain.path,
                overlay: file.path,
                width: file.width,
                height: file.height,
                outlines: overlay.outlines
            )
        }
        let input = explanation.input
        self.photo = try write(maker.photo(input), to: "\(folder)/photo.jpg")
        let view = try maker.ground(input)
        prediction = try figure(
            view,
            write(maker.file(view), to: "\(folder).jpg"),
            explanation.attribution.heatmap,
            nil,
            to: "\(folder)-overlay.jpg"
        )
        guard !explanation.concepts.isEmpty else { return }
        let small = try maker.ground(input, longest: Self.conceptSide)
        let plain = try write(maker.file(small), to: "\(folder)/view.jpg")
        for concept in explanation.concepts {
            concepts[concept.channel] = try figure(
                small,
                plain,
                concept.heatmap,
                concept.layerShare < 0 ? .negative : .positive,
                to: "\(folder)/concept-\(concept.channel).jpg"
            )
            references[concept.channel] = try concept.references.enumerated().map { rank, shown in
                try write(
                    maker.tile(shown),
                    to: "\(folder)/reference-\(concept.channel)-\(rank + 1).jpg"
                )
            }
        }
    }
}
