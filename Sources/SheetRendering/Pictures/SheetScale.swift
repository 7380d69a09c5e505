import SheetTemplates

/// What full strength stands for in the pictures that share the scale of their sheet.
final class SheetScale: Sendable {
    private let assets: AssetFolder
    private let overlays: [OverlayPicture]
    private let largest = OnceCache<Bool, Double>(limit: 2)

    /// Takes note of a sheet's overlays.
    ///
    /// - Parameters:
    ///   - assets: Where heatmaps are read.
    ///   - overlays: All of the sheet's; those on a scale of their own have no part in the sheet's.
    init(assets: AssetFolder, overlays: [OverlayPicture]) {
        self.assets = assets
        self.overlays = overlays.filter { $0.style.scale == .sheet }
    }

    /// The largest full strength of all overlays on the sheet's scale.
    ///
    /// - Parameter isBlurred: Whether maps are smoothed as over a photo; raw ones have larger values,
    ///   so that both kinds have a scale of their own, each of all the maps.
    /// - Returns: An amount of relevance; nil if there are no such overlays.
    /// - Throws: What reading a heatmap throws.
    func full(isBlurred: Bool) throws -> Double? {
        guard !overlays.isEmpty else { return nil }
        return try largest.value(isBlurred) {
            let maps = Set(overlays.map(\.heatmap)).sorted()
            let assets = assets
            return try ParallelWork.map(maps.count) {
                try assets.strength(maps[$0], isBlurred: isBlurred).full
            }
            .max() ?? 0
        }
    }
}
