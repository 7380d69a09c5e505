import Foundation

/// A photo as it lies below overlays, pale and almost grey.
///
/// It is made once for all overlays of one size.
public struct OverlayGround: Sendable {
    /// The part of the photo that the model saw, at the size of the output.
    public let view: Picture
    /// The photo where nothing is tinted.
    public let base: Picture
    /// The lifted luma `Y` of each pixel, 0 to 255.
    let brightness: [Float]
    private let contrast: Float
    private let keptColor: Float

    /// Prepares a photo.
    ///
    /// - Parameters:
    ///   - view: The part of the photo that the model saw, at the size of the output.
    ///   - style: How pale it becomes.
    public init(_ view: Picture, style: Duotone = .sheet) {
        self.view = view
        contrast = Float(style.contrast)
        keptColor = Float(style.keptColor)
        let lift = LiftTable(gamma: style.gamma(for: view))
        let count = view.width * view.height
        let (contrast, keptColor) = (contrast, keptColor)
        var bytes = [UInt8](repeating: 0, count: count * 3)
        brightness = [Float](unsafeUninitializedCapacity: count) { output, filled in
            view.pixels.withUnsafeBufferPointer { photo in
                bytes.withUnsafeMutableBufferPointer { bytes in
                    for pixel in 0..<count {
                        let offset = pixel * 3
                        let parts = SIMD4<Float>(
                            Float(photo[offset]),
                            Float(photo[offset + 1]),
                            Float(photo[offset + 2]),
                            0
                        )
                        let value = lift[luma(parts)]
                        output[pixel] = value
                        pale(parts, value, contrast, keptColor)
                            .storeRounded(in: bytes, at: offset)
                    }
                }
            }
            filled = count
        }
        base = Picture(width: view.width, height: view.height, pixels: bytes)
    }

    /// The untinted colour of a pixel before it is rounded.
    @inline(__always)
    func base(_ parts: SIMD4<Float>, _ brightness: Float) -> SIMD4<Float> {
        pale(parts, brightness, contrast, keptColor)
    }
}

/// `.2126 r + .7152 g + .0722 b`.
@inline(__always)
private func luma(_ parts: SIMD4<Float>) -> Float {
    0.2126 * parts.x + 0.7152 * parts.y + 0.0722 * parts.z
}

/// `255 - contrast (255 - (Y + keep (photo - L)))`.
@inline(__always)
private func pale(
    _ parts: SIMD4<Float>,
    _ brightness: Float,
    _ contrast: Float,
    _ keptColor: Float
) -> SIMD4<Float> {
    let faded = brightness + keptColor * (parts - luma(parts))
    return 255 - contrast * (255 - faded)
}

/// `255 (L / 255) ^ gamma` for many pixels: straight lines between enough of its values.
private struct LiftTable {
    /// Empty if the luma stays as it is.
    private let values: [Float]

    private static let steps = 16

    init(gamma: Double) {
        guard gamma < 1 else {
            values = []
            return
        }
        values = (0...255 * Self.steps + 1).map { step in
            Float(255 * pow(min(Double(step) / Double(255 * Self.steps), 1), gamma))
        }
    }

    subscript(luma: Float) -> Float {
        guard !values.isEmpty else { return luma }
        let place = min(max(luma, 0), 255) * Float(Self.steps)
        let step = Int(place)
        return values[step] + (values[step + 1] - values[step]) * (place - Float(step))
    }
}
