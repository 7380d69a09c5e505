import Kernels
import Tensors
import Testing

/// Borders, channel choices, gates and the order of channels, against loops.
@Suite("Rearranging")
struct RearrangingTests {
    @Test("a border holds its value, the picture stands inside")
    func border() {
        var numbers = Numbers(seed: 1)
        let border = PlanePadding(Padding(top: 1, left: 2, bottom: 0, right: 3), value: -1.5)
        let input = numbers.tensor([2, 3, 4, 5])
        let output = border.applied(to: input)
        #expect(output.shape == [2, 3, 5, 10])
        #expect(border.outputShape(for: input.shape) == output.shape)
        for plane in 0..<6 {
            for y in 0..<5 {
                for x in 0..<10 {
                    let inside = y >= 1 && 2..<7 ~= x
                    let expected =
                        inside ? input.elements[plane * 20 + (y - 1) * 5 + x - 2] : -1.5
                    #expect(output.elements[plane * 50 + y * 10 + x] == expected)
                }
            }
        }
        // The way back only takes the inside.
        #expect(border.transposedApplied(to: output, inputShape: input.shape) == input)
        #expect(border.outputShape(for: [2, 3]) == nil)
    }

    @Test("channels in a new order, some twice, some left out")
    func channels() {
        var numbers = Numbers(seed: 2)
        let choice = ChannelGathering([3, 0, 3])
        let input = numbers.tensor([2, 4, 2, 3])
        let output = choice.applied(to: input)
        #expect(output.shape == [2, 3, 2, 3])
        for image in 0..<2 {
            for (place, channel) in [3, 0, 3].enumerated() {
                #expect(output.slice(image).slice(place) == input.slice(image).slice(channel))
            }
        }
        let other = numbers.tensor([2, 3, 2, 3])
        let back = choice.transposedApplied(to: other, inputShape: input.shape)
        #expect(abs(inner(output, other) - inner(input, back)) < 1e-5)
        #expect(back.slice(0).slice(1).elements.allSatisfy { $0 == 0 })
        // Rows behind a flattening are channels too.
        let row = Tensor(shape: [1, 4], elements: [5, 6, 7, 8])
        #expect(choice.applied(to: row).elements == [8, 5, 8])
        #expect(choice.outputShape(for: [1, 3, 2, 2]) == nil)
    }

    @Test(
        "gates of every shape",
        arguments: [[2, 3], [2, 3, 1, 1], [2, 1, 4, 5], [2, 3, 4, 5]]
    )
    func gates(shape: [Int]) {
        var numbers = Numbers(seed: 3)
        let features = numbers.tensor([2, 3, 4, 5])
        let gate = numbers.tensor(shape)
        #expect(Gating.fits(shape, features.shape))
        let product = Gating.product(features, gate)
        #expect(product.shape == features.shape)
        let lengths = shape + [Int](repeating: 1, count: 4 - shape.count)
        for image in 0..<2 {
            for channel in 0..<3 {
                for y in 0..<4 {
                    for x in 0..<5 {
                        let at = zip([image, channel, y, x], lengths).map { $1 == 1 ? 0 : $0 }
                        let factor = gate.elements[
                            ((at[0] * lengths[1] + at[1]) * lengths[2] + at[2]) * lengths[3] + at[3]
                        ]
                        let place = ((image * 3 + channel) * 4 + y) * 5 + x
                        #expect(product.elements[place] == features.elements[place] * factor)
                    }
                }
            }
        }
    }

    @Test("gates that do not fit", arguments: [[2, 4], [2, 3, 2, 1], [1, 2, 3, 4, 5]])
    func misfits(shape: [Int]) {
        #expect(!Gating.fits(shape, [2, 3, 4, 5]))
    }

    @Test("channels last: values stand place by place")
    func channelsLast() {
        let input = Tensor(
            shape: [2, 2, 1, 3],
            elements: [1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60]
        )
        let rows = ChannelsLast.flattened(input)
        #expect(rows.shape == [2, 6])
        #expect(rows.elements == [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60])
        #expect(ChannelsLast.unflattened(rows, inputShape: [9, 2, 1, 3]) == input)
    }
}
