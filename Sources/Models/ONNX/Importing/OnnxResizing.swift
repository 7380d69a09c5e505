import Kernels
import Tensors

/// The whole factors by which a `Resize` or `Upsample` node enlarges pictures.
struct OnnxResizing {
    /// For height and width.
    let factors: [Int]
    let mode: Upsampling.Mode

    /// Reads a node.
    ///
    /// - Parameters:
    ///   - call: The node.
    ///   - sides: The picture's height and width.
    /// - Throws: `ModelsError` for anything but enlarging by whole factors.
    init(_ call: OnnxCall, sides: [Int]) throws(ModelsError) {
        factors = try Self.factors(call, sides)
        let isResize = call.node.operation == "Resize"
        let mode = try call.string("mode") ?? "nearest"
        // Upsample and the first Resize knew but one way to find places.
        let usual = isResize && call.opset >= 11 ? "half_pixel" : "asymmetric"
        let places = try call.string("coordinate_transformation_mode") ?? usual
        let rounding =
            try call.string("nearest_mode")
            ?? (isResize && call.opset >= 11 ? "round_prefer_floor" : "floor")
        switch (mode, places) {
        case ("linear", "half_pixel"), ("linear", "pytorch_half_pixel"):
            self.mode = .bilinear(alignsCorners: false)
        case ("linear", "align_corners"):
            self.mode = .bilinear(alignsCorners: true)
        case ("nearest", _)
        where factors.allSatisfy { Self.repeats(factor: $0, places, rounding) }:
            self.mode = .nearest
        default:
            throw call.failure(
                "resizes by \(Printable.excerpt("\(mode), \(places), \(rounding)"))",
                hint: "nearest and bilinear enlarging by whole factors are supported"
            )
        }
    }

    private static func factors(_ call: OnnxCall, _ sides: [Int]) throws(ModelsError) -> [Int] {
        var scales: [Float] = []
        let scaleInput = call.node.operation == "Resize" && call.opset >= 11 ? 2 : 1
        if case .floats(let listed)? = call.node.attributes["scales"] {
            scales = listed
        } else if let stated = call.optional(scaleInput), stated.count > 0 {
            scales = try call.floats(scaleInput).elements
        } else if call.optional(3) != nil {
            let sizes = try call.integers(3)
            guard sizes.count == 4 else {
                throw call.failure("sizes \(Printable.excerpt("\(sizes)"))")
            }
            scales = [1, 1] + zip(sizes[2...], sides).map { Float($0) / Float($1) }
        }
        guard scales.count == 4, scales[0] == 1, scales[1] == 1,
            scales[2...].allSatisfy({ 1...1024 ~= $0 && $0 == $0.rounded() })
        else {
            throw call.failure(
                "resizes by \(Printable.excerpt("\(scales)"))",
                hint: "only pictures enlarged by whole factors are supported"
            )
        }
        return scales[2...].map { Int($0) }
    }

    /// Whether each place of the output is the place of the input divided by the factor.
    private static func repeats(factor: Int, _ places: String, _ rounding: String) -> Bool {
        guard factor > 1 else { return true }
        // Some inputs' worth of places tells; aligned corners depend on the length.
        return (0..<factor * 4).allSatisfy { output in
            let place: Double
            switch places {
            case "asymmetric": place = Double(output) / Double(factor)
            case "half_pixel", "pytorch_half_pixel":
                place = (Double(output) + 0.5) / Double(factor) - 0.5
            default: return false
            }
            let index: Double
            switch rounding {
            case "floor": index = place.rounded(.down)
            case "ceil": index = place.rounded(.up)
            case "round_prefer_ceil": index = (place + 0.5).rounded(.down)
            case "round_prefer_floor": index = (place - 0.5).rounded(.up)
            default: return false
            }
            return Int(max(index, 0)) == output / factor
        }
    }
}
