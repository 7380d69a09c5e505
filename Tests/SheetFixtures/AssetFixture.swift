public import Explanations
public import Foundation
public import Images
public import Tensors

/// Writes the assets of a made-up explanation: a gradient photo and Gaussian heatmaps.
public enum AssetFixture {
    /// Writes every asset that the sheets of an explanation use.
    ///
    /// - Parameters:
    ///   - explanation: Whose assets.
    ///   - folder: The document's folder.
    ///   - photo: The photo; a gradient if there is none.
    /// - Throws: What writing throws.
    public static func write(
        for explanation: Explanation,
        to folder: URL,
        photo: Picture? = nil
    ) throws {
        let assets = folder.appendingPathComponent("assets")
        try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
        let photo =
            photo ?? gradient(width: explanation.input.width, height: explanation.input.height)
        try photo.writePNG(to: folder.appendingPathComponent(explanation.input.photo))
        try write(
            blobs(side: 224, seed: 99, sign: 1),
            to: folder.appendingPathComponent(explanation.attribution.heatmap)
        )
        for (index, concept) in explanation.concepts.enumerated() {
            let sign: Float = concept.layerShare < 0 ? -1 : 1
            try write(
                blobs(side: 224, seed: index, sign: sign),
                to: folder.appendingPathComponent(concept.heatmap)
            )
            for (rank, reference) in concept.references.enumerated() {
                let crop = gradient(width: 120, height: 120, phase: Double(index * 7 + rank))
                try crop.writePNG(to: folder.appendingPathComponent(reference.crop))
                try write(
                    blobs(side: 112, seed: index * 7 + rank, sign: 1),
                    to: folder.appendingPathComponent(reference.heatmap)
                )
            }
        }
    }

    private static func write(_ map: Tensor, to url: URL) throws {
        try SafetensorsWriter.write([("heatmap", map)], to: url)
    }

    /// A soft picture with some texture, so that overlays have light and dark to work on.
    public static func gradient(width: Int, height: Int, phase: Double = 0) -> Picture {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let u = Double(x) / Double(width)
                let v = Double(y) / Double(height)
                let wave = 0.5 + 0.5 * sin(9 * u + phase) * cos(7 * v - phase)
                pixels.append(UInt8(40 + 190 * wave))
                pixels.append(UInt8(60 + 150 * u))
                pixels.append(UInt8(50 + 160 * v))
            }
        }
        return Picture(width: width, height: height, pixels: pixels)
    }

    /// A map of two Gaussian hills whose places depend on the seed.
    public static func blobs(side: Int, seed: Int, sign: Float) -> Tensor {
        let centres = (0..<2).map { number in
            (
                x: 0.25 + 0.5 * fraction(seed * 13 + number * 5),
                y: 0.25 + 0.5 * fraction(seed * 29 + number * 11)
            )
        }
        var elements: [Float] = []
        for y in 0..<side {
            for x in 0..<side {
                var value = 0.0
                for (number, centre) in centres.enumerated() {
                    let dx = Double(x) / Double(side) - centre.x
                    let dy = Double(y) / Double(side) - centre.y
                    let width = number == 0 ? 0.09 : 0.06
                    value += exp(-(dx * dx + dy * dy) / (2 * width * width))
                }
                elements.append(Float(value) * sign)
            }
        }
        return Tensor(shape: [side, side], elements: elements)
    }

    private static func fraction(_ seed: Int) -> Double {
        (Double(seed) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
    }
}
