import Tensors
import Testing

@Suite("Feature maps in blocks of channels")
struct TensorLayoutTests {
    private static func counted(_ shape: [Int]) -> Tensor {
        Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { Float($0 + 1) })
    }

    @Test("each value lies where the formula says", arguments: [1, 5, 8, 9, 16, 20])
    func places(channels: Int) {
        let block = 8
        let shape = [2, channels, 3, 5]
        let plain = Self.counted(shape)
        let blocked = plain.laidOut(.channelBlocks(block))
        let blocks = (channels + block - 1) / block
        #expect(blocked.storage.count == 2 * blocks * block * 15)
        #expect(blocked.storage.reduce(0, +) == plain.elements.reduce(0, +))
        for image in 0..<2 {
            for channel in 0..<channels {
                for place in 0..<15 {
                    let index =
                        ((image * blocks + channel / block) * 15 + place) * block + channel % block
                    #expect(blocked.storage[index] == plain[image, channel, place / 5, place % 5])
                }
            }
        }
    }

    @Test("the way back gives the same tensor")
    func roundTrip() {
        let plain = Self.counted([3, 21, 4, 2])
        let blocked = plain.laidOut(.channelBlocks(16))
        #expect(blocked.layout == .channelBlocks(16))
        #expect(blocked.elements == plain.elements)
        #expect(blocked == plain)
        #expect(blocked.laidOut(.channelBlocks(8)).laidOut(.rowMajor).storage == plain.storage)
        #expect(blocked.count == plain.count)
        #expect(blocked.slice(2) == plain.slice(2))
        #expect(blocked.reshaped(to: [3, 168]) == plain.reshaped(to: [3, 168]))
        #expect(blocked != Self.counted([3, 21, 2, 4]))
    }

    @Test("writing in place makes it row-major")
    func writing() {
        var tensor = Self.counted([1, 3, 2, 2]).laidOut(.channelBlocks(8))
        tensor.withUnsafeMutableElements { $0[4] = -1 }
        #expect(tensor.layout == .rowMajor)
        #expect(tensor[0, 1, 0, 0] == -1)
        #expect(tensor[0, 2, 1, 1] == 12)
    }
}
