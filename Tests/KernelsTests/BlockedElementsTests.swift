import Foundation
import Kernels
import Tensors
import Testing

/// The row-major kernels are the oracle here.
@Suite("Values in channel blocks")
struct BlockedElementsTests {
    @Test("functions of each value keep blocks and their fill", arguments: BlockedShapes.all)
    func functions(shape: [Int], block: Int) {
        var numbers = Numbers(seed: 21)
        let input = numbers.tensor(shape)
        let blocked = input.laidOut(.channelBlocks(block))
        let functions: [(Tensor) -> Tensor] = [
            ElementWise.positivePart,
            ElementWise.negativePart,
            { ElementWise.clamped($0, to: 0.25...0.5) },
            { ElementWise.scaled($0, by: -3) },
            { ElementWise.map($0) { 1 / (1 + exp(-$0)) } },
            { ElementWise.map($0) { 1 / $0 } },
        ]
        for function in functions { expectBlocks(function(blocked), block, equal: function(input)) }
    }

    @Test("numbers by channel keep blocks and their fill", arguments: BlockedShapes.all)
    func channels(shape: [Int], block: Int) {
        var numbers = Numbers(seed: 22)
        let input = numbers.tensor(shape)
        let blocked = input.laidOut(.channelBlocks(block))
        let scale = numbers.tensor([shape[1]]).elements
        let shift = numbers.tensor([shape[1]]).elements
        expectBlocks(
            ElementWise.adding(bias: shift, to: blocked),
            block,
            equal: ElementWise.adding(bias: shift, to: input)
        )
        expectBlocks(
            ElementWise.affine(blocked, scale: scale, shift: shift),
            block,
            equal: ElementWise.affine(input, scale: scale, shift: shift)
        )
    }

    @Test("two tensors, in blocks or not", arguments: BlockedShapes.all)
    func pairs(shape: [Int], block: Int) {
        var numbers = Numbers(seed: 23)
        let (x, y) = (numbers.tensor(shape), numbers.tensor(shape))
        let layout = TensorLayout.channelBlocks(block)
        let (inBlocks, other) = (x.laidOut(layout), y.laidOut(layout))
        let sum = ElementWise.sum(x, y)
        expectBlocks(ElementWise.sum(inBlocks, other), block, equal: sum)
        expectBlocks(ElementWise.sum(inBlocks, y), block, equal: sum)
        expectBlocks(ElementWise.sum(x, other), block, equal: sum)

        let rows = [shape[0] - 1, 0, shape[0] - 1, 0]
        let batch = numbers.tensor([4] + shape.dropFirst())
        for epsilon: Float in [1e-6, 0] {
            let quotient = RowBroadcast.stabilizedQuotient(batch, x, rows: rows, epsilon: epsilon)
            for images in [x, inBlocks] {
                expectBlocks(
                    RowBroadcast.stabilizedQuotient(
                        batch.laidOut(layout),
                        images,
                        rows: rows,
                        epsilon: epsilon
                    ),
                    block,
                    equal: quotient
                )
                #expect(
                    RowBroadcast.stabilizedQuotient(batch, images, rows: rows, epsilon: epsilon)
                        == quotient
                )
            }
        }
        expectBlocks(
            RowBroadcast.product(batch.laidOut(layout), x, rows: rows),
            block,
            equal: RowBroadcast.product(batch, x, rows: rows)
        )
    }

    @Test("large tensors are worked on in pieces")
    func pieces() {
        var numbers = Numbers(seed: 24)
        let input = numbers.tensor([2, 19, 71, 67])
        let expected = input.elements.map { $0 > 0 ? $0 : 0 }
        for tensor in [input, input.laidOut(.channelBlocks(16))] {
            #expect(ElementWise.positivePart(tensor).elements == expected)
            #expect(
                ElementWise.sum(tensor, tensor).elements == input.elements.map { $0 + $0 }
            )
            #expect(
                ElementWise.adding(bias: [Float](repeating: 2, count: 19), to: tensor).elements
                    == input.elements.map { $0 + 2 }
            )
        }
    }

    @Test("one negative value is found wherever it lies")
    func negatives() {
        let count = 100_003
        for place in [0, 7, 8, 32_767, 32_768, 65_536, 99_999, count - 1] {
            var elements = [Float](repeating: 0.5, count: count)
            #expect(!ElementWise.hasNegative(Tensor(shape: [count], elements: elements)))
            elements[place] = -1e-30
            #expect(ElementWise.hasNegative(Tensor(shape: [count], elements: elements)))
        }
        let blocked = Tensor(shape: [1, 1, 1, 2], elements: [0, -1]).laidOut(.channelBlocks(8))
        #expect(ElementWise.hasNegative(blocked))
    }
}
