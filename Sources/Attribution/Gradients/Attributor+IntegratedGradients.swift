import Kernels
public import Tensors

extension Attributor {
    /// How many points of the way are used where nothing else is said.
    public static let defaultSteps = 32
    /// The most points of the way that may be asked for.
    public static let mostSteps = 1000
    /// How many points run through the network together.
    private static let pointsPerRun = 8

    /// Integrated gradients from a zero input: x · ∫ ∂f/∂x(αx) dα over α from 0 to 1, summed over
    /// colours.
    ///
    /// The integral is the mean over the middles of `steps` equal pieces; the sum over all places comes
    /// near f(x) - f(0) (Sundararajan et al. 2017). The top class is that of the image itself.
    ///
    /// - Parameters:
    ///   - input: Prepared images, `[N, C, H, W]`.
    ///   - requests: Each one becomes a row of the result.
    ///   - steps: How many points of the way are used, 1 to `mostSteps`.
    /// - Returns: `[m, H, W]`.
    /// - Throws: Where the attributor's composite is not a gradient, `steps` lies out of its range, or
    ///   what `forward` and `propagate` throw.
    public func integratedGradients(
        _ input: Tensor,
        _ requests: [RelevanceRequest],
        steps: Int = defaultSteps
    ) throws -> Tensor {
        guard composite.isGradient else {
            throw AttributionError(
                "integrated gradients need gradients, \(composite.name) has none",
                hint: "use gradient-x-input"
            )
        }
        guard 1...Self.mostSteps ~= steps else {
            throw AttributionError(
                "integrated gradients over \(steps) steps",
                hint: "take 1 to \(Self.mostSteps)"
            )
        }
        var result = Tensor(zeros: [requests.count] + input.shape.dropFirst(2))
        for image in Set(requests.map(\.image)).sorted() {
            let rows = requests.indices.filter { requests[$0].image == image }
            guard input.shape.count == 4, 0..<input.shape[0] ~= image else {
                throw AttributionError(
                    "there is no image \(image)",
                    hint: "images are 0 to \((input.shape.first ?? 1) - 1)"
                )
            }
            let picture = input.slice(image)
            let fixed = try fixing(rows.map { requests[$0] }, of: picture)
            for first in stride(from: 0, to: steps, by: Self.pointsPerRun) {
                try Task.checkCancellation()
                let points = (first..<min(steps, first + Self.pointsPerRun)).map {
                    (Float($0) + 0.5) / Float(steps)
                }
                let tape = try forward(
                    Tensor.stacked(points.map { ElementWise.scaled(picture, by: $0) })
                )
                let placed = points.indices.flatMap { point in
                    fixed.map { request in
                        var request = request
                        request.image = point
                        return request
                    }
                }
                guard let maps = try propagate(tape, placed, toInput: true).heatmaps else {
                    preconditionFailure("a pass to the input without heatmaps")
                }
                let length = maps.count / placed.count
                let values = maps.elements
                result.withUnsafeMutableElements { sums in
                    for (place, row) in placed.indices.map({ ($0, rows[$0 % rows.count]) }) {
                        // The pass multiplied with αx, the integral wants x.
                        let factor = 1 / (points[place / rows.count] * Float(steps))
                        for index in 0..<length {
                            sums[row * length + index] +=
                                factor * values[place * length + index]
                        }
                    }
                }
            }
        }
        return result
    }

    /// The requests with the picture's own top class in place of each point's.
    private func fixing(
        _ requests: [RelevanceRequest],
        of picture: Tensor
    ) throws -> [RelevanceRequest] {
        guard requests.contains(where: { $0.start == .logits(.top) }) else { return requests }
        let top = try forward(Tensor.stacked([picture]), downTo: []).topClass(0)
        return requests.map { request in
            guard request.start == .logits(.top) else { return request }
            var request = request
            request.start = .logits(.classes([top]))
            return request
        }
    }
}
