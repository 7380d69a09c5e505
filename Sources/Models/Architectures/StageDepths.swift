extension NetworkAssembly {
    /// Fails where weights have the depth of another published network of the family.
    ///
    /// Any other depth loads: nothing depends on it, and no other name would be right.
    ///
    /// - Parameters:
    ///   - found: The blocks of each stage, as the weights have them.
    ///   - wanted: Those of the architecture that was asked for.
    ///   - family: Those of all published networks by name.
    /// - Throws: `ModelsError` naming the network that has the depth found.
    func checkDepths(
        _ found: [Int],
        _ wanted: [Int],
        _ family: [String: [Int]]
    ) throws(ModelsError) {
        guard found != wanted,
            let other = family.filter({ $0.value == found }).keys.min()
        else { return }
        throw ModelsError(
            "these weights have \(found.map(String.init).joined(separator: "-")) layers, "
                + "\(supply.architecture) has \(wanted.map(String.init).joined(separator: "-"))",
            hint: "use --model \(other)"
        )
    }

    /// The blocks that begin a stage, where names number blocks through all stages.
    ///
    /// Weights tell no strides. In a network of as many blocks as the published one the stages are the
    /// published ones; in others a stage begins wherever the blocks' output width changes.
    ///
    /// - Parameters:
    ///   - widths: Each block's output width.
    ///   - lengths: The blocks of each stage in the published network.
    /// - Returns: The first block of each stage.
    /// - Throws: `ModelsError` where the stages cannot be told.
    func stageStarts(_ widths: [Int], published lengths: [Int]) throws(ModelsError) -> [Int] {
        let published = lengths.reduce(0, +)
        if widths.isEmpty || widths.count == published {
            return lengths.indices.map { lengths[..<$0].reduce(0, +) }
        }
        let starts = widths.indices.filter { $0 == 0 || widths[$0] != widths[$0 - 1] }
        guard starts.count == lengths.count else {
            throw ModelsError(
                "\(supply.architecture) has \(lengths.count) stages of blocks, these weights have "
                    + "\(widths.count) blocks of \(starts.count) widths in turn",
                hint: "strides cannot be read off weights: the blocks must be \(published), or "
                    + "each stage of its own width"
            )
        }
        return starts
    }

    /// The kernel size of a square convolution's weight, or `usual` where it has none that can be.
    func kernel(of name: String, usual: Int) -> Int {
        let shape = supply.shape(of: "\(name).weight")
        return shape.count == 4 && shape[2] == shape[3] && shape[2] % 2 == 1 ? shape[2] : usual
    }
}
