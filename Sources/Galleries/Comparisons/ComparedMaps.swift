import Explanations
import Foundation
import Images
import Tensors

/// The heatmaps of two explanations on one grid of the photo.
struct ComparedMaps {
    /// Whose heatmap it is.
    enum Side { case first, second }

    /// A heatmap at the grid's cells.
    struct Map: Sendable {
        /// The blurred relevance of each cell that either model saw.
        let values: [Double]
        /// Whether each of these belongs to the smallest part that holds half of the relevance of the map's sign.
        let region: [Bool]
        /// The sign that counts.
        let sign: EvidenceSign
    }

    /// The cells.
    let grid: ComparisonGrid
    private let sides: [ComparedSide]

    /// Lays the grid for two explanations' predictions.
    init(_ first: ComparedSide, _ second: ComparedSide) throws {
        sides = [first, second]
        let shapes = try sides.map { side in
            try Self.heatmap(side.explanation.attribution.heatmap, of: side).shape
        }
        for side in sides {
            let view = side.explanation.input.view
            let numbers = [view.x, view.y, view.width, view.height]
            guard numbers.allSatisfy({ $0.isFinite && abs($0) <= 2 }), view.width > 1e-6,
                view.height > 1e-6
            else {
                throw GalleriesError(
                    "\(side.path): the model's view \(view) lies outside of the photo"
                )
            }
        }
        grid = ComparisonGrid(
            (first.explanation.input.view, shapes[0]),
            (second.explanation.input.view, shapes[1])
        )
    }

    /// A heatmap asset on the grid, blurred with a sigma of 3.4 % of the map's shorter side, and its region.
    ///
    /// - Parameters:
    ///   - path: The asset's path in the side's folder.
    ///   - sign: Which evidence's region is wanted.
    ///   - side: Whose it is.
    /// - Returns: The map.
    /// - Throws: `GalleriesError`, `TensorsError` or `ImagesError` if it is missing, broken or of another shape.
    func map(_ path: String, sign: EvidenceSign, of side: Side) throws -> Map {
        let side = sides[side == .first ? 0 : 1]
        let heatmap = try Self.heatmap(path, of: side)
        let view = side.explanation.input.view
        let width = heatmap.shape[1]
        // The region is what the drawn outline encloses, which is smoothed further where it would be in many pieces.
        let outline = try HeatmapOutline(of: heatmap, sign: sign)
        let region = try HalfRegion(of: heatmap, sign: sign, blur: outline.blur)
        let sigma = HalfRegion.blur * Double(min(heatmap.shape[0], width))
        let blurred = GaussianBlur(sigma: sigma)(heatmap)
        let values = grid.sampled(blurred.elements, width: width, view: view)
        let mask =
            region.map { grid.sampled($0.mask, width: width, view: view) }
            ?? [Bool](repeating: false, count: values.count)
        let seen = grid.isSeen.indices.filter { grid.isSeen[$0] }
        return Map(values: seen.map { values[$0] }, region: seen.map { mask[$0] }, sign: sign)
    }

    private static func heatmap(_ path: String, of side: ComparedSide) throws -> Tensor {
        let map = try WebAssets(folder: side.folder).heatmap(path)
        return map
    }
}
