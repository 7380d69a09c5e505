public import Tensors

extension Tensor {
    /// The values divided by the largest: `v / (max v + 1e-10)`.
    ///
    /// The maximum is signed, as in zennit-crp's `max_norm`: an all-negative map turns positive.
    public var maxNormalized: Tensor {
        let largest = elements.max().map(Double.init) ?? 0
        return Tensor(
            shape: shape,
            elements: elements.map { Float(Double($0) / (largest + 1e-10)) }
        )
    }

    /// Refuses what is no heatmap: another shape than `[H, W]`, no values, values without meaning.
    func checkAsHeatmap() throws(ImagesError) {
        guard shape.count == 2, count > 0 else {
            throw ImagesError("a heatmap has shape [H, W], this one \(shape)")
        }
        guard let odd = elements.firstIndex(where: { !$0.isFinite }) else { return }
        throw ImagesError(
            "the heatmap holds \(elements[odd]) at row \(odd / shape[1]), "
                + "column \(odd % shape[1])",
            hint: "check the model's weights and the photo"
        )
    }
}
