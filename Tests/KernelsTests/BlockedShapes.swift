import Tensors
import Testing

/// Feature maps whose channels fill blocks exactly, nearly, or hardly.
enum BlockedShapes {
    static let all: [(shape: [Int], block: Int)] = [
        ([1, 1, 1, 1], 8),
        ([2, 3, 1, 1], 16),
        ([1, 17, 7, 6], 16),
        ([2, 24, 5, 9], 16),
        ([2, 24, 8, 8], 8),
        ([1, 16, 6, 7], 16),
        ([2, 1, 9, 5], 16),
        ([3, 40, 4, 4], 8),
    ]
}

/// Expects a tensor in blocks that holds another's values, and zeros where they do not fill a block.
func expectBlocks(
    _ actual: Tensor,
    _ block: Int,
    equal expected: Tensor,
    tolerance: Float? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(
        actual.layout == .channelBlocks(block),
        "\(expected.shape)",
        sourceLocation: sourceLocation
    )
    if let tolerance {
        expectClose(actual, expected, tolerance: tolerance, sourceLocation: sourceLocation)
    } else {
        #expect(
            actual.shape == expected.shape && actual.elements == expected.elements,
            "\(expected.shape) in blocks of \(block)",
            sourceLocation: sourceLocation
        )
    }
    // Laid out anew, the fill is zero; storage must agree in every bit but the sign of zero.
    let anew = Tensor(shape: actual.shape, elements: actual.elements).laidOut(actual.layout)
    #expect(
        actual.storage == anew.storage,
        "fill of \(expected.shape) in blocks of \(block)",
        sourceLocation: sourceLocation
    )
}
