import Explanations
import Foundation
import Images

/// The pictures of a comparison's web page: written once each, found by side and channel.
struct ComparisonPictures {
    /// The whole photo.
    let photo: (file: String, width: Int, height: Int)
    /// The prediction's evidence on both sides.
    let wholes: [OverlayFigure]
    private var concepts: [[Int: Shown]] = []

    /// What is shown of a concept.
    private struct Shown: Sendable {
        let figure: OverlayFigure
        let tiles: [String]
    }

    /// How many reference photos of a concept are shown at most.
    private static let mostTiles = 6
    /// The side of their pictures, in pixels.
    private static let tileSide = 128

    /// The longest side of concepts' pictures, in pixels: twice what they are shown at.
    private static let longestConcept = 480
    /// The two sides in files' names.
    private static let stems = ["a", "b"]

    /// Makes and writes all of them, on all cores.
    ///
    /// - Parameters:
    ///   - comparison: Whose pictures.
    ///   - site: Where to.
    /// - Throws: `GalleriesError`, `ImagesError` or `TensorsError` if an asset is missing or broken.
    init(_ comparison: Comparison, site: WebSite) throws {
        let sides = [comparison.first, comparison.second]
        let whole = try WebPictures(sides[0].folder).photo(sides[0].explanation.input)
        try site.write(whole.data, to: "pictures/photo.jpg")
        photo = ("pictures/photo.jpg", whole.width, whole.height)
        var wholes: [OverlayFigure] = []
        for (side, stem) in zip(sides, Self.stems) {
            let maker = WebPictures(side.folder)
            let explanation = side.explanation
            let ground = try maker.ground(explanation.input)
            wholes.append(
                try Self.figure(
                    explanation.attribution.heatmap,
                    nil,
                    natural: "pictures/\(stem).jpg",
                    overlay: "pictures/\(stem)-overlay.jpg",
                    maker,
                    ground,
                    site
                )
            )
            try site.write(maker.file(ground).data, to: "pictures/\(stem).jpg")
            let small = try maker.ground(explanation.input, longest: Self.longestConcept)
            try site.write(maker.file(small).data, to: "pictures/\(stem)-small.jpg")
            let shown = explanation.allConcepts
            let figures = try WebWork.map(shown.count) { index in
                let concept = shown[index]
                let name = "pictures/\(stem)-\(concept.channel)"
                let tiles = try concept.references.prefix(Self.mostTiles).enumerated().map {
                    let path = "\(name)-\($0.offset + 1).jpg"
                    let tile = try maker.tile($0.element, side: Self.tileSide)
                    try site.write(tile.data, to: path)
                    return path
                }
                let figure = try Self.figure(
                    concept.heatmap,
                    concept.sign,
                    natural: "pictures/\(stem)-small.jpg",
                    overlay: "\(name).jpg",
                    maker,
                    small,
                    site
                )
                return Shown(figure: figure, tiles: tiles)
            }
            concepts.append(
                Dictionary(
                    zip(shown.map(\.channel), figures),
                    uniquingKeysWith: { first, _ in first }
                )
            )
        }
        self.wholes = wholes
    }

    /// A concept's evidence.
    ///
    /// - Parameters:
    ///   - channel: The concept's channel.
    ///   - side: 0 for the first side, 1 for the second.
    /// - Returns: Nil for a channel that the side does not tell.
    func concept(_ channel: Int, side: Int) -> OverlayFigure? { concepts[side][channel]?.figure }

    /// A concept's reference photos, strongest first.
    ///
    /// - Parameters:
    ///   - channel: The concept's channel.
    ///   - side: 0 for the first side, 1 for the second.
    /// - Returns: The files of at most six.
    func tiles(_ channel: Int, side: Int) -> [String] { concepts[side][channel]?.tiles ?? [] }

    private static func figure(
        _ heatmap: String,
        _ sign: EvidenceSign?,
        natural: String,
        overlay path: String,
        _ maker: WebPictures,
        _ ground: WebPictures.Ground,
        _ site: WebSite
    ) throws -> OverlayFigure {
        let overlay = try maker.overlay(heatmap, sign: sign, over: ground)
        try site.write(overlay.file.data, to: path)
        return OverlayFigure(
            photo: natural,
            overlay: path,
            width: overlay.file.width,
            height: overlay.file.height,
            outlines: overlay.outlines
        )
    }
}
